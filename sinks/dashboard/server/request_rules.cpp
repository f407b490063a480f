#include "sinks/dashboard/server/request_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sacrum::sinks {

bool is_own_host(std::string_view host, std::span<const std::string> names, std::uint16_t port) {
    constexpr std::uint16_t kUsualPort = 80;  // browsers leave it out
    return std::ranges::any_of(names, [&](const std::string& name) {
        return host == fmt::format("{}:{}", name, port) || (port == kUsualPort && host == name);
    });
}

bool is_own_origin(std::string_view origin, std::span<const std::string> names, std::uint16_t port) {
    constexpr std::string_view kScheme = "http://";
    return origin.starts_with(kScheme) && is_own_host(origin.substr(kScheme.size()), names, port);
}

std::optional<std::string_view> cookie_in(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        std::string_view one = header.substr(0, end);
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (one.starts_with(name) && one.substr(name.size()).starts_with('='))
            return one.substr(name.size() + 1);
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return std::nullopt;
}

}  // namespace sacrum::sinks
