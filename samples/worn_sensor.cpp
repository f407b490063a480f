#include "samples/worn_sensor.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>

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

struct WornSensor::State {
    State(const RunnerParams& runner, const SensorParams& sensor, DeclaredMounting as_declared)
        : declared(std::move(as_declared)),
          mounting(turned_mounting(declared.pelvis_from_sensor, sensor)),
          sensor_from_pelvis(mounting.inverse().matrix()),
          rate(sensor.rate.si()),
          stretch(1.0 + 1e-6 * sensor.clock_drift_ppm),
          factor(int(std::ceil(kFineRate / rate))),
          grid(1.0 / (rate * factor)),
          count(std::llround(in_seconds(runner.duration) * rate)),
          trajectory(runner),
          anti_alias(factor, int(std::ceil(4.0 * in_seconds(sensor.timing_jitter) / grid)) + 1),
          motion(trajectory, sensor, -anti_alias.lead() * grid, grid, stretch),
          model(sensor) {
        for (int i = 0; i < 2 * anti_alias.lead() + 1 - factor; ++i) anti_alias.push(motion.next());
    }
    // The motion refers to the trajectory.
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    DeclaredMounting declared;
    Rotation<Pelvis, Sensor> mounting;
    Eigen::Matrix3d sensor_from_pelvis;
    double rate, stretch;
    int factor;   // points of the fine grid per reading
    double grid;  // s, of the sensor's clock
    std::int64_t count, next = 0;
    Trajectory trajectory;
    AntiAlias anti_alias;
    FineMotion motion;
    SensorModel model;
};

Result<WornSensor> WornSensor::create(const RunnerParams& runner, const SensorParams& sensor) {
    if (const std::string wrong = objection(runner, sensor); !wrong.empty())
        return fail(ErrorKind::usage, wrong);
    auto declared = parse_mounting(sensor.mounting.empty() ? "up=+x,left=+y" : sensor.mounting);
    if (!declared) return tl::unexpected(declared.error());
    return WornSensor(std::make_unique<State>(runner, sensor, std::move(*declared)));
}

WornSensor::WornSensor(std::unique_ptr<State> state) : state_(std::move(state)) {}
WornSensor::WornSensor(WornSensor&& other) noexcept = default;
WornSensor& WornSensor::operator=(WornSensor&& other) noexcept = default;
WornSensor::~WornSensor() = default;

std::optional<WornSensor::Timed> WornSensor::next() {
    State& s = *state_;
    if (s.next >= s.count) return std::nullopt;
    for (int i = 0; i < s.factor; ++i) s.anti_alias.push(s.motion.next());
    const Felt felt = s.anti_alias.read(s.model.jitter_s() / s.grid);
    Timed timed{.time_s = double(s.next) / s.rate,
                .reading = s.model.read(s.sensor_from_pelvis * felt.specific_force,
                                        s.sensor_from_pelvis * felt.angular_rate)};
    timed.is_lost = s.model.is_lost() && s.next > 0 && s.next + 1 < s.count;
    ++s.next;
    return timed;
}

std::int64_t WornSensor::count() const { return state_->count; }
const Trajectory& WornSensor::trajectory() const { return state_->trajectory; }
double WornSensor::stretch() const { return state_->stretch; }
const DeclaredMounting& WornSensor::declared_mounting() const { return state_->declared; }
const Rotation<Pelvis, Sensor>& WornSensor::true_mounting() const { return state_->mounting; }

}  // namespace sacrum::samples
