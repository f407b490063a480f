// Two groups of people, one value each: the difference of their means and how large it is against the spread
// within them. Intervals are 95 %.
#pragma once

#include <optional>
#include <span>

#include "domain/session.hpp"

namespace sacrum::analysis {

struct GroupMean {
    double people = 0.0;
    double mean = 0.0;
    double sd = 0.0;
};

struct GroupComparison {
    GroupMean first{};
    GroupMean second{};
    double difference = 0.0;  // second less first
    Interval difference_ci{};
    double p = 1.0;         // two-sided, of Welch's t-test
    double hedges_g = 0.0;  // the difference in pooled standard deviations, freed of the bias of few people
    Interval hedges_g_ci{};
};

// Welch 1947 without equal variances; g and its large-sample interval: Hedges & Olkin 1985, Statistical
// methods for meta-analysis, ch. 5. Empty with fewer than two people in either group, or where nothing
// differs within them.
std::optional<GroupComparison> compare_groups(std::span<const double> first, std::span<const double> second);

}  // namespace sacrum::analysis
