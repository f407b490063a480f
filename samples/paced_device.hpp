// Plays a simulated device on an io_context, in real time or faster. The times it tells are the simulation's,
// not this machine's, so that they are the same in every run.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "samples/simulated_device.hpp"

namespace boost::asio {
class io_context;
}

namespace sacrum::samples {

class PacedDevice {
  public:
    // speed: times real time; 0: as fast as possible, still one event at a time, so that others get their
    // turn.
    PacedDevice(boost::asio::io_context& io, SimulatedDevice device, double speed);
    PacedDevice(const PacedDevice&) = delete;
    PacedDevice& operator=(const PacedDevice&) = delete;
    ~PacedDevice();  // as stop()

    // on_end is called once, after the last event. Neither is called from inside start, receive or stop.
    void start(std::function<void(const DeviceEvent&)> on_event, std::function<void()> on_end);
    // To the device.
    void receive(std::span<const std::byte> bytes);
    // Nothing is called after this returns.
    void stop();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

// Plays the device as a firmware would speak over a wire: its bytes go to `write`, at once whole
// notifications; while its link is down nothing does. Give it what comes back with receive().
std::unique_ptr<PacedDevice> run_simulated_device(boost::asio::io_context& io, SimulatedDevice device,
                                                  double speed,
                                                  std::function<void(std::span<const std::byte>)> write,
                                                  std::function<void()> on_end);

}  // namespace sacrum::samples
