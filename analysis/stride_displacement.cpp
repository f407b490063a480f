#include "analysis/stride_displacement.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sacrum::analysis {
namespace {

// Acceleration becomes position, from rest at zero.
void integrate_twice(std::vector<double>& signal, double dt) {
    double velocity = 0.0, position = 0.0;
    double acceleration = signal.empty() ? 0.0 : signal.front();
    for (double& x : signal) {
        const double next_velocity = velocity + 0.5 * (acceleration + x) * dt;
        // Within a step the acceleration is a straight line, so the position is a cubic.
        position += velocity * dt + (2.0 * acceleration + x) * dt * dt / 6.0;
        acceleration = x;
        velocity = next_velocity;
        x = position;
    }
}

// Takes out the line from end to end, then the mean.
void close_ends(std::vector<double>& signal) {
    if (signal.size() < 2) return;
    const double first = signal.front();
    const double slope = (signal.back() - first) / double(signal.size() - 1);
    double mean = 0.0;
    for (std::size_t i = 0; i < signal.size(); ++i) {
        signal[i] -= first + slope * double(i);
        mean += signal[i];
    }
    mean /= double(signal.size());
    for (double& x : signal) x -= mean;
}

}  // namespace

double StrideDisplacement::peak_to_peak(std::span<const double> values) {
    if (values.empty()) return 0.0;
    const auto [low, high] = std::ranges::minmax_element(values);
    return *high - *low;
}

// Hann-weighted straight lines over `length` rows round the stride, shifted to stay inside the bout. Their
// weights change little within a block of rows.
template <std::size_t Signals>
std::array<StrideDisplacement::Line, Signals> StrideDisplacement::local_lines(
    const GaitSignals& signals, const std::array<std::span<const double>, Signals>& blocks, double first_row,
    double last_row, double length, double steady_first, double steady_last) {
    const double low = std::max(0.0, steady_first);
    const double high = std::min(double(signals.size()) - 1.0, steady_last);
    length = std::min(length, high - low);
    const double from = std::clamp(0.5 * (first_row + last_row - length), low, high - length);
    const double centre = from + 0.5 * length;
    double weight_sum = 0.0, square = 0.0;
    std::array<double, Signals> sum{}, moment{};
    // cos of evenly spaced angles by its recurrence: c(k+1) = 2 cos(turn) c(k) - c(k-1).
    const auto step = double(signals.block_rows);
    const double middle = 0.5 * (step - 1.0);  // row in a block
    const double turn = 2.0 * std::numbers::pi / length;
    const auto first = std::size_t(std::max(0.0, std::ceil((from - middle) / step)));
    double offset = double(first) * step + middle - centre;
    double cosine = std::cos(turn * offset);
    double previous = std::cos(turn * (offset - step));
    const double twice = 2.0 * std::cos(turn * step);
    for (std::size_t block = first; block < blocks[0].size() && offset <= 0.5 * length; ++block) {
        const double weight = 0.5 + 0.5 * cosine;
        weight_sum += weight;
        square += weight * offset * offset;
        for (std::size_t s = 0; s < Signals; ++s) {
            const double x = weight * blocks[s][block];
            sum[s] += x;
            moment[s] += offset * x;
        }
        const double next = twice * cosine - previous;
        previous = cosine;
        cosine = next;
        offset += step;
    }
    std::array<Line, Signals> lines;
    for (std::size_t s = 0; s < Signals; ++s) {
        lines[s].centre = centre;
        if (weight_sum > 0.0) lines[s].level = sum[s] / weight_sum;
        if (square > 0.0) lines[s].slope = moment[s] / square;
    }
    return lines;
}

void StrideDisplacement::integrate(const GaitSignals& signals, double first_row, double last_row,
                                   double steady_first, double steady_last) {
    left_.clear();
    centre_.clear();
    vertical_.clear();
    const auto a = std::size_t(std::max(0.0, std::round(first_row)));
    const auto b = std::min(signals.size(), std::size_t(std::max(0.0, std::round(last_row))) + 1);
    grid_first_ = a;
    if (b < a + 4) return;

    double cosine = 0.0, sine = 0.0, forward_x = 0.0, forward_y = 0.0;
    for (std::size_t i = a; i < b; ++i) {
        cosine += signals.left_x[i];
        sine += signals.left_y[i];
        forward_x += signals.forward_x[i];
        forward_y += signals.forward_y[i];
    }
    const double norm = std::hypot(cosine, sine);
    cosine /= norm;
    sine /= norm;
    const double n = double(b - a);

    const double lateral = params_.lateral_strides * (last_row - first_row);
    const double upward = params_.vertical_strides * (last_row - first_row);
    const auto [x, y] = local_lines<2>(signals, {signals.blocks.earth_x, signals.blocks.earth_y}, first_row,
                                       last_row, lateral, steady_first, steady_last);
    const auto [z] = local_lines<1>(signals, {signals.blocks.vertical}, first_row, last_row, upward,
                                    steady_first, steady_last);
    for (std::size_t i = a; i < b; ++i) {
        const double row = double(i);
        left_.push_back(cosine * (signals.earth_x[i] - x.at(row)) + sine * (signals.earth_y[i] - y.at(row)));
        vertical_.push_back(signals.vertical[i] - z.at(row));
    }
    integrate_twice(left_, 1.0 / signals.rate_hz);
    integrate_twice(vertical_, 1.0 / signals.rate_hz);
    for (std::size_t i = a; i < b; ++i) {
        const double swing =
            cosine * (signals.forward_x[i] - forward_x / n) + sine * (signals.forward_y[i] - forward_y / n);
        centre_.push_back(left_[i - a] + params_.lever_arm_m * swing);
    }
    close_ends(left_);
    close_ends(centre_);
    close_ends(vertical_);
}

}  // namespace sacrum::analysis
