// A device that is not there: the synthetic runner wears it, the C library of firmware_bridge/firmware speaks
// for it, and a link with known faults lies between it and us. The same parameters and the same words to it
// give the same bytes at the same times.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/arrival.hpp"
#include "samples/performer.hpp"
#include "samples/sensor_model.hpp"
#include "samples/synthetic_runner.hpp"

namespace sacrum::samples {

// Between start and start + length, in true time since the session began.
struct Outage {
    Duration start{};
    Duration length{};
};

struct LinkParams {
    std::uint64_t seed = 1;      // of losses and delays
    double lost_fraction = 0.0;  // of notifications, 0 to below 1
    double lost_burst = 1.0;     // mean number of notifications lost at a time
    double damaged_fraction =
        0.0;  // of those that arrive: a byte changed, the end cut off, or garbage in front
    Duration latency = std::chrono::milliseconds(8);  // the least time under way
    Duration jitter =
        std::chrono::milliseconds(2);  // mean of the time beyond that, exponentially distributed
    Duration bunching{};  // a BLE connection interval: what was sent within one arrives together at its end
    std::vector<Outage> outages{};  // the link is lost; the device measures on. In order, not overlapping.
};

struct RateChange {
    Duration at{};
    Frequency rate{};
};

struct SimulatedDeviceParams {
    RunnerParams runner{};
    std::optional<PerformerParams> performer{};  // a person in a guided test instead of the runner
    SensorParams sensor =
        default_faults();  // what it loses the device counts as missed; no range: ±16 g, ±2000 deg/s
    std::uint16_t notification_bytes = 244;   // ATT MTU - 3
    std::uint8_t samples_per_packet = 0;      // 0: the library's choice
    std::uint32_t first_tick_us = 1'000'000;  // the device's clock as the session begins
    LinkParams link{};
    // The device falls silent, then ticks, sequence and count begin at 0; the link stays. In order, not
    // overlapping.
    std::vector<Outage> restarts{};
    std::optional<RateChange> rate_change{};
};

struct DeviceEvent {
    enum class Kind { link_up, bytes, link_lost };
    Kind kind = Kind::bytes;
    firmware_bridge::ArrivalTime time{};  // never decreases
    std::vector<std::byte> bytes{};       // one notification
};

class SimulatedDevice {
  public:
    // Fails with a sentence where the runner, the sensor or the link is impossible.
    static Result<SimulatedDevice> create(const SimulatedDeviceParams& params);
    SimulatedDevice(SimulatedDevice&& other) noexcept;
    SimulatedDevice& operator=(SimulatedDevice&& other) noexcept;
    ~SimulatedDevice();

    // What reaches us next; empty when the recording is over.
    std::optional<DeviceEvent> next();
    // From us to the device, at the time of the last event; lost while the link is down.
    void receive(std::span<const std::byte> bytes);

  private:
    struct State;
    explicit SimulatedDevice(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace sacrum::samples
