// A connection until it is a viewer's: the page's files, one request after the other, and the pairing of
// those who come from elsewhere. Who asks under a foreign name, or was sent by a foreign page, is refused
// with 403.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include "sinks/dashboard/server/hub.hpp"

namespace sacrum::sinks {

void serve_connection(const HubPointer& hub, boost::asio::ip::tcp::socket socket);

}  // namespace sacrum::sinks
