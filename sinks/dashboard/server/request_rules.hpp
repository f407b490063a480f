// Who may speak to the page's server: a browser on this machine that was sent there by nobody else. A page of
// another origin, and a name that a foreign DNS lets point here, are told apart by Origin and Host.
#pragma once

#include <cstdint>
#include <string_view>

namespace sacrum::sinks {

// "127.0.0.1:8600", "localhost:8600" or "[::1]:8600".
bool is_own_host(std::string_view host, std::uint16_t port);

// The same with "http://" before it.
bool is_own_origin(std::string_view origin, std::uint16_t port);

}  // namespace sacrum::sinks
