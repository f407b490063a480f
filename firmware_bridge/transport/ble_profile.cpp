#include "firmware_bridge/transport/ble_profile.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace sacrum::firmware_bridge {
namespace {

struct Source {
    std::string uuid;  // empty: the service's first that notifies
    std::uint16_t channel = 0;
    bool is_required = true;
};

struct Setting {
    std::string uuid;  // empty: where everything is written
    std::vector<std::byte> bytes;
    bool is_required = true;
};

struct Profile {
    std::string_view name;
    std::vector<std::string> services;  // the first tells the kind; any of them, of a device that advertises
    std::vector<Source> sources;
    std::vector<Setting> settings;
    bool takes_writes = true;  // of whoever uses the transport
};

std::vector<std::byte> octets(std::initializer_list<int> numbers) {
    std::vector<std::byte> bytes;
    for (const int number : numbers) bytes.push_back(static_cast<std::byte>(number));
    return bytes;
}

// Movella DOT BLE Services Specifications, 2.2: device control. Only what the first byte's bits name is
// changed.
std::vector<std::byte> dot_output_rate(std::uint16_t rate_hz) {
    constexpr std::size_t kLength = 32, kOutputRate = 24;
    constexpr int kVisitOutputRate = 1 << 4;
    std::vector<std::byte> bytes(kLength);
    bytes[0] = std::byte{kVisitOutputRate};
    bytes[kOutputRate] = static_cast<std::byte>(rate_hz & 0xff);
    bytes[kOutputRate + 1] = static_cast<std::byte>(rate_hz >> 8);
    return bytes;
}

constexpr std::uint16_t kDotLiveRate = 60;  // the most a DOT sends live

std::string dot_uuid(const char* number) {
    return "1517" + std::string(number) + "-4947-11e9-8646-d663bd873d93";
}

const std::vector<Profile>& profiles() {
    static const std::vector<Profile> all = {
        {.name = "Nordic UART",
         .services = {"6e400001-b5a3-f393-e0a9-e50e24dcca9e"},
         .sources = {{.uuid = "", .channel = 0}},
         .settings = {}},
        {.name = "Movella DOT",
         .services = {dot_uuid("2000"), dot_uuid("1000")},
         .sources = {{.uuid = dot_uuid("2002"), .channel = 0x2002},
                     {.uuid = dot_uuid("2003"), .channel = 0x2003, .is_required = false},
                     {.uuid = dot_uuid("2004"), .channel = 0x2004, .is_required = false},
                     {.uuid = dot_uuid("3001"), .channel = 0x3001, .is_required = false}},
         // A DOT that still measures keeps its rate; then {start, on, payload mode custom 5}.
         .settings = {{.uuid = dot_uuid("1002"),
                       .bytes = dot_output_rate(kDotLiveRate),
                       .is_required = false},
                      {.uuid = dot_uuid("2001"), .bytes = octets({1, 1, 26})}},
         .takes_writes = false},
        {.name = "WitMotion",
         .services = {"0000ffe5-0000-1000-8000-00805f9a34fb"},
         .sources = {{.uuid = "", .channel = 0}},
         // Unlock, then 100 Hz: the fastest whose code all sources agree on. Not saved in the device.
         .settings = {{.uuid = "", .bytes = octets({0xff, 0xaa, 0x69, 0x88, 0xb5}), .is_required = false},
                      {.uuid = "", .bytes = octets({0xff, 0xaa, 0x03, 0x09, 0x00}), .is_required = false}}},
    };
    return all;
}

bool has(const BluezCharacteristic& characteristic, std::string_view flag) {
    return std::find(characteristic.flags.begin(), characteristic.flags.end(), flag) !=
           characteristic.flags.end();
}

bool notifies(const BluezCharacteristic& characteristic) {
    return has(characteristic, "notify") || has(characteristic, "indicate");
}

bool is_written_to(const BluezCharacteristic& characteristic) {
    return has(characteristic, "write-without-response") || has(characteristic, "write");
}

// The characteristics of one device, by path, with those of other devices and services left out.
class Characteristics {
  public:
    Characteristics(const BluezTree& tree, const std::string& device) : tree_(tree), device_(device) {}

    bool offers(std::string_view service) const {
        return std::any_of(tree_.services.begin(), tree_.services.end(), [&](const auto& entry) {
            return entry.second.device == device_ && entry.second.uuid == service;
        });
    }

    // Of any of the device's services: a DOT spreads them over three.
    std::optional<std::string> with_uuid(std::string_view uuid) const {
        return first([&](const BluezCharacteristic& c, const BluezService&) { return c.uuid == uuid; });
    }

    template <class Claim>
    std::optional<std::string> of_service(std::string_view uuid, Claim claim) const {
        return first(
            [&](const BluezCharacteristic& c, const BluezService& s) { return s.uuid == uuid && claim(c); });
    }

    const BluezCharacteristic& at(const std::string& path) const { return tree_.characteristics.at(path); }

  private:
    template <class Claim>
    std::optional<std::string> first(Claim claim) const {
        for (const auto& [path, characteristic] : tree_.characteristics) {
            const auto service = tree_.services.find(characteristic.service);
            if (service == tree_.services.end() || service->second.device != device_) continue;
            if (claim(characteristic, service->second)) return path;
        }
        return {};
    }

    const BluezTree& tree_;
    const std::string& device_;
};

BleEndpoints::Write write_to(const Characteristics& all, const std::string& path, const Setting& setting) {
    return {.path = path,
            .bytes = setting.bytes,
            .with_response = !has(all.at(path), "write-without-response"),
            .is_required = setting.is_required};
}

std::optional<BleEndpoints> endpoints_of(const Profile& profile, const Characteristics& all) {
    const auto& service = profile.services.front();
    BleEndpoints found{
        .profile = std::string(profile.name), .subscriptions = {}, .once_subscribed = {}, .outlet = {}};
    for (const auto& source : profile.sources) {
        const auto path =
            source.uuid.empty() ? all.of_service(service, notifies) : all.with_uuid(source.uuid);
        if (!path && source.is_required) return {};
        if (path) {
            found.subscriptions.push_back(
                {.path = *path, .channel = source.channel, .is_required = source.is_required});
        }
    }
    const auto outlet = all.of_service(service, is_written_to);
    if (outlet && profile.takes_writes) found.outlet = write_to(all, *outlet, {});
    for (const auto& setting : profile.settings) {
        const auto path = setting.uuid.empty() ? outlet : all.with_uuid(setting.uuid);
        if (!path && setting.is_required) return {};
        if (path) found.once_subscribed.push_back(write_to(all, *path, setting));
    }
    return found;
}

}  // namespace

std::string_view profile_name(std::span<const std::string> service_uuids) {
    for (const auto& profile : profiles()) {
        for (const auto& service : profile.services) {
            if (std::find(service_uuids.begin(), service_uuids.end(), service) != service_uuids.end()) {
                return profile.name;
            }
        }
    }
    return {};
}

std::string profile_names() {
    std::string names;
    for (const auto& profile : profiles()) names += (names.empty() ? "" : ", ") + std::string(profile.name);
    return names;
}

std::optional<BleEndpoints> find_endpoints(const BluezTree& tree, const std::string& device) {
    const Characteristics all(tree, device);
    for (const auto& profile : profiles()) {
        if (!all.offers(profile.services.front())) continue;
        if (auto found = endpoints_of(profile, all)) return found;
    }
    return {};
}

}  // namespace sacrum::firmware_bridge
