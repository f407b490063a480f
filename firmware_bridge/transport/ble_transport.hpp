// A BLE device of a kind that ble_profile knows, through BlueZ. Found by address, name or service; after a
// loss the same device is sought again and subscribed to anew.
#pragma once

#include <memory>

#include "firmware_bridge/transport/address.hpp"
#include "firmware_bridge/transport/reconnector.hpp"

namespace sacrum::firmware_bridge {

// ble:AA:BB:CC:DD:EE:FF or ble:?name=…&service=…; options notify (fd, or property for a device whose
// notifications do not come through a descriptor) and search_s (20), how long to look for it.
Result<std::unique_ptr<Transport>> open_ble_transport(boost::asio::io_context& io, const ArrivalClock& clock,
                                                      const Address& address, ReconnectPauses pauses = {});

}  // namespace sacrum::firmware_bridge
