// What reached this machine, as it came: the only input of the live path, and what a recording holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "domain/time.hpp"

namespace sacrum::firmware_bridge {

// Since the session began, on this machine's steady clock (a replay and a simulated device bring their own).
using ArrivalTime = Duration;

// One read of a byte stream, one datagram or one notification. The bytes live as long as the call that hands
// them over.
struct Arrival {
    ArrivalTime time{};
    std::uint16_t channel =
        0;  // of the device: 0 its data; BLE: the 16-bit number of a further characteristic
    std::span<const std::byte> bytes;
};

// The link to the device came up or was lost.
struct LinkChange {
    ArrivalTime time{};
    bool is_up = false;
    std::string reason{};  // of a loss, for people: "the device was unplugged"
};

}  // namespace sacrum::firmware_bridge
