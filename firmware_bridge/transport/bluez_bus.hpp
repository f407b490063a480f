// BlueZ over D-Bus on the thread of the io_context: a mirror of its objects, and calls whose answers come
// later. No call is made from inside another of these functions, and none after destruction.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "domain/result.hpp"
#include "domain/time.hpp"
#include "firmware_bridge/transport/bluez_tree.hpp"

namespace boost::asio {
class io_context;
}

namespace sacrum::firmware_bridge {

struct AcquiredNotify {
    int descriptor = -1;  // the receiver's to close; one read is one notification
    std::size_t mtu = 0;
};

class BluezBus {
  public:
    struct Calls {
        std::function<void()> on_change;  // the mirror changed
        std::function<void(const std::string& characteristic, std::span<const std::byte>)> on_notification;
        std::function<void(const Error&)> on_gone;  // BlueZ or the bus ended; this object is of no more use
    };
    using Done = std::function<void(const Result<void>&)>;

    // DBUS_SYSTEM_BUS_ADDRESS, where set, names another bus than the system's. An error is a sentence without
    // its thing, as are all below: "BlueZ is not running; …".
    static Result<std::unique_ptr<BluezBus>> open(boost::asio::io_context& io, Calls calls);
    ~BluezBus();
    BluezBus(const BluezBus&) = delete;
    BluezBus& operator=(const BluezBus&) = delete;

    const BluezTree& tree() const;
    // Fills the mirror; changes arrive by themselves from then on.
    void read_tree(const Done& done);
    // A search that runs already is joined. An empty service finds every device.
    void start_discovery(const std::string& adapter, const std::string& service_uuid, const Done& done);
    void stop_discovery(const std::string& adapter);
    void connect(const std::string& device, const Done& done);
    void disconnect(const std::string& device);
    void acquire_notify(const std::string& characteristic,
                        const std::function<void(const Result<AcquiredNotify>&)>& done);
    void start_notify(const std::string& characteristic, const Done& done);
    void write(const std::string& characteristic, std::span<const std::byte> bytes, bool with_response,
               const Done& done);

  private:
    struct State;
    explicit BluezBus(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

}  // namespace sacrum::firmware_bridge
