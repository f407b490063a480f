#include "samples/simulated_device.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "firmware_bridge/firmware/sacrum_device.h"
#include "samples/raw_readings.hpp"
#include "samples/simulated_link.hpp"

namespace sacrum::samples {
namespace {

constexpr Duration kBatteryInterval = std::chrono::seconds(30);
constexpr Duration kBatteryLasts = std::chrono::hours(10);

bool follow_each_other(std::span<const Outage> outages) {
    Duration free_from{};
    for (const Outage& outage : outages) {
        if (outage.start < free_from || outage.length < Duration{}) return false;
        free_from = outage.start + outage.length;
    }
    return true;
}

std::string objection(const SimulatedDeviceParams& params) {
    const LinkParams& link = params.link;
    if (params.notification_bytes < 20) return "a notification carries at least 20 bytes (MTU 23)";
    if (params.samples_per_packet > SACRUM_MOST_SAMPLES_PER_PACKET)
        return fmt::format("{} samples a packet: at most {} fit", params.samples_per_packet,
                           int(SACRUM_MOST_SAMPLES_PER_PACKET));
    if (!(link.lost_fraction >= 0.0 && link.lost_fraction <= 0.9)) return "loss must lie between 0 and 90 %";
    if (!(link.lost_burst >= 1.0)) return "a burst of losses is at least 1 notification";
    if (link.latency < Duration{} || link.jitter < Duration{} || link.bunching < Duration{})
        return "latency, jitter and bunching cannot be negative";
    if (!follow_each_other(link.outages)) return "outages must follow each other";
    if (!(link.damaged_fraction >= 0.0 && link.damaged_fraction <= 0.9))
        return "damage must lie between 0 and 90 %";
    if (!follow_each_other(params.restarts)) return "restarts must follow each other";
    if (params.rate_change && params.rate_change->at < Duration{})
        return "the rate cannot change before the session begins";
    return "";
}

// What happens beside the readings, in order of true time.
struct Happening {
    enum class What { link_up, link_lost, switched_off, switched_on };
    Duration time{};
    What what{};
};

std::vector<Happening> happenings_of(const SimulatedDeviceParams& params) {
    using enum Happening::What;
    std::vector<Happening> all{{Duration{}, link_up}};
    for (const Outage& outage : params.link.outages) {
        all.push_back({outage.start, link_lost});
        all.push_back({outage.start + outage.length, link_up});
    }
    for (const Outage& restart : params.restarts) {
        all.push_back({restart.start, switched_off});
        all.push_back({restart.start + restart.length, switched_on});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Happening& a, const Happening& b) { return a.time < b.time; });
    return all;
}

}  // namespace

struct SimulatedDevice::State {
    explicit State(const SimulatedDeviceParams& chosen)
        : params(chosen),
          link(chosen.link),
          happenings(happenings_of(chosen)),
          stretch(1.0 + 1e-6 * chosen.sensor.clock_drift_ppm),
          serial_number(fmt::format("SIM-{}", chosen.runner.seed)) {}

    // Sends go to this object, so it never moves.
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    bool switch_on() {
        const RawReadings& source = has_changed_rate ? *after : *before;
        const sacrum_config config = {.model = "sacrum simulated",
                                      .serial_number = serial_number.c_str(),
                                      .firmware = "1.0.0",
                                      .mounting = params.sensor.mounting.c_str(),
                                      .nominal_period_us = source.period_us(),
                                      .accelerometer_range_g = source.accelerometer_range_g(),
                                      .gyroscope_range_deg_per_s = source.gyroscope_range_deg_per_s(),
                                      .notification_bytes = params.notification_bytes,
                                      .samples_per_packet = params.samples_per_packet,
                                      .send = &State::send,
                                      .link = this};
        is_on = sacrum_device_init(&device, &config);
        if (is_on && is_linked) sacrum_device_connected(&device);
        return is_on;
    }

    static void send(void* self, const std::uint8_t* bytes, std::size_t count) {
        auto& state = *static_cast<State*>(self);
        const auto arrival = state.link.arrival_of(state.now);
        if (!arrival) return;
        const auto* begin = reinterpret_cast<const std::byte*>(bytes);
        std::vector<std::byte> notification(begin, begin + count);
        state.link.damage(notification);
        state.events.push_back({DeviceEvent::Kind::bytes, *arrival, std::move(notification)});
    }

