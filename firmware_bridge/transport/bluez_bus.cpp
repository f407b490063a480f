#include "firmware_bridge/transport/bluez_bus.hpp"

#include <poll.h>
#include <sdbus-c++/sdbus-c++.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <deque>
#include <utility>

#include "firmware_bridge/transport/alarm.hpp"
#include "firmware_bridge/transport/bluez_errors.hpp"

namespace sacrum::firmware_bridge {
namespace {

using Properties = std::map<std::string, sdbus::Variant>;
using Interfaces = std::map<std::string, Properties>;
using Objects = std::map<sdbus::ObjectPath, Interfaces>;
using Reader = std::function<void(sdbus::MethodReply&)>;
using Failed = std::function<void(const std::string& name, const Error&)>;

constexpr const char* kBluez = "org.bluez";
constexpr const char* kAdapter = "org.bluez.Adapter1";
constexpr const char* kDevice = "org.bluez.Device1";
constexpr const char* kService = "org.bluez.GattService1";
constexpr const char* kCharacteristic = "org.bluez.GattCharacteristic1";
constexpr Duration kUsualLimit = std::chrono::seconds(5);
constexpr Duration kConnectLimit = std::chrono::seconds(30);  // BlueZ gives up by itself after 20 to 25 s
constexpr Duration kLeaveLimit = std::chrono::seconds(2);  // a device out of reach holds these calls for 15 s

std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

std::vector<std::string> lower(std::vector<std::string> texts) {
    for (auto& text : texts) text = lower(std::move(text));
    return texts;
}

// A property of another type than documented counts as not told.
template <class T, class Store>
void read(const Properties& properties, const char* name, Store store) {
    const auto found = properties.find(name);
    if (found != properties.end() && found->second.containsValueOfType<T>()) store(found->second.get<T>());
}

void apply(BluezAdapter& adapter, const Properties& properties) {
    read<bool>(properties, "Powered", [&](bool is) { adapter.is_powered = is; });
}

void apply(BluezDevice& device, const Properties& properties) {
    read<std::string>(properties, "Address", [&](std::string text) { device.address = std::move(text); });
    read<std::string>(properties, "Name", [&](std::string text) { device.name = std::move(text); });
    read<std::int16_t>(properties, "RSSI", [&](std::int16_t dbm) { device.rssi_dbm = dbm; });
    read<bool>(properties, "Connected", [&](bool is) { device.is_connected = is; });
    read<bool>(properties, "ServicesResolved", [&](bool is) { device.are_services_resolved = is; });
    read<std::vector<std::string>>(properties, "UUIDs", [&](std::vector<std::string> uuids) {
        device.services = lower(std::move(uuids));
    });
}

void apply(BluezService& service, const Properties& properties) {
    read<std::string>(properties, "UUID", [&](std::string text) { service.uuid = lower(std::move(text)); });
    read<sdbus::ObjectPath>(properties, "Device",
                            [&](const sdbus::ObjectPath& path) { service.device = path; });
}

void apply(BluezCharacteristic& characteristic, const Properties& properties) {
    read<std::string>(properties, "UUID",
                      [&](std::string text) { characteristic.uuid = lower(std::move(text)); });
    read<sdbus::ObjectPath>(properties, "Service",
                            [&](const sdbus::ObjectPath& path) { characteristic.service = path; });
    read<std::vector<std::string>>(properties, "Flags", [&](std::vector<std::string> flags) {
        characteristic.flags = std::move(flags);
    });
    read<std::uint16_t>(properties, "MTU", [&](std::uint16_t mtu) { characteristic.mtu = mtu; });
}

void apply(BluezTree& tree, const std::string& path, const std::string& interface,
           const Properties& properties) {
    if (interface == kAdapter) apply(tree.adapters[path], properties);
    if (interface == kDevice) apply(tree.devices[path], properties);
    if (interface == kService) apply(tree.services[path], properties);
    if (interface == kCharacteristic) apply(tree.characteristics[path], properties);
}

void remove(BluezTree& tree, const std::string& path, const std::string& interface) {
    if (interface == kAdapter) tree.adapters.erase(path);
    if (interface == kDevice) tree.devices.erase(path);
    if (interface == kService) tree.services.erase(path);
    if (interface == kCharacteristic) tree.characteristics.erase(path);
}

}  // namespace

struct BluezBus::State : std::enable_shared_from_this<State> {
    State(boost::asio::io_context& its_io, Calls its_calls)
        : io(its_io), calls(std::move(its_calls)), readable(its_io), timeout(its_io) {}

