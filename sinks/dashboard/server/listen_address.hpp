// Where the page is served beside this machine's own 127.0.0.1: "0.0.0.0", "192.168.1.5:8600", "[::]:8600".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"

namespace sacrum::sinks {

struct ListenAddress {
    std::string address;  // as a number
    std::optional<std::uint16_t> port{};
    bool is_loopback = false;  // 127.0.0.0/8 or ::1: reached from this machine alone
    bool is_any = false;       // every address of this machine
};

Result<ListenAddress> parse_listen_address(std::string_view text);

// "http://192.168.1.5:8600", "http://[fd00::2]:8600"
std::string page_address(std::string_view address, std::uint16_t port);

// Of this machine, as others may reach it; those of one link only are left out.
std::vector<std::string> own_addresses(bool with_ipv6);

}  // namespace sacrum::sinks
