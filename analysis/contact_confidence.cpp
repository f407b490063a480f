#include "analysis/contact_confidence.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::analysis {

double contact_confidence(std::span<const Contact> contacts, std::size_t k) {
    // All 1129 walking contacts that kept the rhythm to an eighth were real, 96 % of those that missed it by
    // up to a quarter, 75 % beyond; at the ends of a bout one in twelve less.
    constexpr double kMost = 0.995;
    constexpr double kLeast = 0.4;
    constexpr double kUsualMiss = 0.10;  // of a step time
    constexpr double kPerMiss = 0.75;
    constexpr double kAtAnEnd = 0.08;
    const Contact& contact = contacts[k];
    if (!(contact.step_time_s > 0.0)) return kLeast;
    const auto miss = [&](double interval_s) { return std::abs(interval_s / contact.step_time_s - 1.0); };
    const bool has_before = k > 0 && !contact.opens_bout;
    const bool has_after = k + 1 < contacts.size() && !contacts[k + 1].opens_bout;
    double worst = 0.0;
    if (has_before) worst = std::max(worst, miss(contact.time_s - contacts[k - 1].time_s));
    if (has_after) worst = std::max(worst, miss(contacts[k + 1].time_s - contact.time_s));
    const double ends = double(!has_before) + double(!has_after);
    return std::max(kLeast, kMost - kPerMiss * std::max(0.0, worst - kUsualMiss) - kAtAnEnd * ends);
}

}  // namespace sacrum::analysis