    void begin() {
        connection = sdbus::createSystemBusConnection();
        connection->addMatch(
            "type='signal',sender='org.bluez'", [this](sdbus::Message& signal) { hear(signal); },
            sdbus::floating_slot);
        connection->addMatch(
            "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
            "member='NameOwnerChanged',arg0='org.bluez'",
            [this](sdbus::Message& signal) { hear_owner(signal); }, sdbus::floating_slot);
        readable.assign(dup(connection->getEventLoopPollData().fd));
        pump_soon();
    }

    // Handlers run inside processPendingRequest(), where neither connection nor proxies may be destroyed:
    // what they have to say is said after it has returned.
    void later(std::function<void()> call) { due.push_back(std::move(call)); }

    void pump_soon() {
        if (std::exchange(is_pump_posted, true)) return;
        boost::asio::post(io, [self = shared_from_this()] {
            self->is_pump_posted = false;
            self->pump();
        });
    }

    void pump() {
        const auto self = shared_from_this();
        while (!is_closed) {
            try {
                while (connection->processPendingRequest()) {
                }
            } catch (const sdbus::Error& error) {
                lose("the D-Bus system bus ended; start it with: sudo systemctl start dbus");
            }
            if (due.empty()) break;
            while (!due.empty() && !is_closed) {
                const auto call = std::move(due.front());
                due.pop_front();
                call();
            }
        }
        if (!is_closed) wait();
    }

    void wait() {
        const auto poll = connection->getEventLoopPollData();
        if (!std::exchange(is_waiting_to_read, true)) {
            readable.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                                [self = shared_from_this()](const boost::system::error_code& error) {
                                    self->is_waiting_to_read = false;
                                    if (!error) self->pump();
                                });
        }
        if ((poll.events & POLLOUT) != 0 && !std::exchange(is_waiting_to_write, true)) {
            readable.async_wait(boost::asio::posix::stream_descriptor::wait_write,
                                [self = shared_from_this()](const boost::system::error_code& error) {
                                    self->is_waiting_to_write = false;
                                    if (!error) self->pump();
                                });
        }
        if (const auto in = poll.getRelativeTimeout()) {
            timeout.set(std::max<Duration>(*in, Duration::zero()), [this] { pump(); });
        } else {
            timeout.cancel();
        }
    }

    void hear(sdbus::Message& signal) {
        try {
            const auto member = signal.getMemberName();
            if (member == "InterfacesAdded") {
                sdbus::ObjectPath path;
                Interfaces interfaces;
                signal >> path >> interfaces;
                for (const auto& [interface, properties] : interfaces)
                    apply(tree, path, interface, properties);
                say_changed();
            } else if (member == "InterfacesRemoved") {
                sdbus::ObjectPath path;
                std::vector<std::string> interfaces;
                signal >> path >> interfaces;
                for (const auto& interface : interfaces) remove(tree, path, interface);
                say_changed();
            } else if (member == "PropertiesChanged") {
                hear_properties(signal);
            }
        } catch (const sdbus::Error&) {  // not of the documented form: not for us
        }
    }

