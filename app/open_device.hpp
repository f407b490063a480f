// A device by its address, whatever kind it is: plugged in, in the air, on the network, recorded or made up.
#pragma once

#include <memory>
#include <string>

#include "domain/result.hpp"
#include "firmware_bridge/transport/arrival_clock.hpp"
#include "firmware_bridge/transport/transport.hpp"
#include "proto/config.pb.h"

namespace boost::asio {
class io_context;
}

namespace sacrum::app {

struct OpenedDevice {
    std::unique_ptr<firmware_bridge::Transport> transport;
    std::string protocol;               // which the address stands for; auto where it tells none
    bool understands_requests = false;  // ours: it may be asked to describe itself
    bool keeps_wall_time = true;        // arrivals are of this machine's clock; false: of a recording's
};

Result<OpenedDevice> open_device(boost::asio::io_context& io, const firmware_bridge::ArrivalClock& clock,
                                 const std::string& address);

constexpr const char* kAddressHelp =
    "serial:/dev/ttyUSB0, ble:?name=NAME, tcp://host:port, udp://:port, file:RUN.sacrum or sim:runner "
    "(docs/devices.md)";

}  // namespace sacrum::app
