#include "samples/simulated_link.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::samples {
namespace {
constexpr std::uint64_t kLossPurpose = 30, kDelayPurpose = 31;
}

SimulatedLink::SimulatedLink(const LinkParams& params)
    : params_(params), loss_(params.seed, kLossPurpose), delay_(params.seed, kDelayPurpose) {}

std::optional<Duration> SimulatedLink::arrival_of(Duration sent) {
    const Duration extra =
        duration_from_seconds(in_seconds(params_.jitter) * -std::log(1.0 - delay_.uniform()));
    if (is_lost()) return std::nullopt;
    Duration arrival = sent + params_.latency + extra;
    if (params_.bunching > Duration::zero()) {
        const auto intervals = (arrival + params_.bunching - Duration(1)) / params_.bunching;
        arrival = intervals * params_.bunching;
    }
    return not_before_last(arrival);
}

Duration SimulatedLink::not_before_last(Duration time) {
    last_ = std::max(last_, time);
    return last_;
}

// Two states, as in SensorModel::is_lost.
bool SimulatedLink::is_lost() {
    if (params_.lost_fraction <= 0.0) return false;
    const double ends = 1.0 / params_.lost_burst;
    const double begins = params_.lost_fraction * ends / (1.0 - params_.lost_fraction);
    in_burst_ = in_burst_ ? !loss_.chance(ends) : loss_.chance(begins);
    return in_burst_;
}

}  // namespace sacrum::samples
