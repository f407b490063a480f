// Reading CSV: an hour at 200 Hz, seven columns, from memory and from disk.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "firmware_bridge/import/csv_reader.hpp"

namespace {

constexpr int kRate = 200;

// Upright, rocking at 1 Hz, with the gyroscope that belongs to it.
const std::string& recording_text(int seconds) {
    static std::string text;
    static int made = 0;
    if (made == seconds) return text;
    text = "t_s,ax,ay,az,gx,gy,gz\n";
    for (int i = 0; i < seconds * kRate; ++i) {
        const double t = double(i) / kRate;
        const double angle = 0.1 * std::sin(6.283 * t);
        char line[128];
        const int length =
            std::snprintf(line, sizeof line, "%.4f,%.4f,%.4f,%.4f,%.5f,%.5f,%.5f\n", t,
                          9.81 * std::cos(angle), -9.81 * std::sin(angle), 0.3 * std::sin(12.566 * t + 1.0),
                          0.05 * std::sin(12.566 * t), 0.03, 0.6283 * std::cos(6.283 * t));
        text.append(line, std::size_t(length));
    }
    made = seconds;
    return text;
}

void report(benchmark::State& state, int seconds) {
    const double samples = double(seconds) * kRate;
    state.counters["per_sample"] = benchmark::Counter(
        samples, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["x_real_time"] =
        benchmark::Counter(seconds, benchmark::Counter::kIsIterationInvariantRate);
}

void csv_parse(benchmark::State& state) {
    const int seconds = int(state.range(0));
    const std::string& text = recording_text(seconds);
    for (auto _ : state) {
        const auto recording = sacrum::firmware_bridge::parse_csv(text, "bench");
        if (!recording || recording->samples.size() != std::size_t(seconds) * kRate ||
            recording->quality.missing_samples != 0 ||
            recording->samples[kRate].specific_force.si()[0] != 9.81) {
            state.SkipWithError("the recording was not read as it was written");
            return;
        }
    }
    report(state, seconds);
}
BENCHMARK(csv_parse)->Arg(60)->Arg(3600)->Unit(benchmark::kMillisecond);

void csv_read_from_disk(benchmark::State& state) {
    const int seconds = int(state.range(0));
    const auto path = std::filesystem::temp_directory_path() / "sacrum_csv_bench.imu.csv";
    std::ofstream(path) << recording_text(seconds);
    for (auto _ : state) {
        const auto recording = sacrum::firmware_bridge::read_csv(path);
        if (!recording || recording->samples.size() != std::size_t(seconds) * kRate) {
            state.SkipWithError("the recording was not read as it was written");
            break;
        }
    }
    std::filesystem::remove(path);
    report(state, seconds);
}
BENCHMARK(csv_read_from_disk)->Arg(3600)->Unit(benchmark::kMillisecond);

}  // namespace
