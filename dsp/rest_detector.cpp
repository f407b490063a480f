#include "dsp/rest_detector.hpp"

#include <numbers>

namespace sacrum::dsp {

Result<RestDetector> RestDetector::create(const Params& params) {
    // Two equal time constants in series have about this cutoff (VQF, Laidig & Seel 2023).
    const double cutoff = std::numbers::sqrt2 / (2.0 * std::numbers::pi * in_seconds(params.filter_time));
    const auto low_pass = LowPassCoefficients::create(Frequency::of_si(cutoff), params.rate);
    if (!low_pass) return tl::unexpected(low_pass.error());
    return RestDetector(params, *low_pass);
}

RestDetector::RestDetector(const Params& params, const LowPassCoefficients& low_pass)
    : params_(params), rate_low_pass_(low_pass), force_low_pass_(low_pass) {
    rate_low_pass_.start(Eigen::Vector3d::Zero());
    force_low_pass_.start(Eigen::Vector3d::Zero());
    reset();
}

bool RestDetector::push(const ImuSample& sample) {
    if (sample.gap_before > params_.longest_bridge) reset();
    const Eigen::Vector3d& rate = sample.angular_rate.si();
    const Eigen::Vector3d& force = sample.specific_force.si();
    const Eigen::Vector3d slow_rate = rate_low_pass_.push(rate);
    const Eigen::Vector3d slow_force = force_low_pass_.push(force);
    const bool is_still = (rate - slow_rate).norm() < params_.rate_deviation.si() &&
                          (force - slow_force).norm() < params_.force_deviation.si() &&
                          slow_rate.cwiseAbs().maxCoeff() < params_.largest_bias.si();
    if (!is_still) {
        still_since_.reset();
        return false;
    }
    if (!still_since_) still_since_ = sample.time;
    return sample.time - *still_since_ >= params_.min_time;
}

void RestDetector::reset() {
    rate_low_pass_.reset();
    force_low_pass_.reset();
    still_since_.reset();
}

}  // namespace sacrum::dsp
