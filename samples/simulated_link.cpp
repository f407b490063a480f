#include "samples/simulated_link.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::samples {
namespace {
constexpr std::uint64_t kLossPurpose = 30, kDelayPurpose = 31, kDamagePurpose = 32;
constexpr double kLongestGarbage = 300.0;  // bytes
}  // namespace

SimulatedLink::SimulatedLink(const LinkParams& params)
    : params_(params),
      loss_(params.seed, kLossPurpose),
      delay_(params.seed, kDelayPurpose),
      damage_(params.seed, kDamagePurpose) {}

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

void SimulatedLink::damage(std::vector<std::byte>& notification) {
    if (notification.empty() || !damage_.chance(params_.damaged_fraction)) return;
    const auto any_byte = [&] { return std::byte(damage_.uniform(0.0, 256.0)); };
    const auto place = std::size_t(damage_.uniform(0.0, double(notification.size())));
    const double kind = damage_.uniform();
    if (kind < 1.0 / 3.0) {
        notification[place] ^= std::byte(1U << unsigned(damage_.uniform(0.0, 8.0)));
    } else if (kind < 2.0 / 3.0) {
        notification.resize(place);
    } else {
        std::vector<std::byte> garbage(std::size_t(damage_.uniform(1.0, kLongestGarbage)));
        std::ranges::generate(garbage, any_byte);
        notification.insert(notification.begin(), garbage.begin(), garbage.end());
    }
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
