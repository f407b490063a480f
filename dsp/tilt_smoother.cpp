#include "dsp/tilt_smoother.hpp"

#include <algorithm>
#include <iterator>

#include "dsp/strapdown.hpp"

namespace sacrum::dsp {
namespace {

Eigen::Matrix<double, 28, 1> lower_triangle(const TiltCovariance& full) {
    Eigen::Matrix<double, 28, 1> packed;
    Eigen::Index k = 0;
    for (Eigen::Index column = 0; column < 7; ++column)
        for (Eigen::Index row = column; row < 7; ++row) packed(k++) = full(row, column);
    return packed;
}

// The symmetric matrix times a vector.
TiltError product(const Eigen::Matrix<double, 28, 1>& packed, const TiltError& vector) {
    TiltError sum = TiltError::Zero();
    Eigen::Index k = 0;
    for (Eigen::Index column = 0; column < 7; ++column) {
        sum(column) += packed(k++) * vector(column);
        for (Eigen::Index row = column + 1; row < 7; ++row, ++k) {
            sum(row) += packed(k) * vector(column);
            sum(column) += packed(k) * vector(row);
        }
    }
    return sum;
}

// The transpose of what a block does to an error, times a vector.
TiltError carried_back(const TiltBlock& block, const TiltError& after) {
    TiltError before = after;
    before(2) -= block.vertical_force * after(1);
    before(3) += block.vertical_force * after(0);
    before.tail<3>() -= block.rotation.transpose() * after.segment<2>(2);
    return before;
}

}  // namespace

void TiltSmoother::keep(std::size_t number) {
    nodes_.push_back({.sample = number,
                      .estimate = {tracker_.attitude(), tracker_.bias()},
                      .covariance = lower_triangle(tracker_.kalman().covariance()),
                      .block = tracker_.closed_block(),
                      .correction = tracker_.correction(),
                      .residual = tracker_.residual()});
}

void TiltSmoother::make_room(double seconds) {
    nodes_.reserve(std::size_t(seconds / TiltTracker::kBlockDuration) + 2);
}

void TiltSmoother::start(std::size_t number, const ImuSample& first, const AttitudeAndBias& attitude,
                         const TiltCovariance& covariance) {
    nodes_.clear();
    tracker_ = TiltTracker(params_);
    tracker_.start(first, attitude.attitude, attitude.bias, covariance);
    newest_ = number;
    keep(number);
}

void TiltSmoother::push(const ImuSample& sample, bool is_resting) {
    ++newest_;
    if (tracker_.push(sample, is_resting)) keep(newest_);
}

// The adjoint is the inverse of the predicted covariance times what the future adds to the prediction; a
// measurement adds to it what it still differs by from the smoothed estimate, over its variance.
void TiltSmoother::smooth() {
    nodes_.back().remaining = TiltError::Zero();
    TiltError adjoint = TiltError::Zero();
    for (std::size_t k = nodes_.size() - 1; k > 0; --k) {
        const Node& after = nodes_[k];
        const TiltResidual& left = after.residual;
        adjoint.head<2>() += left.velocity_weight * (left.velocity - after.remaining.head<2>());
        adjoint.tail<3>() += left.bias_weight * (left.bias - after.remaining.tail<3>());
        adjoint = carried_back(after.block, adjoint);
        nodes_[k - 1].remaining = product(nodes_[k - 1].covariance, adjoint);
    }
}

AttitudeAndBias TiltSmoother::smoothed_start() const {
    const Node& first = nodes_.front();
    const Eigen::Quaterniond tilt = rotation_of({first.remaining(2), first.remaining(3), 0.0});
    return {unit(tilt * first.estimate.attitude), first.estimate.bias + first.remaining.tail<3>()};
}

std::size_t TiltSmoother::node_at_or_before(std::size_t number) const {
    const auto after = std::ranges::upper_bound(nodes_, number, {}, &Node::sample);
    return std::prev(after)->sample;
}

void TiltSmoother::forget_until(std::size_t number) {
    const auto kept = std::ranges::lower_bound(nodes_, number, {}, &Node::sample);
    nodes_.erase(nodes_.begin(), kept);
}

void TiltSmoother::tell(std::span<const ImuSample> samples, std::size_t first, std::size_t end,
                        Emit<SmoothedSample> emit) const {
    std::size_t k = 0;
    const std::size_t start = nodes_.front().sample;
    SmoothedSample smoothed;
    Eigen::Quaterniond attitude = nodes_.front().estimate.attitude;
    for (std::size_t i = first > start ? start + 1 : start; i < end; ++i) {
        const Node& node = nodes_[k];
        const bool is_last = k + 1 == nodes_.size();
        if (i > start)
            attitude =
                turned(attitude, step_between(samples[i - 1], samples[i], params_), node.estimate.bias);
        // Between two nodes the error goes from one smoothed value to the next; before its correction, at the
        // end.
        Eigen::Matrix<double, 5, 1> error = node.remaining.tail<5>();
        if (!is_last) {
            const Node& after = nodes_[k + 1];
            const double part = in_seconds(samples[i].time - samples[node.sample].time) /
                                in_seconds(samples[after.sample].time - samples[node.sample].time);
            error += part * (after.remaining + after.correction - node.remaining).tail<5>();
        }
        smoothed.number = i;
        smoothed.attitude = unit(rotation_of({error(0), error(1), 0.0}) * attitude);
        smoothed.rate = samples[i].angular_rate.si() - node.estimate.bias - error.tail<3>();
        if (i >= first) emit(smoothed);
        if (!is_last && i == nodes_[k + 1].sample) attitude = nodes_[++k].estimate.attitude;
    }
}

}  // namespace sacrum::dsp
