#include "analysis/reliability.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "analysis/intraclass_correlation.hpp"
#include "domain/normal_quantile.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kUpper = 0.975;  // of a two-sided 95 %

double f_quantile(double first, double second) {
    return quantile(boost::math::fisher_f(first, second), kUpper);
}

Repeatability repeatability(double variance, double degrees) {
    const boost::math::chi_squared spread(degrees);
    const double sem = std::sqrt(variance);
    const Interval ci{sem * std::sqrt(degrees / quantile(spread, kUpper)),
                      sem * std::sqrt(degrees / quantile(spread, 1.0 - kUpper))};
    return {.sem = sem,
            .sem_ci = ci,
            .mdc95 = kMdc95PerSem * sem,
            .mdc95_ci = {kMdc95PerSem * ci.low, kMdc95PerSem * ci.high},
            .degrees_of_freedom = degrees};
}

Interval consistency_interval(const MeanSquares& ms) {
    const double f = ms.rows / ms.residual;
    const double rest = (ms.n - 1.0) * (ms.k - 1.0);
    const double low = f / f_quantile(ms.n - 1.0, rest);
    const double high = f * f_quantile(rest, ms.n - 1.0);
    return {(low - 1.0) / (low + ms.k - 1.0), (high - 1.0) / (high + ms.k - 1.0)};
}

// McGraw & Wong 1996, table 7, ICC(A,1), with Satterthwaite's degrees of freedom.
Interval agreement_interval(const MeanSquares& ms, double icc) {
    const auto& [n, k, people, sessions, residual] = ms;
    const double a = k * icc / (n * (1.0 - icc));
    const double b = 1.0 + k * icc * (n - 1.0) / (n * (1.0 - icc));
    const double both = a * sessions + b * residual;
    const double degrees =
        both * both /
        (a * sessions * a * sessions / (k - 1.0) + b * residual * b * residual / ((n - 1.0) * (k - 1.0)));
    const double others = k * sessions + (k * n - k - n) * residual;
    const double below = f_quantile(n - 1.0, degrees);
    const double above = f_quantile(degrees, n - 1.0);
    return {n * (people - below * residual) / (below * others + n * people),
            n * (above * people - residual) / (others + n * above * people)};
}

}  // namespace

std::optional<Reliability> reliability_of(const Eigen::MatrixXd& values) {
    const auto squares = mean_squares(values);
    if (!squares) return std::nullopt;
    const MeanSquares& ms = *squares;
    const double degrees = (ms.n - 1.0) * (ms.k - 1.0);  // of the residual
    const double total = ms.rows * (ms.n - 1.0) + ms.columns * (ms.k - 1.0) + ms.residual * degrees;
    if (!(ms.residual > 1e-12 * total)) return std::nullopt;
    const auto icc = intraclass_correlation(ms);
    if (!icc) return std::nullopt;
    return Reliability{.icc_agreement = icc->agreement,
                       .icc_agreement_ci = agreement_interval(ms, icc->agreement),
                       .icc_consistency = icc->consistency,
                       .icc_consistency_ci = consistency_interval(ms),
                       .within = repeatability(ms.residual, degrees)};
}

std::optional<Repeatability> repeatability_of(std::span<const std::span<const double>> groups) {
    double squares = 0.0;
    double degrees = 0.0;
    for (const auto& group : groups) {
        if (group.size() < 2) continue;
        const Eigen::Map<const Eigen::ArrayXd> values(group.data(), Eigen::Index(group.size()));
        squares += (values - values.mean()).square().sum();
        degrees += double(group.size()) - 1.0;
    }
    if (!(degrees > 0.0 && squares > 0.0)) return std::nullopt;
    return repeatability(squares / degrees, degrees);
}

Detection detection(double sem, std::optional<double> degrees_of_freedom, double before, double now) {
    constexpr double kTail = 1.0 - kChanceFindings / 2.0;
    const double of_difference = std::sqrt(1.0 / before + 1.0 / now);  // SD in SEM
    const double shift = kWorthSeeing * kMdc95PerSem / of_difference;  // of what ought to be seen
    if (!degrees_of_freedom) {
        const boost::math::normal normal;
        const double limit = quantile(normal, kTail);
        return {limit * of_difference * sem, cdf(normal, shift - limit) + cdf(normal, -shift - limit)};
    }
    const double limit = quantile(boost::math::students_t(*degrees_of_freedom), kTail);
    const boost::math::non_central_t shifted(*degrees_of_freedom, shift);
    return {limit * of_difference * sem, 1.0 - cdf(shifted, limit) + cdf(shifted, -limit)};
}

}  // namespace sacrum::analysis
