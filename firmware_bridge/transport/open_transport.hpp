// The transport an address asks for.
#pragma once

#include <memory>

#include "firmware_bridge/transport/address.hpp"
#include "firmware_bridge/transport/reconnector.hpp"

namespace sacrum::firmware_bridge {

// serial, ble, tcp and udp; file and sim are made where the recording and the synthetic runner are at hand.
// Finds what is wrong with the words of the address; whether the device is there shows after start(). A
// transport is not destroyed inside a call it makes; stop() is allowed there.
Result<std::unique_ptr<Transport>> open_transport(boost::asio::io_context& io, const ArrivalClock& clock,
                                                  const Address& address);

}  // namespace sacrum::firmware_bridge
