#include "samples/paced_device.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <optional>
#include <utility>

namespace sacrum::samples {

using Clock = std::chrono::steady_clock;

struct PacedDevice::State : std::enable_shared_from_this<State> {
    State(boost::asio::io_context& context, SimulatedDevice chosen, double times_real_time)
        : io(context), timer(context), device(std::move(chosen)), speed(times_real_time) {}

    // Fetches the next event only now, so that what was said to the device on the last one is heeded.
    void go_on() {
        event = device.next();
        const auto turn = [self = shared_from_this()](const boost::system::error_code& error = {}) {
            if (!error && !self->is_stopped) self->tell();
        };
        if (!event || speed <= 0.0) {
            boost::asio::post(io, turn);
            return;
        }
        timer.expires_at(begun + duration_from_seconds(in_seconds(event->time) / speed));
        timer.async_wait(turn);
    }

    void tell() {
        if (!event) {
            is_stopped = true;
            const auto end = std::exchange(on_end, nullptr);
            end();
            return;
        }
        on_event(*event);
        if (!is_stopped) go_on();
    }

    boost::asio::io_context& io;
    boost::asio::steady_timer timer;
    SimulatedDevice device;
    double speed;
    Clock::time_point begun{};
    std::optional<DeviceEvent> event;
    std::function<void(const DeviceEvent&)> on_event;
    std::function<void()> on_end;
    bool is_stopped = false;
};

PacedDevice::PacedDevice(boost::asio::io_context& io, SimulatedDevice device, double speed)
    : state_(std::make_shared<State>(io, std::move(device), speed)) {}

PacedDevice::~PacedDevice() { stop(); }

void PacedDevice::start(std::function<void(const DeviceEvent&)> on_event, std::function<void()> on_end) {
    state_->on_event = std::move(on_event);
    state_->on_end = std::move(on_end);
    state_->begun = Clock::now();
    state_->go_on();
}

void PacedDevice::receive(std::span<const std::byte> bytes) { state_->device.receive(bytes); }

void PacedDevice::stop() {
    state_->is_stopped = true;
    state_->timer.cancel();
}

std::unique_ptr<PacedDevice> run_simulated_device(boost::asio::io_context& io, SimulatedDevice device,
                                                  double speed,
                                                  std::function<void(std::span<const std::byte>)> write,
                                                  std::function<void()> on_end) {
    auto paced = std::make_unique<PacedDevice>(io, std::move(device), speed);
    paced->start(
        [write = std::move(write)](const DeviceEvent& event) {
            if (event.kind == DeviceEvent::Kind::bytes) write(event.bytes);
        },
        std::move(on_end));
    return paced;
}

}  // namespace sacrum::samples
