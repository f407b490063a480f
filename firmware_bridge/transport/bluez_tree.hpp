// What BlueZ shows on D-Bus, as plain values keyed by object path: adapters, devices, their services and
// characteristics. UUIDs are in lower case.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sacrum::firmware_bridge {

struct BluezAdapter {
    bool is_powered = false;
};

struct BluezDevice {
    std::string address;
    std::string name;             // as it calls itself; empty: it does not
    std::optional<int> rssi_dbm;  // only of devices heard in the running search
    bool is_connected = false;
    bool are_services_resolved = false;
    std::vector<std::string> services;  // as far as advertised or resolved
};

struct BluezService {
    std::string uuid;
    std::string device;  // path
};

struct BluezCharacteristic {
    std::string uuid;
    std::string service;             // path
    std::vector<std::string> flags;  // notify, write, write-without-response, …
    std::size_t mtu = 0;             // 0: not told
};

struct BluezTree {
    std::map<std::string, BluezAdapter> adapters;
    std::map<std::string, BluezDevice> devices;
    std::map<std::string, BluezService> services;
    std::map<std::string, BluezCharacteristic> characteristics;
};

}  // namespace sacrum::firmware_bridge
