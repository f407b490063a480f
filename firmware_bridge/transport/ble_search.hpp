// Which BLE device an address means, and which of those BlueZ knows it is; and the search for all in reach.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/result.hpp"
#include "domain/time.hpp"
#include "firmware_bridge/transport/address.hpp"
#include "firmware_bridge/transport/bluez_tree.hpp"

namespace boost::asio {
class io_context;
}

namespace sacrum::firmware_bridge {

struct BleWanted {
    std::string address;  // as AA:BB:CC:DD:EE:FF; empty: any
    std::string name;     // whole; empty: any
    std::string service;  // UUID in lower case; empty: any
};

// ble:AA:BB:CC:DD:EE:FF, or ble: with option name or service or both.
Result<BleWanted> ble_wanted(const Address& address);

// The path of the device that fits; of several the one heard loudest. By name or service only devices that
// are in reach now fit, by address also one that BlueZ remembers.
std::optional<std::string> find_device(const BluezTree& tree, const BleWanted& wanted);

// The path of an adapter that is on.
Result<std::string> find_adapter(const BluezTree& tree);

struct BleDevice {
    std::string address;
    std::string name;  // empty: it tells none
    std::optional<int> rssi_dbm;
    std::string profile;  // a kind ble_profile knows; empty: none
};

// Those in reach, loudest first, for people: "'Sacrum 12' (AA:…), 'Band' (BB:…)".
std::string devices_in_words(const std::vector<BleDevice>& devices);
std::vector<BleDevice> devices_in_reach(const BluezTree& tree);

// Listens for that long and then calls done, once. The io_context must outlive it.
void scan_ble(boost::asio::io_context& io, Duration listen,
              std::function<void(const Result<std::vector<BleDevice>>&)> done);

}  // namespace sacrum::firmware_bridge
