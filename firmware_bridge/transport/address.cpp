#include "firmware_bridge/transport/address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace sacrum::firmware_bridge {
namespace {

struct Scheme {
    std::string_view name;
    std::string_view example;
    std::string_view usual_target{};  // where an address may leave it out
};

constexpr std::array kSchemes = {
    Scheme{"serial", "serial:/dev/ttyUSB0?baud=921600"},
    Scheme{"ble", "ble:AA:BB:CC:DD:EE:FF"},
    Scheme{"tcp", "tcp://host:port"},
    Scheme{"udp", "udp://:port"},
    Scheme{"file", "file:run.sacrum?speed=1"},
    Scheme{"sim", "sim:runner", "runner"},
};

// isxdigit and its kin ask the locale.
std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return {};
}

bool is_all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "AA:BB:CC:DD:EE:FF"
bool looks_like_ble(std::string_view text) {
    if (text.size() != 17) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i % 3 == 2 ? text[i] != ':' : !hex_digit(text[i])) return false;
    }
    return true;
}

// "host:1234", and so neither a scheme nor a path
bool looks_like_host_and_port(std::string_view text) {
    const auto colon = text.rfind(':');
    return colon != std::string_view::npos && is_all_digits(text.substr(colon + 1)) &&
           text.find('/') == std::string_view::npos;
}

std::string what_was_meant(std::string_view text) {
    if (looks_like_ble(text)) return fmt::format("for a BLE device say ble:{}", text);
    if (looks_like_host_and_port(text)) return fmt::format("for a device on the network say tcp://{}", text);
    if (text.starts_with("/dev/") || text.starts_with("tty")) {
        return fmt::format("for a serial port say serial:{}{}", text.starts_with("/") ? "" : "/dev/", text);
    }
    return fmt::format("for a recording say file:{}, for a serial port serial:/dev/ttyUSB0", text);
}

std::string scheme_names() {
    std::string names;
    for (const auto& scheme : kSchemes) names += fmt::format("{}{}", names.empty() ? "" : ", ", scheme.name);
    return names;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
        const auto low = i + 2 < text.size() ? hex_digit(text[i + 2]) : std::nullopt;
        if (!high || !low || *high * 16 + *low == 0) return {};  // a NUL would cut a path short
        decoded += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return decoded;
}

Result<std::string> decoded_part(std::string_view whole, std::string_view part) {
    if (auto decoded = percent_decoded(part)) return *std::move(decoded);
    return fail(
        ErrorKind::usage,
        fmt::format("{}: '{}' has a % that two hexadecimal digits do not follow; write %25 for a % itself",
                    whole, part));
}

Result<void> read_option(std::string_view whole, std::string_view pair, Address& address) {
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) {
        return fail(
            ErrorKind::usage,
            fmt::format("{}: '{}' is not an option; write name=word, and & between two", whole, pair));
    }
    auto name = decoded_part(whole, pair.substr(0, equals));
    if (!name) return tl::unexpected(name.error());
    auto word = decoded_part(whole, pair.substr(equals + 1));
    if (!word) return tl::unexpected(word.error());
    if (!address.options.emplace(*name, *std::move(word)).second) {
        return fail(ErrorKind::usage,
                    fmt::format("{}: option {} is given twice; give it once", whole, *name));
    }
    return {};
}

Result<void> read_options(std::string_view whole, std::string_view text, Address& address) {
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        if (auto read = read_option(whole, text.substr(0, end), address); !read) return read;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

}  // namespace

