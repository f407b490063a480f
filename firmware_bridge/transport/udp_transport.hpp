// A device that sends datagrams to a port of this machine; each is one arrival. The link is up with the
// first, lost after a silence, up again with the next. What is sent goes to whoever sent last.
#pragma once

#include <memory>

#include "firmware_bridge/transport/address.hpp"
#include "firmware_bridge/transport/reconnector.hpp"

namespace sacrum::firmware_bridge {

// udp://:port, or udp://address:port for one interface; option silence_s (3), after which the link counts as
// lost.
Result<std::unique_ptr<Transport>> open_udp_transport(boost::asio::io_context& io, const ArrivalClock& clock,
                                                      const Address& address);

}  // namespace sacrum::firmware_bridge
