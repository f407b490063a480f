// A device on a serial port. Unplugging is a lost link; the port is opened again under the same path.
#pragma once

#include <memory>

#include "firmware_bridge/transport/address.hpp"
#include "firmware_bridge/transport/reconnector.hpp"

namespace sacrum::firmware_bridge {

// serial:PATH, option baud (115200).
Result<std::unique_ptr<Transport>> open_serial_transport(boost::asio::io_context& io,
                                                         const ArrivalClock& clock, const Address& address,
                                                         ReconnectPauses pauses = {});

}  // namespace sacrum::firmware_bridge
