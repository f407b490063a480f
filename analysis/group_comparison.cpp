#include "analysis/group_comparison.hpp"

#include <Eigen/Core>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "domain/normal_quantile.hpp"

namespace sacrum::analysis {
namespace {

GroupMean mean_of(std::span<const double> values) {
    const Eigen::Map<const Eigen::ArrayXd> all(values.data(), Eigen::Index(values.size()));
    const auto n = double(values.size());
    return {n, all.mean(), std::sqrt((all - all.mean()).square().sum() / (n - 1.0))};
}

}  // namespace

std::optional<GroupComparison> compare_groups(std::span<const double> first, std::span<const double> second) {
    if (first.size() < 2 || second.size() < 2) return std::nullopt;
    GroupComparison result{.first = mean_of(first), .second = mean_of(second)};
    const auto& [n1, mean1, sd1] = result.first;
    const auto& [n2, mean2, sd2] = result.second;
    const double error1 = sd1 * sd1 / n1;
    const double error2 = sd2 * sd2 / n2;
    const double error = std::sqrt(error1 + error2);
    if (!(error > 0.0)) return std::nullopt;
    result.difference = mean2 - mean1;
    // Welch-Satterthwaite
    const boost::math::students_t t((error1 + error2) * (error1 + error2) /
                                    (error1 * error1 / (n1 - 1.0) + error2 * error2 / (n2 - 1.0)));
    const double margin = quantile(t, 0.975) * error;
    result.difference_ci = {result.difference - margin, result.difference + margin};
    result.p = 2.0 * cdf(complement(t, std::abs(result.difference) / error));

    const double freedom = n1 + n2 - 2.0;
    const double pooled = std::sqrt(((n1 - 1.0) * sd1 * sd1 + (n2 - 1.0) * sd2 * sd2) / freedom);
    const double correction = 1.0 - 3.0 / (4.0 * freedom - 1.0);
    const double d = result.difference / pooled;
    result.hedges_g = correction * d;
    const double of_g = kNormal95 * correction * std::sqrt((n1 + n2) / (n1 * n2) + d * d / (2.0 * (n1 + n2)));
    result.hedges_g_ci = {result.hedges_g - of_g, result.hedges_g + of_g};
    return result;
}

}  // namespace sacrum::analysis
