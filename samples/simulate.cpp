#include "samples/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "samples/anti_alias.hpp"
#include "samples/fine_motion.hpp"

namespace sacrum::samples {
namespace {

constexpr double kFineRate = 2000.0;    // Hz, at least
constexpr double kShortestGait = 3.0;   // s, so that it can start and stop
constexpr double kLongest = 24 * 3600;  // s

// The first thing wrong with the parameters, as a sentence; empty when nothing is.
std::string objection(const RunnerParams& runner, const SensorParams& sensor) {
    const bool is_run = runner.mode == GaitMode::running;
    const double slowest = is_run ? 1.5 : 0.3, fastest = is_run ? 10.0 : 2.6;
    const double length = in_seconds(runner.duration);
    const double gait = length - in_seconds(runner.standing_before) - in_seconds(runner.standing_after);
    const double rate = sensor.rate.si();
    if (!is_run && runner.mode != GaitMode::walking) return "only walking and running can be simulated";
    if (!(runner.speed_mps >= slowest && runner.speed_mps <= fastest))
        return fmt::format("speed {} m/s: {} can be simulated from {} to {} m/s", runner.speed_mps,
                           word(runner.mode), slowest, fastest);
    if (!(length <= kLongest)) return "duration: at most 24 hours can be simulated";
    if (runner.standing_before < Duration::zero() || runner.standing_after < Duration::zero())
        return "standing time is negative";
    if (!(gait >= kShortestGait))
        return fmt::format("duration {} s leaves {} s of gait after standing; give at least {} s", length,
                           gait, kShortestGait);
    if (!(runner.variability >= 0.0 && runner.variability <= 5.0))
        return "variability must lie between 0 and 5";
    if (runner.cadence_factor && !(*runner.cadence_factor > 0.6 && *runner.cadence_factor < 1.6))
        return "cadence factor must lie between 0.6 and 1.6";
    if (!(std::abs(runner.step_time_asymmetry) <= 0.25 && std::abs(runner.contact_time_asymmetry) <= 0.25))
        return "asymmetry of step or contact time must lie between -0.25 and 0.25";
    if (!(std::abs(runner.cadence_change) <= 0.25))
        return "change of cadence must lie between -0.25 and 0.25";
    if (runner.turn && !(runner.turn->end > runner.turn->start)) return "a turn must end after it starts";
    if (!(rate >= 20.0 && rate <= 2000.0))
        return fmt::format("sensor rate {} Hz: 20 to 2000 Hz can be simulated", rate);
    if (!(sensor.lost_fraction >= 0.0 && sensor.lost_fraction <= 0.9))
        return "lost fraction must lie between 0 and 0.9";
    if (!(sensor.timing_jitter >= Duration::zero() && in_seconds(sensor.timing_jitter) * rate <= 0.25))
        return "timing jitter must be at most a quarter of the sample interval";
    return "";
}

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

Rotation<Pelvis, Sensor> turned_mounting(const Rotation<Pelvis, Sensor>& declared,
                                         const SensorParams& sensor) {
    const auto turn = [](double degrees, const Eigen::Vector3d& axis) {
        return Eigen::AngleAxisd(radians_from_degrees(degrees), axis);
    };
    const Eigen::Quaterniond in_own_frame = turn(sensor.mount_tilt_x_deg, Eigen::Vector3d::UnitX()) *
                                            turn(sensor.mount_tilt_y_deg, Eigen::Vector3d::UnitY()) *
                                            turn(sensor.mount_tilt_z_deg, Eigen::Vector3d::UnitZ());
    return Rotation<Pelvis, Sensor>::of(declared.quaternion() * in_own_frame);
}

}  // namespace

Result<Simulation> simulate(const RunnerParams& runner, const SensorParams& sensor) {
    if (const std::string wrong = objection(runner, sensor); !wrong.empty())
        return fail(ErrorKind::usage, wrong);
    const std::string mount_text = sensor.mounting.empty() ? "up=+x,left=+y" : sensor.mounting;
    const Result<DeclaredMounting> declared = parse_mounting(mount_text);
    if (!declared) return tl::unexpected(declared.error());

    Simulation simulation{
        .runner = runner, .sensor = sensor, .recording = {}, .events = {}, .poses = {}, .strides = {}};
    simulation.true_mounting = turned_mounting(declared->pelvis_from_sensor, sensor);
    Recording& recording = simulation.recording;
    recording.name = "simulated";
    recording.rate = sensor.rate;
    if (!sensor.mounting.empty()) recording.mounting = *declared;

    const Trajectory trajectory(runner);
    const double rate = sensor.rate.si(), length = in_seconds(runner.duration), lever = sensor.lever_arm.si();
    const double stretch = 1.0 + 1e-6 * sensor.clock_drift_ppm;
    const int factor = int(std::ceil(kFineRate / rate));
    const double grid = 1.0 / (rate * factor);
    const int margin = int(std::ceil(4.0 * in_seconds(sensor.timing_jitter) / grid)) + 1;
    AntiAlias anti_alias(factor, margin);
    FineMotion motion(trajectory, sensor, -anti_alias.lead() * grid, grid, stretch);
    SensorModel model(sensor);
    const Eigen::Matrix3d sensor_from_pelvis = simulation.true_mounting.inverse().matrix();

    const std::int64_t count = std::llround(length * rate);
    recording.samples.reserve(std::size_t(count));
    simulation.poses.reserve(std::size_t(count));
    const Duration interval = duration_from_seconds(1.0 / rate);
    for (int i = 0; i < 2 * anti_alias.lead() + 1 - factor; ++i) anti_alias.push(motion.next());
    for (std::int64_t k = 0; k < count; ++k) {
        for (int i = 0; i < factor; ++i) anti_alias.push(motion.next());
        const Felt felt = anti_alias.read(model.jitter_s() / grid);
        const SensorModel::Reading reading =
            model.read(sensor_from_pelvis * felt.specific_force, sensor_from_pelvis * felt.angular_rate);
        const double time = double(k) / rate;
        const bool is_lost = model.is_lost() && k > 0 && k + 1 < count;
        receive(recording, reading, session_time_from_seconds(time), is_lost, interval);
        simulation.poses.push_back(pose_at(trajectory, time, stretch, lever));
    }
    simulation.events = true_events(trajectory, runner.mode, length, stretch);
    simulation.strides = measure_strides(trajectory, runner.mode, sensor.lever_arm, length, stretch);
    return simulation;
}

}  // namespace sacrum::samples
