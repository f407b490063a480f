// Attitude, causal and with the future known, with and without magnetometer, over a minute of swaying at
// 200 Hz.
#include <benchmark/benchmark.h>

#include <cmath>
#include <numbers>

#include "dsp/offline_orientation.hpp"
#include "dsp/orientation_filter.hpp"

namespace {

using namespace sacrum;
using namespace sacrum::dsp;

constexpr double kRate = 200.0;     // Hz
constexpr double kDuration = 60.0;  // s

// A sensor on edge that sways once and nods twice a second.
Eigen::Quaterniond true_attitude(double t) {
    const double phase = 2.0 * std::numbers::pi * t;
    return Eigen::AngleAxisd(0.09 * std::sin(phase), Eigen::Vector3d::UnitX()) *
           Eigen::AngleAxisd(1.4 + 0.07 * std::sin(2.0 * phase), Eigen::Vector3d::UnitY());
}

// Bounces as a runner does: vertical acceleration of 8 m/s² and lateral of 2 m/s².
std::vector<ImuSample> swaying() {
    const double dt = 1.0 / kRate;
    std::vector<ImuSample> samples;
    for (int i = 0; i * dt < kDuration; ++i) {
        const double t = i * dt, phase = 2.0 * std::numbers::pi * t;
        const Eigen::Quaterniond attitude = true_attitude(t);
        const Eigen::AngleAxisd turn(true_attitude(t - dt).conjugate() * attitude);
        const Eigen::Vector3d force(0.0, 2.0 * std::sin(phase),
                                    kStandardGravity + 8.0 * std::cos(2.0 * phase));
        ImuSample sample;
        sample.time = session_time_from_seconds(t);
        sample.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(turn.axis() * turn.angle() / dt);
        sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(attitude.conjugate() * force);
        sample.magnetic_field =
            Vec3<MagneticFieldUnit, Sensor>::of_si(attitude.conjugate() * Eigen::Vector3d(0.0, 20.0, -45.0));
        samples.push_back(sample);
    }
    return samples;
}

void report(benchmark::State& state, const OrientedSample& last, std::size_t samples) {
    const Eigen::Vector3d up = true_attitude(in_seconds(last.time)).conjugate() * Eigen::Vector3d::UnitZ();
    const Eigen::Vector3d found = last.earth_from_sensor.inverse().quaternion() * Eigen::Vector3d::UnitZ();
    if (!(up.cross(found).norm() < radians_from_degrees(0.5) && up.dot(found) > 0.0))
        state.SkipWithError("the attitude that was timed is wrong");
    state.SetItemsProcessed(state.iterations() * std::int64_t(samples));
    state.counters["ns_per_sample"] = benchmark::Counter(
        double(samples) * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["x_real_time"] =
        benchmark::Counter(double(samples) / kRate, benchmark::Counter::kIsIterationInvariantRate);
}

OrientationParams params_of(const benchmark::State& state) {
    return {.rate = Frequency::of_si(kRate), .uses_magnetometer = state.range(0) == 9};
}

void orientation_causal(benchmark::State& state) {
    const auto samples = swaying();
    auto filter = OrientationFilter::create(params_of(state));
    OrientedSample last;
    const auto take = [&last](const OrientedSample& sample) { last = sample; };
    for (auto _ : state) {
        filter->reset();
        for (const ImuSample& sample : samples) filter->push(sample, take);
    }
    report(state, last, samples.size());
}
BENCHMARK(orientation_causal)->Arg(6)->Arg(9)->ArgName("axes");

void orientation_offline(benchmark::State& state) {
    const auto samples = swaying();
    OrientedSample last;
    for (auto _ : state) last = orient_offline(samples, params_of(state)).back();
    report(state, last, samples.size());
}
BENCHMARK(orientation_offline)->Arg(6)->Arg(9)->ArgName("axes");

}  // namespace
