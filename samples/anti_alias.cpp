#include "samples/anti_alias.hpp"

#include <cassert>
#include <cmath>
#include <numbers>

namespace sacrum::samples {
namespace {
constexpr double kCutoff = 0.4;  // of the sample rate
constexpr int kHalfLength = 6;   // samples
}  // namespace

AntiAlias::AntiAlias(int factor, int margin) : half_(kHalfLength * factor), margin_(margin) {
    double sum = 0.0;
    for (int i = -half_; i <= half_; ++i) {
        const double x = 2.0 * kCutoff * double(i) / factor;
        const double sinc = i == 0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
        const double hann = 0.5 * (1.0 + std::cos(std::numbers::pi * double(i) / (half_ + 1)));
        taps_.push_back(sinc * hann);
        sum += taps_.back();
    }
    for (double& tap : taps_) tap /= sum;
    ring_.resize(std::size_t(2 * (half_ + margin_) + 2));
}

void AntiAlias::push(const Felt& felt) {
    ring_[std::size_t(pushed_ % std::int64_t(ring_.size()))] = felt;
    ++pushed_;
}

Felt AntiAlias::at_point(std::int64_t centre) const {
    Felt sum{Eigen::Vector3d::Zero(), Eigen::Vector3d::Zero()};
    std::size_t from = std::size_t((centre - half_) % std::int64_t(ring_.size()));
    for (const double tap : taps_) {
        sum.specific_force += tap * ring_[from].specific_force;
        sum.angular_rate += tap * ring_[from].angular_rate;
        if (++from == ring_.size()) from = 0;
    }
    return sum;
}

Felt AntiAlias::read(double offset) const {
    assert(std::abs(offset) <= margin_);
    const std::int64_t centre = pushed_ - 1 - lead();
    if (offset == 0.0) return at_point(centre);
    const double below = std::floor(offset), share = offset - below;
    const Felt a = at_point(centre + std::int64_t(below));
    if (share == 0.0) return a;
    const Felt b = at_point(centre + std::int64_t(below) + 1);
    return {(1.0 - share) * a.specific_force + share * b.specific_force,
            (1.0 - share) * a.angular_rate + share * b.angular_rate};
}

}  // namespace sacrum::samples
