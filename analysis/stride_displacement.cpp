#include "analysis/stride_displacement.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace sacrum::analysis {
namespace {

// Acceleration becomes position, from rest at zero.
class Integrator {
  public:
    Integrator(double first_acceleration, double dt) : acceleration_(first_acceleration), dt_(dt) {}
    double push(double acceleration) {
        // Within a step the acceleration is a straight line, so the position is a cubic.
        position_ += velocity_ * dt_ + (2.0 * acceleration_ + acceleration) * (dt_ * dt_ / 6.0);
        velocity_ += (acceleration_ + acceleration) * (0.5 * dt_);
        acceleration_ = acceleration;
        return position_;
    }

  private:
    double acceleration_, dt_;
    double velocity_ = 0.0, position_ = 0.0;
};

// Takes out the line from end to end, then the mean.
void close_ends(std::vector<double>& signal) {
    if (signal.size() < 2) return;
    Eigen::Map<Eigen::ArrayXd> x(signal.data(), Eigen::Index(signal.size()));
    const double rise = signal.back() - signal.front(), mean = x.mean();
    x -= Eigen::ArrayXd::LinSpaced(x.size(), mean - 0.5 * rise, mean + 0.5 * rise);
}

double sum_of(const std::vector<double>& signal, std::size_t first, std::size_t end) {
    return Eigen::Map<const Eigen::ArrayXd>(signal.data() + first, Eigen::Index(end - first)).sum();
}

}  // namespace

double StrideDisplacement::peak_to_peak(std::span<const double> values) {
    if (values.empty()) return 0.0;
    const Eigen::Map<const Eigen::ArrayXd> x(values.data(), Eigen::Index(values.size()));
    return x.maxCoeff() - x.minCoeff();
}

// Hann-weighted straight lines over `length` rows round the stride, shifted to stay inside the bout. Their
// weights change little within some thousandths of the length: blocks of rows are taken together up to there.
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
    constexpr double kGroups = 150.0;
    const auto together =
        std::max<std::size_t>(1, std::size_t(length / (kGroups * double(signals.block_rows))));
    // cos of evenly spaced angles by its recurrence: c(k+1) = 2 cos(turn) c(k) - c(k-1).
    const double step = double(signals.block_rows * together);
    const double middle = 0.5 * (step - 1.0);  // row in a group
    const double turn = 2.0 * std::numbers::pi / length;
    const auto first = std::size_t(std::max(0.0, std::ceil((from - middle) / double(signals.block_rows))));
    double offset = double(first * signals.block_rows) + middle - centre;
    double cosine = std::cos(turn * offset);
    double previous = std::cos(turn * (offset - step));
    const double twice = 2.0 * std::cos(turn * step);
    for (std::size_t block = first; block + together <= blocks[0].size() && offset <= 0.5 * length;
         block += together) {
        const double weight = 0.5 + 0.5 * cosine;
        weight_sum += weight;
        square += weight * offset * offset;
        for (std::size_t s = 0; s < Signals; ++s) {
            double x = 0.0;
            for (std::size_t k = 0; k < together; ++k) x += blocks[s][block + k];
            x *= weight / double(together);
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

    double cosine = sum_of(signals.left_x, a, b), sine = sum_of(signals.left_y, a, b);
    const double norm = std::hypot(cosine, sine);
    cosine /= norm;
    sine /= norm;
    const double n = double(b - a);
    const double forward_x = sum_of(signals.forward_x, a, b) / n;
    const double forward_y = sum_of(signals.forward_y, a, b) / n;

    const double lateral = params_.lateral_strides * (last_row - first_row);
    const double upward = params_.vertical_strides * (last_row - first_row);
    const auto [x, y] = local_lines<2>(signals, {signals.blocks.earth_x, signals.blocks.earth_y}, first_row,
                                       last_row, lateral, steady_first, steady_last);
    const auto [z] = local_lines<1>(signals, {signals.blocks.vertical}, first_row, last_row, upward,
                                    steady_first, steady_last);
    const auto leftward = [&](std::size_t i) {
        const double row = double(i);
        return cosine * (signals.earth_x[i] - x.at(row)) + sine * (signals.earth_y[i] - y.at(row));
    };
    const auto rising = [&](std::size_t i) { return signals.vertical[i] - z.at(double(i)); };
    Integrator left(leftward(a), 1.0 / signals.rate_hz), vertical(rising(a), 1.0 / signals.rate_hz);
    for (std::size_t i = a; i < b; ++i) {
        left_.push_back(left.push(leftward(i)));
        vertical_.push_back(vertical.push(rising(i)));
        const double swing =
            cosine * (signals.forward_x[i] - forward_x) + sine * (signals.forward_y[i] - forward_y);
        centre_.push_back(left_.back() + params_.lever_arm_m * swing);
    }
    close_ends(left_);
    close_ends(centre_);
    close_ends(vertical_);
}

}  // namespace sacrum::analysis
