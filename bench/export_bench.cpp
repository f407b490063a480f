// Each export of ten minutes and of one hour of running at 200 Hz: the writer's own time, and by how much
// memory rises above the session that it is given. Checks that files came.
// Memory is told rightly for the first export of a process only: later ones use again what that gave back.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <string>

#include "sinks/export/export_formats.hpp"

using namespace sacrum;

namespace {

constexpr double kRate = 200.0;

void add_sample(sinks::ExportedSession& exported, int i) {
    const double t = i / kRate;
    const double swing = std::sin(17.0 * t);
    ImuSample sample;
    sample.time = session_time_from_seconds(t);
    sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(9.81 + 8.1234567 * swing, 1.7 * swing, 0.3);
    sample.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(0.1 * swing, 0.7654321 * swing, -0.3 * swing);
    exported.recording.samples.push_back(sample);
    PelvisPose pose;
    pose.time = sample.time;
    pose.earth_from_sensor = Rotation<Earth, Sensor>::of(
        Eigen::Quaterniond(Eigen::AngleAxisd(0.1 * swing, Eigen::Vector3d::UnitX())));
    pose.obliquity = Angle::of_si(0.1 * swing);
    pose.tilt = Angle::of_si(0.05 * swing);
    pose.rotation = Angle::of_si(0.03 * swing);
    pose.sway_left = Length::of_si(0.02 * swing);
    pose.vertical = Length::of_si(0.04 * swing);
    pose.is_valid = true;
    exported.session.poses.push_back(pose);
}

void add_step(sinks::ExportedSession& exported, double start_s, Side side) {
    Stride stride;
    stride.side = side;
    stride.mode = GaitMode::running;
    stride.start = session_time_from_seconds(start_s);
    stride.end = session_time_from_seconds(start_s + 0.7);
    stride.final_contact = session_time_from_seconds(start_s + 0.25);
    for (const MetricDefinition& definition : metric_catalogue()) stride.metrics[definition.metric] = 1.2345;
    exported.session.strides.push_back(stride);
    exported.session.events.push_back(
        {.time = stride.start, .kind = EventKind::initial_contact, .side = side});
    exported.session.events.push_back(
        {.time = *stride.final_contact, .kind = EventKind::final_contact, .side = side});
}

const sinks::ExportedSession& session_of(int minutes) {
    static std::map<int, sinks::ExportedSession> made;
    const auto [place, is_new] = made.try_emplace(minutes);
    sinks::ExportedSession& exported = place->second;
    if (!is_new) return exported;
    exported.recording.name = "run";
    exported.recording.rate = exported.session.report.rate = Frequency::of_si(kRate);
    exported.session.report.duration = std::chrono::minutes(minutes);
    for (int i = 0; i < int(60 * kRate) * minutes; ++i) add_sample(exported, i);
    for (int i = 0; i < 171 * minutes; ++i)
        add_step(exported, 0.35 * i, i % 2 == 0 ? Side::left : Side::right);
    return exported;
}

// Megabytes, as Linux counts them for this process: "VmRSS:" now, "VmHWM:" at most since `forget_peak`.
double memory_mb(const std::string& which) {
    std::ifstream status("/proc/self/status");
    std::string word;
    double kilobytes = 0.0;
    while (status >> word) {
        if (word == which && status >> kilobytes) break;
    }
    return kilobytes / 1e3;
}
void forget_peak() { std::ofstream("/proc/self/clear_refs") << 5; }

void export_session(benchmark::State& state, const sinks::ExportFormat& format) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("sacrum_export_bench_" + std::to_string(getpid()));
    const sinks::ExportedSession& exported = session_of(int(state.range(0)));
    double risen_mb = 0.0;
    for (auto _ : state) {
        state.PauseTiming();
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        forget_peak();
        const double before_mb = memory_mb("VmRSS:");
        state.ResumeTiming();
        const auto written = format.write(folder, exported);
        state.PauseTiming();
        if (!written || written->empty()) state.SkipWithError("nothing was written");
        risen_mb = std::max(risen_mb, memory_mb("VmHWM:") - before_mb);
        state.ResumeTiming();
    }
    state.counters["memory_MB"] = risen_mb;
    std::filesystem::remove_all(folder);
}

const bool kRegistered = [] {
    for (const auto& format : sinks::export_formats())
        benchmark::RegisterBenchmark(("export_minutes/" + std::string(format.name)).c_str(),
                                     [&format](benchmark::State& state) { export_session(state, format); })
            ->Arg(10)
            ->Arg(60)
            ->Unit(benchmark::kMillisecond);
    return true;
}();

}  // namespace