Result<Address> parse_address(std::string_view text) {
    const auto colon = text.find(':');
    const auto name = text.substr(0, std::min(colon, text.size()));
    const auto scheme = std::find_if(kSchemes.begin(), kSchemes.end(),
                                     [&](const Scheme& known) { return known.name == name; });
    if (text.empty()) {
        return fail(ErrorKind::usage,
                    fmt::format("the address is empty; name a device, such as {}", kSchemes[0].example));
    }
    if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
        return fail(
            ErrorKind::usage,
            fmt::format("{}: a zero byte follows, which no address has; leave it out", text.substr(0, zero)));
    }
    if (colon == std::string_view::npos || name.find_first_of("/.") != std::string_view::npos ||
        (scheme == kSchemes.end() && (looks_like_ble(text) || looks_like_host_and_port(text)))) {
        return fail(ErrorKind::usage, fmt::format("{}: this does not say what kind of device it is; {}", text,
                                                  what_was_meant(text)));
    }
    if (scheme == kSchemes.end()) {
        return fail(ErrorKind::usage, fmt::format("{}: there is no kind of device named '{}'; there are {}",
                                                  text, name, scheme_names()));
    }
    auto rest = text.substr(colon + 1);
    if (rest.starts_with("//")) rest.remove_prefix(2);
    const auto question = std::min(rest.find('?'), rest.size());
    Address address{.scheme = std::string(name), .target = {}, .options = {}};
    auto target = decoded_part(text, rest.substr(0, question));
    if (!target) return tl::unexpected(target.error());
    address.target = *std::move(target);
    const auto options = rest.substr(std::min(question + 1, rest.size()));
    if (auto read = read_options(text, options, address); !read) return tl::unexpected(read.error());
    if (address.target.empty()) address.target = scheme->usual_target;
    // BLE devices may be sought by their options alone.
    if (address.target.empty() && (address.scheme != "ble" || address.options.empty())) {
        return fail(ErrorKind::usage,
                    fmt::format("{}: this names no device; the form is {}", text, scheme->example));
    }
    return address;
}

std::string text_of(const Address& address) {
    const bool is_network = address.scheme == "tcp" || address.scheme == "udp";
    return fmt::format("{}:{}{}", address.scheme, is_network ? "//" : "", address.target);
}

Result<void> check_options(const Address& address, std::span<const std::string_view> known) {
    for (const auto& [name, word] : address.options) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        std::string names;
        for (const auto other : known) names += fmt::format("{}{}", names.empty() ? "" : ", ", other);
        return fail(ErrorKind::usage,
                    fmt::format("{}: there is no option {}; {}", text_of(address), name,
                                known.empty() ? "a " + address.scheme + " address takes none"
                                              : "there are " + names));
    }
    return {};
}

Result<double> number_option(const Address& address, const std::string& name, double fallback, double least,
                             double most) {
    const auto found = address.options.find(name);
    if (found == address.options.end()) return fallback;
    const auto& word = found->second;
    double number = 0.0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool is_whole = read.ec == std::errc{} && read.ptr == word.data() + word.size();
    if (!is_whole || !(number >= least && number <= most)) {
        return fail(ErrorKind::usage, fmt::format("{}: {}={} is not a number from {} to {}", text_of(address),
                                                  name, word, least, most));
    }
    return number;
}

Result<HostPort> host_port_of(const Address& address) {
    const std::string_view target = address.target;
    const auto colon = target.rfind(':');
    const auto wrong = [&] {
        return fail(ErrorKind::usage,
                    fmt::format("{}: the form is {}://host:port, with a port from 1 to 65535",
                                text_of(address), address.scheme));
    };
    if (colon == std::string_view::npos || !is_all_digits(target.substr(colon + 1))) return wrong();
    HostPort found{.host = std::string(target.substr(0, colon)), .port = 0};
    const auto digits = target.substr(colon + 1);
    if (std::from_chars(digits.data(), digits.data() + digits.size(), found.port).ec != std::errc{})
        return wrong();
    if (found.host.starts_with('[') && found.host.ends_with(']')) {
        found.host = found.host.substr(1, found.host.size() - 2);
    } else if (found.host.find(':') != std::string::npos) {
        return wrong();  // an IPv6 address needs its brackets
    }
    return found;
}

}  // namespace sacrum::firmware_bridge
