// Whose the other end of a connection on this machine is, as the kernel's table of TCP sockets says.
#pragma once

#include <sys/types.h>

#include <boost/asio/ip/tcp.hpp>
#include <iosfwd>
#include <optional>

namespace sacrum::sinks {

// In a table as /proc/net/tcp and tcp6: who owns the socket that is bound to `peer` and speaks to `here`.
std::optional<uid_t> owner_in(std::istream& table, const boost::asio::ip::tcp::endpoint& peer,
                              const boost::asio::ip::tcp::endpoint& here);

// False also where it cannot be told.
bool is_peer_of_this_user(const boost::asio::ip::tcp::socket& socket);

}  // namespace sacrum::sinks
