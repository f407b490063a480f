#include "analysis/waveform_collector.hpp"

#include <cmath>
#include <numeric>

namespace sacrum::analysis {

void WaveformCollector::Sums::add(const std::array<double, 101>& values) {
    ++strides;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double off = values[i] - mean[i];
        mean[i] += off / double(strides);
        square[i] += off * (values[i] - mean[i]);
    }
}

Waveform WaveformCollector::Sums::waveform() const {
    Waveform waveform{.strides = strides, .mean = mean};
    for (std::size_t i = 0; i < square.size(); ++i) {
        waveform.sd[i] = strides > 1 ? std::sqrt(square[i] / double(strides - 1)) : 0.0;
    }
    return waveform;
}

void WaveformCollector::add(const GaitSignals& signals, const Stride& stride,
                            const StrideDisplacement& displacement) {
    if (!stride.side) return;
    const double first = signals.row_at(in_seconds(stride.start));
    const double last = signals.row_at(in_seconds(stride.end));
    std::array<double, 101> values{};
    const auto sample = [&](std::span<const double> signal, double offset_rows, double scale) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double row = first + double(i) / 100.0 * (last - first) - offset_rows;
            values[i] = scale * value_at(signal, row);
        }
    };
    const double degrees = degrees_from_radians(1.0);
    sample(signals.obliquity, 0.0, degrees);
    obliquity_[*stride.side].add(values);
    sample(signals.tilt, 0.0, degrees);
    tilt_[*stride.side].add(values);
    sample(signals.left_azimuth, 0.0, degrees);
    const double mean = std::accumulate(values.begin(), values.end() - 1, 0.0) / double(values.size() - 1);
    for (double& value : values) value -= mean;
    rotation_[*stride.side].add(values);
    if (displacement.left().empty()) return;
    const auto grid = double(displacement.first_grid_row());
    sample(displacement.left(), grid, 1e3);
    sway_[*stride.side].add(values);
    sample(displacement.vertical(), grid, 1e3);
    vertical_[*stride.side].add(values);
}

void WaveformCollector::write_to(SessionReport& report) const {
    for (const Side side : kBothSides) {
        report.obliquity_deg[side] = obliquity_[side].waveform();
        report.tilt_deg[side] = tilt_[side].waveform();
        report.rotation_deg[side] = rotation_[side].waveform();
        report.sway_left_mm[side] = sway_[side].waveform();
        report.vertical_mm[side] = vertical_[side].waveform();
    }
}

}  // namespace sacrum::analysis
