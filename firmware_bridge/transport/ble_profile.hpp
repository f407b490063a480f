// What is particular to each kind of BLE device: which service tells it, which characteristics bring its
// data, what to write once they are subscribed to. A new kind of device is a row in ble_profile.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "firmware_bridge/transport/bluez_tree.hpp"

namespace sacrum::firmware_bridge {

// The characteristics of one connected device, as object paths.
struct BleEndpoints {
    struct Subscription {
        std::string path;
        std::uint16_t channel = 0;  // of Arrival
        bool is_required = true;
    };
    struct Write {
        std::string path;
        std::vector<std::byte> bytes;
        bool with_response = true;
        bool is_required = true;
    };

    std::string profile;  // "Movella DOT"
    std::vector<Subscription> subscriptions;
    std::vector<Write> once_subscribed;  // in this order
    std::optional<Write> outlet;         // for what is sent to the device, with bytes empty
};

// The kind of device that offers one of these services (in lower case), for people; empty: none that is
// known.
std::string_view profile_name(std::span<const std::string> service_uuids);

// The kinds there are, for people: "Nordic UART, Movella DOT, WitMotion".
std::string profile_names();

// Absent when the device has no known service, or one without the characteristics its data needs. Where the
// protocol leaves it open, a characteristic is chosen by its flags: firmwares have swapped the UUIDs.
std::optional<BleEndpoints> find_endpoints(const BluezTree& tree, const std::string& device);

}  // namespace sacrum::firmware_bridge
