#include "sinks/export/frame_grid.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace sacrum::sinks {
namespace {

// At which readings of one nominal rate come where none is lost; the nominal one where it cannot be told.
double true_rate_hz(std::span<const ImuSample> samples, Frequency nominal) {
    constexpr double kSame = 1e-6;  // of the rate: no frame moves within an hour
    Duration without_gaps{};
    std::int64_t steps = 0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        release_behind(samples, i);
        if (samples[i].gap_before > Duration{}) continue;
        without_gaps += samples[i].time - samples[i - 1].time;
        ++steps;
    }
    if (steps == 0) return nominal.si();
    const double rate = double(steps) / in_seconds(without_gaps);
    return std::abs(rate / nominal.si() - 1.0) > kSame ? rate : nominal.si();
}

}  // namespace

std::int64_t FrameGrid::place(SessionTime time, std::int64_t frame_before) const {
    return std::max<std::int64_t>(frame_before + 1, std::llround(in_seconds(time - start) * double(rate)));
}

std::int64_t FrameGrid::before(SessionTime time) const {
    return std::int64_t(std::floor(in_seconds(time - start) * double(rate)));
}

FrameGrid frame_grid(const Recording& recording) {
    const std::span<const ImuSample> samples(recording.samples);
    FrameGrid grid{.rate = float(recording.rate.si())};
    if (samples.empty()) return grid;
    grid.start = samples.front().time;
    double fastest = 0.0;
    RateChange stretch{.first_sample = 0, .rate = recording.rate};
    const auto look_at_stretch_until = [&](std::size_t end) {
        const auto readings = samples.subspan(stretch.first_sample, end - stretch.first_sample);
        fastest = std::max(fastest, true_rate_hz(readings, stretch.rate));
    };
    for (const RateChange& change : recording.rate_changes) {
        look_at_stretch_until(change.first_sample);
        stretch = change;
    }
    look_at_stretch_until(samples.size());
    grid.rate = float(fastest);
    std::int64_t frame = -1;
    for (const ImuSample& sample : passing(samples)) frame = grid.place(sample.time, frame);
    grid.frames = frame + 1;
    return grid;
}

}  // namespace sacrum::sinks
