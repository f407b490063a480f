#include "firmware_bridge/transport/open_transport.hpp"

#include <fmt/format.h>

#include "firmware_bridge/transport/ble_transport.hpp"
#include "firmware_bridge/transport/serial_transport.hpp"
#include "firmware_bridge/transport/tcp_transport.hpp"
#include "firmware_bridge/transport/udp_transport.hpp"

namespace sacrum::firmware_bridge {

Result<std::unique_ptr<Transport>> open_transport(boost::asio::io_context& io, const ArrivalClock& clock,
                                                  const Address& address) {
    if (address.scheme == "serial") return open_serial_transport(io, clock, address);
    if (address.scheme == "ble") return open_ble_transport(io, clock, address);
    if (address.scheme == "tcp") return open_tcp_transport(io, clock, address);
    if (address.scheme == "udp") return open_udp_transport(io, clock, address);
    return fail(
        ErrorKind::usage,
        fmt::format("{}: this is no device to connect to; serial, ble, tcp and udp are", text_of(address)));
}

}  // namespace sacrum::firmware_bridge
