// How a person names a device: "serial:/dev/ttyUSB0?baud=921600", "ble:?name=Sacrum", "tcp://host:port".
// Parsing looks at the form only; each transport checks its own target and options with the helpers below.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

// scheme ':' ['//'] target ['?' option '=' word {'&' option '=' word}], with %XX for any byte of a target or
// word.
struct Address {
    std::string scheme;  // serial, ble, tcp, udp, file or sim
    std::string target;
    std::map<std::string, std::string> options;
};

// An unknown scheme is named with those that exist; a bare path or host gets the form that was probably
// meant.
Result<Address> parse_address(std::string_view text);

// The address without its options, as errors and reports name it.
std::string text_of(const Address& address);

// Fails on the first option that is not among the known, naming those that are.
Result<void> check_options(const Address& address, std::span<const std::string_view> known);

// Absent: the fallback. Not a number, or outside least to most: an error.
Result<double> number_option(const Address& address, const std::string& name, double fallback, double least,
                             double most);

struct HostPort {
    std::string host;  // empty: this machine, any interface
    std::uint16_t port = 0;
};

// The target of tcp and udp: "host:port", ":port", "[::1]:port".
Result<HostPort> host_port_of(const Address& address);

}  // namespace sacrum::firmware_bridge
