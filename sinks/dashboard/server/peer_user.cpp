#include "sinks/dashboard/server/peer_user.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

namespace sacrum::sinks {
namespace {

using boost::asio::ip::tcp;

// "0100007F:2198": 32-bit words as they lie in memory, then the port.
std::string written(const tcp::endpoint& endpoint) {
    std::string out;
    const auto add_words = [&](const auto& bytes) {
        for (std::size_t at = 0; at < bytes.size(); at += sizeof(std::uint32_t)) {
            std::uint32_t word = 0;
            std::memcpy(&word, &bytes[at], sizeof word);
            out += fmt::format("{:08X}", word);
        }
    };
    if (endpoint.address().is_v6())
        add_words(endpoint.address().to_v6().to_bytes());
    else
        add_words(endpoint.address().to_v4().to_bytes());
    return fmt::format("{}:{:04X}", out, endpoint.port());
}

// A browser may reach an IPv4 address by a socket for both.
tcp::endpoint mapped(const tcp::endpoint& endpoint) {
    if (endpoint.address().is_v6()) return endpoint;
    return {boost::asio::ip::make_address_v6(boost::asio::ip::v4_mapped, endpoint.address().to_v4()),
            endpoint.port()};
}

tcp::endpoint plain(const tcp::endpoint& endpoint) {
    if (!endpoint.address().is_v6() || !endpoint.address().to_v6().is_v4_mapped()) return endpoint;
    return {boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, endpoint.address().to_v6()),
            endpoint.port()};
}

}  // namespace

std::optional<uid_t> owner_in(std::istream& table, const tcp::endpoint& peer, const tcp::endpoint& here) {
    const std::string from = written(peer);
    const std::string to = written(here);
    for (std::string line; std::getline(table, line);) {
        std::istringstream fields(line);
        // sl, local, remote, state, queues, timer, retransmissions, then the user
        std::array<std::string, 7> text;
        for (std::string& field : text) fields >> field;
        uid_t user = 0;
        if (text[1] == from && text[2] == to && fields >> user) return user;
    }
    return std::nullopt;
}

bool is_peer_of_this_user(const tcp::socket& socket) {
    boost::system::error_code failed;
    const tcp::endpoint peer = socket.remote_endpoint(failed);
    if (failed) return false;
    const tcp::endpoint here = socket.local_endpoint(failed);
    if (failed) return false;
    std::ifstream four("/proc/net/tcp");
    auto owner = owner_in(four, plain(peer), plain(here));
    if (!owner) {
        std::ifstream six("/proc/net/tcp6");
        owner = owner_in(six, mapped(peer), mapped(here));
    }
    return owner == ::getuid();
}

}  // namespace sacrum::sinks