    void happen(const Happening& happening) {
        now = happening.time;
        switch (happening.what) {
            case Happening::What::link_up:
                is_linked = true;
                events.push_back({DeviceEvent::Kind::link_up, link.not_before_last(now), {}});
                if (is_on) sacrum_device_connected(&device);
                say_battery();
                break;
            case Happening::What::link_lost:
                is_linked = false;
                events.push_back({DeviceEvent::Kind::link_lost, link.not_before_last(now), {}});
                if (is_on) sacrum_device_disconnected(&device);
                break;
            case Happening::What::switched_off: is_on = false; break;
            case Happening::What::switched_on:
                first_tick_us = -std::llround(1e6 * in_seconds(now) / stretch);
                switch_on();
                break;
        }
    }

    void say_battery() {
        battery_due = now + kBatteryInterval;
        const double left = 1.0 - in_seconds(now) / in_seconds(kBatteryLasts);
        if (is_on)
            sacrum_device_battery(&device, std::uint8_t(std::lround(100.0 * std::max(0.0, left))), false);
    }

    // What the sensor measures next; nothing when the recording is over.
    void fetch() {
        if (!uses_after) {
            upcoming = before->next();
            if (!after || (upcoming && upcoming->device_time < params.rate_change->at)) return;
            uses_after = true;
        }
        do upcoming = after->next();
        while (upcoming && upcoming->device_time < params.rate_change->at);
    }

    // One step of the device's life; false when nothing is left.
    bool step() {
        if (!upcoming && !has_ended) fetch();
        if (!upcoming) {
            if (has_ended) return false;
            has_ended = true;
            if (is_on && is_linked) sacrum_device_flush(&device);
            return true;
        }
        const Duration true_time = duration_from_seconds(in_seconds(upcoming->device_time) * stretch);
        if (next_happening < happenings.size() && happenings[next_happening].time <= true_time) {
            happen(happenings[next_happening++]);
            return true;
        }
        now = true_time;
        const RawReading reading = *std::exchange(upcoming, std::nullopt);
        if (uses_after && !has_changed_rate) {
            has_changed_rate = true;
            if (is_on)
                sacrum_device_set_sensor(&device, after->period_us(), after->accelerometer_range_g(),
                                         after->gyroscope_range_deg_per_s());
        }
        if (!is_on) return true;
        if (now >= battery_due) say_battery();
        if (reading.missed_before > 0) sacrum_device_missed(&device, reading.missed_before);
        const auto tick = first_tick_us + std::llround(1e6 * in_seconds(reading.device_time));
        sacrum_device_push(&device, std::uint32_t(tick), reading.axes.data());
        return true;
    }

    SimulatedDeviceParams params;
    SimulatedLink link;
    std::vector<Happening> happenings;
    double stretch;  // true seconds in a second of the device
    std::string serial_number;
    std::optional<RawReadings> before, after;  // the change of rate
    std::optional<RawReading> upcoming;
    sacrum_device device{};
    std::deque<DeviceEvent> events;
    Duration now{};  // true time
    Duration battery_due{};
    std::int64_t first_tick_us = 0;
    std::size_t next_happening = 0;
    bool uses_after = false, is_on = false, is_linked = false, has_changed_rate = false, has_ended = false;
};

Result<SimulatedDevice> SimulatedDevice::create(const SimulatedDeviceParams& params) {
    if (const std::string wrong = objection(params); !wrong.empty()) return fail(ErrorKind::usage, wrong);
    auto state = std::make_unique<State>(params);
    state->first_tick_us = params.first_tick_us;
    auto readings = RawReadings::create(params.runner, params.sensor, params.performer);
    if (!readings) return tl::unexpected(readings.error());
    state->before.emplace(std::move(*readings));
    if (params.rate_change) {
        SensorParams sensor = params.sensor;
        sensor.rate = params.rate_change->rate;
        auto later = RawReadings::create(params.runner, sensor, params.performer);
        if (!later) return tl::unexpected(later.error());
        state->after.emplace(std::move(*later));
    }
    if (!state->switch_on()) return fail(ErrorKind::usage, "the device cannot measure like this");
    return SimulatedDevice(std::move(state));
}

SimulatedDevice::SimulatedDevice(std::unique_ptr<State> state) : state_(std::move(state)) {}
SimulatedDevice::SimulatedDevice(SimulatedDevice&& other) noexcept = default;
SimulatedDevice& SimulatedDevice::operator=(SimulatedDevice&& other) noexcept = default;
SimulatedDevice::~SimulatedDevice() = default;

std::optional<DeviceEvent> SimulatedDevice::next() {
    while (state_->events.empty()) {
        if (!state_->step()) return std::nullopt;
    }
    DeviceEvent event = std::move(state_->events.front());
    state_->events.pop_front();
    return event;
}

void SimulatedDevice::receive(std::span<const std::byte> bytes) {
    if (!state_->is_on || !state_->is_linked) return;
    sacrum_device_receive(&state_->device, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace sacrum::samples
