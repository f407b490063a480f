#include "analysis/waveform_collector.hpp"

#include <array>
#include <cmath>
#include <numeric>
#include <tuple>

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

std::optional<StrideCourse> course_of(const GaitSignals& signals, const Stride& stride,
                                      const StrideDisplacement& displacement) {
    if (!stride.side) return std::nullopt;
    StrideCourse course{.side = *stride.side, .start = stride.start, .end = stride.end};
    const double first = signals.row_at(in_seconds(stride.start));
    const double last = signals.row_at(in_seconds(stride.end));
    // Where the points of the course lie in signals of which the first row is this one.
    const auto places_from = [&](double first_row) {
        std::array<RowPlace, std::tuple_size_v<StrideCourse::Values>> places;
        for (std::size_t i = 0; i < places.size(); ++i)
            places[i] = RowPlace(first + double(i) * (0.01 * (last - first)) - first_row);
        return places;
    };
    const auto sample = [](std::span<const double> signal, const auto& places, double scale,
                           StrideCourse::Values& values) {
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = scale * places[i].in(signal);
    };
    const auto places = places_from(0.0);
    const double degrees = degrees_from_radians(1.0);
    sample(signals.obliquity, places, degrees, course.obliquity_deg);
    sample(signals.tilt, places, degrees, course.tilt_deg);
    StrideCourse::Values& rotation = course.rotation_deg;
    sample(signals.left_azimuth, places, degrees, rotation);
    const double mean =
        std::accumulate(rotation.begin(), rotation.end() - 1, 0.0) / double(rotation.size() - 1);
    for (double& value : rotation) value -= mean;
    course.has_displacement = !displacement.left().empty();
    if (!course.has_displacement) return course;
    const auto in_stride = places_from(double(displacement.first_grid_row()));
    sample(displacement.left(), in_stride, 1e3, course.sway_left_mm);
    sample(displacement.vertical(), in_stride, 1e3, course.vertical_mm);
    return course;
}

void WaveformCollector::add(const StrideCourse& course) {
    obliquity_[course.side].add(course.obliquity_deg);
    tilt_[course.side].add(course.tilt_deg);
    rotation_[course.side].add(course.rotation_deg);
    if (!course.has_displacement) return;
    sway_[course.side].add(course.sway_left_mm);
    vertical_[course.side].add(course.vertical_mm);
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
