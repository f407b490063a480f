#include "sinks/dashboard/server/request_rules.hpp"

#include <fmt/format.h>

namespace sacrum::sinks {

bool is_own_host(std::string_view host, std::uint16_t port) {
    for (const std::string_view name : {"127.0.0.1", "localhost", "[::1]"}) {
        if (host == fmt::format("{}:{}", name, port)) return true;
    }
    return false;
}

bool is_own_origin(std::string_view origin, std::uint16_t port) {
    constexpr std::string_view kScheme = "http://";
    return origin.starts_with(kScheme) && is_own_host(origin.substr(kScheme.size()), port);
}

}  // namespace sacrum::sinks