    void hear_properties(sdbus::Message& signal) {
        std::string interface;
        Properties changed;
        std::vector<std::string> invalidated;
        const auto path = signal.getPath();
        signal >> interface >> changed >> invalidated;
        if (interface == kCharacteristic) {
            read<std::vector<std::uint8_t>>(changed, "Value", [&](std::vector<std::uint8_t> bytes) {
                later([this, path, bytes = std::move(bytes)] {
                    calls.on_notification(path, std::as_bytes(std::span(bytes)));
                });
            });
        }
        if (interface == kDevice && std::count(invalidated.begin(), invalidated.end(), "RSSI") != 0) {
            tree.devices[path].rssi_dbm.reset();
        }
        apply(tree, path, interface, changed);
        if (!changed.contains("Value")) say_changed();
    }

    void hear_owner(sdbus::Message& signal) {
        std::string name, before, now;
        signal >> name >> before >> now;
        if (now.empty()) lose("BlueZ stopped; start it with: sudo systemctl start bluetooth");
    }

    void say_changed() {
        later([this] { calls.on_change(); });
    }

    void lose(const std::string& why) {
        tree = {};
        later([this, why] {
            close();
            calls.on_gone({.kind = ErrorKind::input, .sentence = why});
        });
    }

    sdbus::IProxy& proxy(const std::string& path) {
        auto& made = proxies[path];
        if (!made) made = sdbus::createProxy(*connection, kBluez, path);
        return *made;
    }

    void say_failed(const Failed& on_error, const sdbus::Error& error) {
        later([on_error, name = error.getName(), found = bluez_error(error.getName(), error.getMessage())] {
            on_error(name, found);
        });
    }

    template <class... Words>
    void call(const std::string& path, const char* interface, const char* method, Duration limit,
              Reader on_reply, Failed on_error, const Words&... words) {
        if (is_closed) return;
        try {
            auto message = proxy(path).createMethodCall(interface, method);
            if constexpr (sizeof...(words) > 0) (message << ... << words);
            const auto handler = [this, on_reply, on_error](sdbus::MethodReply& reply,
                                                            const sdbus::Error* error) {
                if (error != nullptr) return say_failed(on_error, *error);
                try {
                    on_reply(reply);
                } catch (const sdbus::Error& wrong) {
                    say_failed(on_error, wrong);
                }
            };
            proxy(path).callMethod(message, handler,
                                   std::chrono::duration_cast<std::chrono::microseconds>(limit));
        } catch (const sdbus::Error& error) {
            say_failed(on_error, error);
        }
        pump_soon();
    }

    // A call whose reply says nothing but that it was done; one error may mean that it was done before.
    template <class... Words>
    void order(const std::string& path, const char* interface, const char* method, Duration limit,
               const Done& done, const std::string& as_good, const Words&... words) {
        call(
            path, interface, method, limit,
            [this, done](sdbus::MethodReply&) { later([done] { done({}); }); },
            [done, as_good](const std::string& name, const Error& error) {
                done(name == as_good ? Result<void>{} : tl::unexpected(error));
            },
            words...);
    }

    // The connection itself goes with the last reference, never inside one of its own calls.
    void close() {
        is_closed = true;
        boost::system::error_code ignored;
        readable.close(ignored);
        timeout.cancel();
        boost::asio::post(io, [self = shared_from_this()] { self->due.clear(); });
    }

    boost::asio::io_context& io;
    Calls calls;
    BluezTree tree;
    std::unique_ptr<sdbus::IConnection> connection;
    std::map<std::string, std::unique_ptr<sdbus::IProxy>> proxies;  // gone before their connection
    boost::asio::posix::stream_descriptor readable;  // of a duplicate: asio closes what it watches
    Alarm timeout;
    std::deque<std::function<void()>> due;
    bool is_pump_posted = false;
    bool is_waiting_to_read = false;
    bool is_waiting_to_write = false;
    bool is_closed = false;
};

