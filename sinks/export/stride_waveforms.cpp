#include "sinks/export/stride_waveforms.hpp"

#include <algorithm>

namespace sacrum::sinks {
namespace {

template <class Q, class In>
std::optional<double> in_unit(const std::optional<Q>& quantity, In in) {
    return quantity ? std::optional(in(*quantity)) : std::nullopt;
}

std::optional<double> between(const PelvisPose& before, const PelvisPose& after, double share,
                              WaveSignal signal) {
    const auto a = value_of(before, signal);
    const auto b = value_of(after, signal);
    if (!a || !b) return std::nullopt;
    return *a + share * (*b - *a);
}

}  // namespace

std::optional<double> value_of(const PelvisPose& pose, WaveSignal signal) {
    switch (signal) {
        case WaveSignal::obliquity: return in_unit(pose.obliquity, in_degrees);
        case WaveSignal::tilt: return in_unit(pose.tilt, in_degrees);
        case WaveSignal::rotation: return in_unit(pose.rotation, in_degrees);
        case WaveSignal::sway_left: return in_unit(pose.sway_left, in_millimetres);
        case WaveSignal::vertical: return in_unit(pose.vertical, in_millimetres);
    }
    return std::nullopt;
}

std::array<WaveformPoint, kWavePoints> waveform_of(const Stride& stride, std::size_t number,
                                                   std::span<const PelvisPose> poses, Duration interval) {
    std::array<WaveformPoint, kWavePoints> points;
    auto after = std::ranges::lower_bound(poses, stride.start, {}, &PelvisPose::time);
    for (std::size_t percent = 0; percent < kWavePoints; ++percent) {
        WaveformPoint& point = points[percent];
        point = {.number = number, .stride = &stride, .percent = int(percent)};
        const SessionTime time = stride.start + (stride.end - stride.start) * int(percent) / 100;
        while (after != poses.end() && after->time < time) ++after;
        if (after == poses.end() || (after == poses.begin() && after->time != time)) continue;
        const auto before = after->time == time ? after : std::prev(after);
        if (!before->is_valid || !after->is_valid || after->time - before->time > 2 * interval) continue;
        const double share =
            before == after ? 0.0 : in_seconds(time - before->time) / in_seconds(after->time - before->time);
        for (std::size_t signal = 0; signal < kWaveSignals; ++signal) {
            point.values[signal] = between(*before, *after, share, WaveSignal(signal));
        }
    }
    return points;
}

}  // namespace sacrum::sinks
