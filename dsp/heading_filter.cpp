#include "dsp/heading_filter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sacrum::dsp {

double wrapped(double angle) { return std::remainder(angle, 2.0 * std::numbers::pi); }

void HeadingFilter::start(double angle) {
    angle_ = angle;
    is_averaging_ = false;
}

void HeadingFilter::restart() {
    averaged_ = 0;
    is_averaging_ = true;
}

void HeadingFilter::push(double angle, bool is_disturbed, double elapsed) {
    angle_ = wrapped(angle_ + gain(is_disturbed, elapsed) * wrapped(angle - angle_));
}

double HeadingFilter::gain(bool is_disturbed, double elapsed) {
    const double clean_gain = 1.0 - std::exp(-elapsed / in_seconds(params_.heading_time));
    double gain = clean_gain;
    if (!is_disturbed) {
        rejected_for_ = std::max(0.0, rejected_for_ - params_.rejection_factor * elapsed);
    } else if (rejected_for_ < in_seconds(params_.longest_rejection)) {
        rejected_for_ += elapsed;
        gain = 0.0;
    } else {
        gain /= params_.rejection_factor;
    }
    if (!is_averaging_) return gain;
    // Also of disturbed readings: any heading is better than none, and what is clean is not yet known.
    ++averaged_;
    const double averaging_gain = 1.0 / double(averaged_);
    is_averaging_ = averaging_gain > clean_gain;
    return is_averaging_ ? averaging_gain : gain;
}

}  // namespace sacrum::dsp