Result<std::unique_ptr<BluezBus>> BluezBus::open(boost::asio::io_context& io, Calls calls) {
    auto state = std::make_shared<State>(io, std::move(calls));
    try {
        state->begin();
    } catch (const sdbus::Error& error) {
        return tl::unexpected(bluez_error(error.getName(), error.getMessage(), "no D-Bus system bus"));
    }
    return std::unique_ptr<BluezBus>(new BluezBus(std::move(state)));
}

BluezBus::BluezBus(std::shared_ptr<State> state) : state_(std::move(state)) {}

BluezBus::~BluezBus() {
    if (!state_->is_closed) state_->close();
}

const BluezTree& BluezBus::tree() const { return state_->tree; }

void BluezBus::read_tree(const Done& done) {
    state_->call(
        "/", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", kUsualLimit,
        [state = state_.get(), done](sdbus::MethodReply& reply) {
            Objects objects;
            reply >> objects;
            state->tree = {};
            for (const auto& [path, interfaces] : objects) {
                for (const auto& [interface, properties] : interfaces)
                    apply(state->tree, path, interface, properties);
            }
            state->later([done] { done({}); });
        },
        [done](const std::string&, const Error& error) { done(tl::unexpected(error)); });
}

void BluezBus::start_discovery(const std::string& adapter, const std::string& service_uuid,
                               const Done& done) {
    Properties filter{{"Transport", sdbus::Variant(std::string("le"))}};
    if (!service_uuid.empty()) filter["UUIDs"] = sdbus::Variant(std::vector<std::string>{service_uuid});
    // A filter that is refused only makes the search wider.
    state_->order(
        adapter, kAdapter, "SetDiscoveryFilter", kUsualLimit, [](const Result<void>&) {}, "", filter);
    state_->order(adapter, kAdapter, "StartDiscovery", kUsualLimit, done, "org.bluez.Error.InProgress");
}

void BluezBus::stop_discovery(const std::string& adapter) {
    state_->order(
        adapter, kAdapter, "StopDiscovery", kLeaveLimit, [](const Result<void>&) {}, "");
}

void BluezBus::connect(const std::string& device, const Done& done) {
    state_->order(device, kDevice, "Connect", kConnectLimit, done, "org.bluez.Error.AlreadyConnected");
}

void BluezBus::disconnect(const std::string& device) {
    state_->order(
        device, kDevice, "Disconnect", kLeaveLimit, [](const Result<void>&) {}, "");
}

void BluezBus::acquire_notify(const std::string& characteristic,
                              const std::function<void(const Result<AcquiredNotify>&)>& done) {
    state_->call(
        characteristic, kCharacteristic, "AcquireNotify", kUsualLimit,
        [state = state_.get(), done](sdbus::MethodReply& reply) {
            sdbus::UnixFd descriptor;
            std::uint16_t mtu = 0;
            reply >> descriptor >> mtu;
            // Closed by itself if it is not asked for any more.
            auto held = std::make_shared<sdbus::UnixFd>(std::move(descriptor));
            state->later(
                [done, held, mtu] { done(AcquiredNotify{.descriptor = held->release(), .mtu = mtu}); });
        },
        [done](const std::string&, const Error& error) { done(tl::unexpected(error)); }, Properties{});
}

void BluezBus::start_notify(const std::string& characteristic, const Done& done) {
    state_->order(characteristic, kCharacteristic, "StartNotify", kUsualLimit, done, "");
}

void BluezBus::write(const std::string& characteristic, std::span<const std::byte> bytes, bool with_response,
                     const Done& done) {
    std::vector<std::uint8_t> octets(bytes.size());
    std::transform(bytes.begin(), bytes.end(), octets.begin(),
                   [](std::byte b) { return std::to_integer<std::uint8_t>(b); });
    const Properties options{{"type", sdbus::Variant(std::string(with_response ? "request" : "command"))}};
    state_->order(characteristic, kCharacteristic, "WriteValue", kUsualLimit, done, "", octets, options);
}

}  // namespace sacrum::firmware_bridge
