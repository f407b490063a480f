#include "analysis/standing_calibration.hpp"

#include <algorithm>
#include <cmath>

#include "domain/quantity.hpp"

namespace sacrum::analysis {
namespace {

// Ten people who stood for five seconds before they walked swayed by 0.1 to 0.6° and turned by 1 to 4.5°/s;
// where the five seconds held a first step it was more than 6°/s, and slow walking has more than 2° and
// 12°/s.
constexpr double kStillScatter_deg = 1.0;
constexpr double kStillRate_deg_per_s = 6.0;  // root mean square
constexpr Duration kLongestGap = std::chrono::milliseconds(200);
constexpr Duration kMissingEnd = std::chrono::milliseconds(500);

// SD of unit vectors about their mean, from its length.
double scatter_deg(const Eigen::Vector3d& sum, std::size_t count) {
    const double length = sum.norm() / std::max(1.0, double(count));
    return degrees_from_radians(std::sqrt(std::max(0.0, 2.0 * (1.0 - length))));
}

}  // namespace

void StandingCalibration::begin(std::optional<SessionTime> after, Duration duration) {
    *this = {};
    is_under_way_ = true;
    start_ = after;
    duration_ = duration;
}

std::optional<Calibration> StandingCalibration::see(const OrientedSample& sample) {
    if (!is_under_way_ || (start_ && sample.time <= *start_)) return std::nullopt;
    if (!start_) start_ = sample.time;
    if (sample.time > *start_ + duration_) {
        is_under_way_ = false;
        return judge(*start_, *start_ + duration_);
    }
    sum_ += sample.earth_from_sensor.quaternion().conjugate() * Eigen::Vector3d::UnitZ();
    turned_ += sample.angular_rate.si().squaredNorm();
    ++samples_;
    unsettled_ += !sample.is_settled;
    has_gap_ = has_gap_ || sample.gap_before > kLongestGap;
    last_ = sample.time;
    return std::nullopt;
}

std::optional<Calibration> StandingCalibration::finish() {
    if (!is_under_way_ || !start_) return std::nullopt;
    is_under_way_ = false;
    return judge(*start_, last_.value_or(*start_));
}

Calibration StandingCalibration::judge(SessionTime start, SessionTime end) const {
    Calibration outcome{.start = start, .end = end};
    const double count = std::max(1.0, double(samples_));
    outcome.sd_deg = scatter_deg(sum_, samples_);
    const double rate = degrees_from_radians(std::sqrt(turned_ / count));
    if (samples_ < 2 || !last_ || start + duration_ - *last_ > kMissingEnd || has_gap_) {
        outcome.reason = "Samples are missing in that time; see to the link and calibrate again.";
    } else if (rate > kStillRate_deg_per_s || outcome.sd_deg > kStillScatter_deg) {
        outcome.reason =
            "The pelvis moved; stand still on both feet until the time is over and calibrate again.";
    } else if (2 * unsettled_ > samples_) {
        outcome.reason = "The sensor's orientation had not settled; wait some seconds and calibrate again.";
    } else {
        outcome.is_accepted = true;
    }
    return outcome;
}

}  // namespace sacrum::analysis
