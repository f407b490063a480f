#include "firmware_bridge/transport/ble_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "firmware_bridge/transport/alarm.hpp"
#include "firmware_bridge/transport/ble_profile.hpp"
#include "firmware_bridge/transport/bluez_bus.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kAddressLength = 17, kUuidLength = 36;
constexpr std::size_t kMostNamed = 8;  // in an error

std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

std::string upper(std::string text) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

bool is_in_reach(const BluezDevice& device) { return device.rssi_dbm.has_value() || device.is_connected; }

int loudness(const std::optional<int>& rssi_dbm) {
    return rssi_dbm.value_or(std::numeric_limits<int>::min());
}

bool fits(const BluezDevice& device, const BleWanted& wanted) {
    if (!wanted.address.empty()) return upper(device.address) == wanted.address;
    const auto& services = device.services;
    return is_in_reach(device) && (wanted.name.empty() || device.name == wanted.name) &&
           (wanted.service.empty() ||
            std::find(services.begin(), services.end(), wanted.service) != services.end());
}

// Holds itself while it runs, by the calls it waits for.
class Scan : public std::enable_shared_from_this<Scan> {
  public:
    using Done = std::function<void(const Result<std::vector<BleDevice>>&)>;
    Scan(boost::asio::io_context& io, Duration listen, Done done)
        : listen_(listen), alarm_(io), done_(std::move(done)), io_(io) {}

    void begin() {
        alarm_.set(Duration::zero(), [self = shared_from_this()] { self->open(); });
    }

  private:
    void open() {
        auto bus =
            BluezBus::open(io_, {.on_change = [] {},
                                 .on_notification = [](const std::string&, std::span<const std::byte>) {},
                                 .on_gone = [this](const Error& error) { end(tl::unexpected(error)); }});
        if (!bus) return end(tl::unexpected(bus.error()));
        bus_ = *std::move(bus);
        bus_->read_tree([self = shared_from_this()](const Result<void>& read) {
            if (!read) return self->end(tl::unexpected(read.error()));
            self->search();
        });
    }

    void search() {
        auto adapter = find_adapter(bus_->tree());
        if (!adapter) return end(tl::unexpected(adapter.error()));
        adapter_ = *std::move(adapter);
        bus_->start_discovery(adapter_, "", [self = shared_from_this()](const Result<void>& begun) {
            if (!begun) return self->end(tl::unexpected(begun.error()));
            self->alarm_.set(self->listen_, [self] {
                auto devices = devices_in_reach(self->bus_->tree());
                self->bus_->stop_discovery(self->adapter_);
                self->end(std::move(devices));
            });
        });
    }

    void end(Result<std::vector<BleDevice>> found) {
        const auto self = shared_from_this();  // the alarm may hold the last reference
        alarm_.cancel();
        bus_.reset();
        if (!found) found.error().sentence = "Bluetooth: " + found.error().sentence;
        if (const auto done = std::exchange(done_, nullptr)) done(found);
    }

    Duration listen_;
    Alarm alarm_;
    Done done_;
    boost::asio::io_context& io_;
    std::unique_ptr<BluezBus> bus_;
    std::string adapter_;
};

}  // namespace

Result<BleWanted> ble_wanted(const Address& address) {
    const auto option = [&](const char* name) {
        const auto found = address.options.find(name);
        return found == address.options.end() ? std::string{} : found->second;
    };
    BleWanted wanted{
        .address = upper(address.target), .name = option("name"), .service = lower(option("service"))};
    if (!wanted.address.empty() &&
        (wanted.address.size() != kAddressLength ||
         wanted.address.find_first_not_of("0123456789ABCDEF:") != std::string::npos)) {
        return fail(
            ErrorKind::usage,
            fmt::format("{}: a BLE address has the form AA:BB:CC:DD:EE:FF; for a name say ble:?name={}",
                        text_of(address), address.target));
    }
    if (!wanted.service.empty() && wanted.service.size() != kUuidLength) {
        return fail(ErrorKind::usage,
                    fmt::format("{}: service={} is no UUID of the form "
                                "6e400001-b5a3-f393-e0a9-e50e24dcca9e; give all 36 characters",
                                text_of(address), wanted.service));
    }
    if (wanted.address.empty() && wanted.name.empty() && wanted.service.empty()) {
        return fail(ErrorKind::usage,
                    fmt::format("{}: this names no device; say ble:AA:BB:CC:DD:EE:FF or ble:?name=…",
                                text_of(address)));
    }
    return wanted;
}

std::optional<std::string> find_device(const BluezTree& tree, const BleWanted& wanted) {
    std::optional<std::string> best;
    for (const auto& [path, device] : tree.devices) {
        if (!fits(device, wanted)) continue;
        if (!best || loudness(device.rssi_dbm) > loudness(tree.devices.at(*best).rssi_dbm)) best = path;
    }
    return best;
}

Result<std::string> find_adapter(const BluezTree& tree) {
    if (tree.adapters.empty()) {
        return fail(ErrorKind::input,
                    "there is no Bluetooth adapter; plug one in, or look why not with: rfkill list, "
                    "bluetoothctl list");
    }
    for (const auto& [path, adapter] : tree.adapters) {
        if (adapter.is_powered) return path;
    }
    return fail(ErrorKind::input,
                "the Bluetooth adapter is turned off; turn it on with: rfkill unblock bluetooth; "
                "bluetoothctl power on");
}

std::vector<BleDevice> devices_in_reach(const BluezTree& tree) {
    std::vector<BleDevice> devices;
    for (const auto& [path, device] : tree.devices) {
        if (!is_in_reach(device)) continue;
        devices.push_back({.address = device.address,
                           .name = device.name,
                           .rssi_dbm = device.rssi_dbm,
                           .profile = std::string(profile_name(device.services))});
    }
    std::stable_sort(devices.begin(), devices.end(), [](const BleDevice& a, const BleDevice& b) {
        return loudness(a.rssi_dbm) > loudness(b.rssi_dbm);
    });
    return devices;
}

std::string devices_in_words(const std::vector<BleDevice>& devices) {
    std::string words;
    for (std::size_t i = 0; i < std::min(devices.size(), kMostNamed); ++i) {
        const auto name =
            devices[i].name.empty() ? std::string("without a name") : "'" + devices[i].name + "'";
        words += fmt::format("{}{} ({})", i == 0 ? "" : ", ", name, devices[i].address);
    }
    if (devices.size() > kMostNamed) words += fmt::format(" and {} more", devices.size() - kMostNamed);
    return words;
}

void scan_ble(boost::asio::io_context& io, Duration listen,
              std::function<void(const Result<std::vector<BleDevice>>&)> done) {
    std::make_shared<Scan>(io, listen, std::move(done))->begin();
}

}  // namespace sacrum::firmware_bridge
