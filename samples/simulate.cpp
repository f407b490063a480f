#include "samples/simulate.hpp"

#include <algorithm>

#include "samples/worn_sensor.hpp"

namespace sacrum::samples {
namespace {

std::vector<GaitEvent> true_events(const Trajectory& trajectory, GaitMode mode, double length,
                                   double stretch) {
    std::vector<GaitEvent> events;
    const auto add = [&](double time, EventKind kind, Side side) {
        if (time >= 0.0 && time < length * stretch)
            events.push_back({.time = session_time_from_seconds(time / stretch),
                              .kind = kind,
                              .mode = mode,
                              .side = side,
                              .side_confidence = 1.0});
    };
    const std::vector<Footfall> falls = trajectory.real_steps();
    if (const auto lift_off = trajectory.initial_lift_off())
        add(*lift_off, EventKind::final_contact, opposite(falls.front().side));
    // Who stops keeps the last foot on the ground; a walker both feet, as the last is set beside the other.
    const bool has_stopped = length * stretch > falls.back().contact + kStopTime;
    const std::size_t still_down = !has_stopped ? 0 : mode == GaitMode::walking ? 2 : 1;
    for (std::size_t i = 0; i < falls.size(); ++i) {
        add(falls[i].contact, EventKind::initial_contact, falls[i].side);
        if (i + still_down < falls.size()) add(falls[i].lift_off, EventKind::final_contact, falls[i].side);
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const GaitEvent& a, const GaitEvent& b) { return a.time < b.time; });
    return events;
}

TruePose pose_at(const Trajectory& trajectory, double session_time, double stretch, double lever) {
    const BodyState body = trajectory.at(session_time * stretch);
    const Eigen::Vector3d sensor = body.centre - lever * body.level_from_pelvis().col(0);
    return {session_time_from_seconds(session_time),
            Angle::of_si(body.obliquity),
            Angle::of_si(body.tilt),
            Angle::of_si(body.rotation),
            Angle::of_si(body.heading),
            Vec3<LengthUnit, Level>::of_si(sensor),
            Vec3<LengthUnit, Level>::of_si(body.centre)};
}

// Keeps the sample or counts it as missing; the first and the last always arrive.
void receive(Recording& recording, const SensorModel::Reading& reading, SessionTime time, bool is_lost,
             Duration interval) {
    RecordingQuality& quality = recording.quality;
    if (is_lost) {
        ++quality.missing_samples;
        return;
    }
    ImuSample sample{.time = time,
                     .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(reading.specific_force),
                     .angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(reading.angular_rate)};
    if (!recording.samples.empty()) {
        const SessionTime before = recording.samples.back().time;
        if (time - before > interval + interval / 2) {
            sample.gap_before = time - before - interval;
            quality.gaps.push_back({before, time});
        }
    }
    if (reading.is_clipped) ++quality.clipped_samples;
    recording.samples.push_back(sample);
    ++quality.samples;
}

}  // namespace

Result<Simulation> simulate(const RunnerParams& runner, const SensorParams& sensor) {
    auto worn = WornSensor::create(runner, sensor);
    if (!worn) return tl::unexpected(worn.error());
    Simulation simulation{
        .runner = runner, .sensor = sensor, .recording = {}, .events = {}, .poses = {}, .strides = {}};
    simulation.true_mounting = worn->true_mounting();
    Recording& recording = simulation.recording;
    recording.name = "simulated";
    recording.rate = sensor.rate;
    if (!sensor.mounting.empty()) recording.mounting = worn->declared_mounting();

    const Trajectory& trajectory = worn->trajectory();
    const double length = in_seconds(runner.duration), lever = sensor.lever_arm.si();
    const double stretch = worn->stretch();
    recording.samples.reserve(std::size_t(worn->count()));
    simulation.poses.reserve(std::size_t(worn->count()));
    const Duration interval = duration_from_seconds(1.0 / sensor.rate.si());
    while (const auto timed = worn->next()) {
        receive(recording, timed->reading, session_time_from_seconds(timed->time_s), timed->is_lost,
                interval);
        simulation.poses.push_back(pose_at(trajectory, timed->time_s, stretch, lever));
    }
    simulation.events = true_events(trajectory, runner.mode, length, stretch);
    simulation.strides = measure_strides(trajectory, runner.mode, sensor.lever_arm, length, stretch);
    return simulation;
}

}  // namespace sacrum::samples
