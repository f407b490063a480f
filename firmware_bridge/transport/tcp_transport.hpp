// A device on a TCP connection: tcp://host:port connects to it, tcp://:port waits for it to connect. A device
// that falls silent without closing is noticed by keep-alive within about ten seconds.
#pragma once

#include <memory>

#include "firmware_bridge/transport/address.hpp"
#include "firmware_bridge/transport/reconnector.hpp"

namespace sacrum::firmware_bridge {

// As a server it hears one device at a time: the same host connecting again replaces its old connection,
// another host is turned away. Port 0 takes a free one.
Result<std::unique_ptr<Transport>> open_tcp_transport(boost::asio::io_context& io, const ArrivalClock& clock,
                                                      const Address& address, ReconnectPauses pauses = {});

}  // namespace sacrum::firmware_bridge
