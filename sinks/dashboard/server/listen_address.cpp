#include "sinks/dashboard/server/listen_address.hpp"

#include <fmt/format.h>
#include <ifaddrs.h>
#include <net/if.h>

#include <netinet/in.h>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <cstring>
#include <memory>

namespace sacrum::sinks {
namespace {

namespace ip = boost::asio::ip;

std::optional<std::uint16_t> parse_port(std::string_view text) {
    unsigned number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size() || number > 65535)
        return std::nullopt;
    return std::uint16_t(number);
}

std::optional<ip::address> address_of(const sockaddr& from) {
    if (from.sa_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &from, sizeof four);
        return ip::address_v4(ntohl(four.sin_addr.s_addr));
    }
    if (from.sa_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &from, sizeof six);
        ip::address_v6::bytes_type bytes{};
        std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
        return ip::address_v6(bytes);
    }
    return std::nullopt;
}

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
    std::string_view host = text, port;
    bool has_port = false;
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        has_port = end != std::string_view::npos && host.substr(end + 1).starts_with(':');
        if (has_port) port = host.substr(end + 2);
        const bool is_closed = end != std::string_view::npos && (has_port || end + 1 == host.size());
        host = is_closed ? host.substr(1, end - 1) : std::string_view();
    } else if (const auto colon = host.find(':');
               colon != std::string_view::npos && host.find(':', colon + 1) == std::string_view::npos) {
        has_port = true;
        port = host.substr(colon + 1);
        host = host.substr(0, colon);
    }
    boost::system::error_code failed;
    const ip::address address = ip::make_address(std::string(host), failed);
    const auto number = has_port ? parse_port(port) : std::nullopt;
    // make_address reads up to a zero byte, and passes over a scope ("fe80::1%eth0") that is not there.
    const bool is_cut = text.find('\0') != std::string_view::npos;
    const bool has_lost_scope =
        host.find('%') != std::string_view::npos && address.is_v6() && address.to_v6().scope_id() == 0;
    if (failed || is_cut || has_lost_scope || (has_port && !number)) {
        return fail(
            ErrorKind::usage,
            fmt::format(
                "--listen {}: not an address of this machine with a port; give one as in 192.168.1.5, "
                "0.0.0.0:8600 or [::]:8600",
                text));
    }
    return ListenAddress{.address = address.to_string(),
                         .port = number,
                         .is_loopback = address.is_loopback(),
                         .is_any = address.is_unspecified()};
}

std::string page_address(std::string_view address, std::uint16_t port) {
    const bool is_ipv6 = address.find(':') != std::string_view::npos;
    return fmt::format("http://{}{}{}:{}", is_ipv6 ? "[" : "", address, is_ipv6 ? "]" : "", port);
}

std::vector<std::string> own_addresses(bool with_ipv6) {
    std::vector<std::string> found;
    ifaddrs* list = nullptr;
    if (getifaddrs(&list) != 0) return found;
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(list, &freeifaddrs);
    for (const ifaddrs* one = list; one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || (one->ifa_flags & unsigned(IFF_UP)) == 0) continue;
        const auto address = address_of(*one->ifa_addr);
        if (!address || address->is_loopback() || (address->is_v6() && !with_ipv6)) continue;
        if (address->is_v6() && address->to_v6().is_link_local()) continue;
        found.push_back(address->to_string());
    }
    return found;
}

}  // namespace sacrum::sinks
