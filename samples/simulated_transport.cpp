#include "samples/simulated_transport.hpp"

#include <utility>

#include "samples/paced_device.hpp"
#include "samples/simulated_options.hpp"

namespace sacrum::samples {
namespace {

using firmware_bridge::TransportListener;

class SimulatedTransport final : public firmware_bridge::Transport {
  public:
    SimulatedTransport(boost::asio::io_context& io, SimulatedDevice device, double speed)
        : device_(io, std::move(device), speed) {}

    void start(TransportListener& listener) override {
        device_.start([&listener](const DeviceEvent& event) { tell(event, listener); },
                      [&listener] { listener.on_end({}); });
    }
    void send(std::span<const std::byte> bytes) override { device_.receive(bytes); }
    void stop() override { device_.stop(); }

  private:
    static void tell(const DeviceEvent& event, TransportListener& listener) {
        switch (event.kind) {
            case DeviceEvent::Kind::link_up: listener.on_link({.time = event.time, .is_up = true}); break;
            case DeviceEvent::Kind::bytes:
                listener.on_bytes({.time = event.time, .bytes = event.bytes});
                break;
            case DeviceEvent::Kind::link_lost:
                listener.on_link(
                    {.time = event.time, .is_up = false, .reason = "the simulated device went out of reach"});
                break;
        }
    }

    PacedDevice device_;
};

}  // namespace

Result<std::unique_ptr<firmware_bridge::Transport>> make_simulated_transport(
    boost::asio::io_context& io, std::string_view target, const std::map<std::string, std::string>& options) {
    const auto run = parse_simulated_run(target, options);
    if (!run) return tl::unexpected(run.error());
    auto device = SimulatedDevice::create(run->device);
    if (!device) {
        return fail(device.error().kind, "sim:" + std::string(target) + ": " + device.error().sentence);
    }
    return std::make_unique<SimulatedTransport>(io, *std::move(device), run->speed);
}

}  // namespace sacrum::samples
