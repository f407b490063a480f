#include "sinks/dashboard/server/peer_user.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <sstream>

using namespace sacrum::sinks;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr const char* kTable =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    "   0: 0100007F:2198 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 11 1 0\n"
    "   1: 0100007F:C350 0100007F:2198 01 00000000:00000000 00:00000000 00000000  1001        0 12 1 0\n";

tcp::endpoint at(const char* address, unsigned short port) { return {asio::ip::make_address(address), port}; }

std::optional<uid_t> owner(const tcp::endpoint& peer, const tcp::endpoint& here) {
    std::istringstream table(kTable);
    return owner_in(table, peer, here);
}

}  // namespace

TEST_CASE("the owner is that of the other end, not of this one, and unknown ends have none") {
    CHECK(owner(at("127.0.0.1", 50000), at("127.0.0.1", 8600)) == 1001);
    CHECK(owner(at("127.0.0.1", 8600), at("127.0.0.1", 50000)) == 1000);
    CHECK_FALSE(owner(at("127.0.0.1", 50001), at("127.0.0.1", 8600)));
    CHECK_FALSE(owner(at("127.0.0.2", 50000), at("127.0.0.1", 8600)));
}

TEST_CASE("a connection of this program's own, over IPv4 or a socket for both, is of this user") {
    asio::io_context io;
    tcp::acceptor acceptor(io, at("127.0.0.1", 0));
    for (const char* address : {"127.0.0.1", "::ffff:127.0.0.1"}) {
        tcp::socket caller(io);
        boost::system::error_code failed;
        caller.connect(at(address, acceptor.local_endpoint().port()), failed);
        INFO(address << " " << failed.message());
        REQUIRE_FALSE(failed);
        tcp::socket called = acceptor.accept();
        CHECK(is_peer_of_this_user(called));
        caller.close();
    }
    tcp::socket nowhere(io);
    CHECK_FALSE(is_peer_of_this_user(nowhere));
}
