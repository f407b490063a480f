// Who may speak to the page's server: a browser that was sent there by nobody else. A page of another origin,
// and a name that a foreign DNS lets point here, are told apart by Origin and Host.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sacrum::sinks {

// "127.0.0.1:8600" where "127.0.0.1" is among the names; the port may be left out where it is 80.
bool is_own_host(std::string_view host, std::span<const std::string> names, std::uint16_t port);

// The same with "http://" before it.
bool is_own_origin(std::string_view origin, std::span<const std::string> names, std::uint16_t port);

// Of a Cookie header: "a=1; sacrum-8600=…".
std::optional<std::string_view> cookie_in(std::string_view header, std::string_view name);

}  // namespace sacrum::sinks
