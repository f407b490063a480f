// How well a measure repeats itself: of several people measured several times, and of one person over
// sessions. Intervals are 95 % and take the errors as normal and independent from session to session.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <span>

#include "domain/session.hpp"

namespace sacrum::analysis {

// SEM is the standard deviation of one person's value from session to session; MDC95 = 1.96 √2 SEM is what
// two sessions must differ by to be more than chance.
struct Repeatability {
    double sem = 0.0;
    Interval sem_ci{};
    double mdc95 = 0.0;
    Interval mdc95_ci{};
    double degrees_of_freedom = 0.0;
};

// Shrout & Fleiss 1979, Psychol Bull 86(2), 420-428; intervals: McGraw & Wong 1996, Psychol Methods 1(1),
// 30-46, cases A and C with k = 1.
struct Reliability {
    double icc_agreement = 0.0;  // ICC(2,1): a shift of all people between sessions counts as error
    Interval icc_agreement_ci{};
    double icc_consistency = 0.0;  // ICC(3,1): it does not
    Interval icc_consistency_ci{};
    Repeatability within{};  // from the residual: without such a shift
};

// Rows are people, columns sessions. Empty with fewer than two of either, or where nothing differs.
std::optional<Reliability> reliability_of(const Eigen::MatrixXd& values);

// From groups of repeated values, each around a mean of its own: several people, or one person before and
// after. Empty where no group has two values, or they are all the same.
std::optional<Repeatability> repeatability_of(std::span<const std::span<const double>> groups);

// A chance finding in at most this share of comparisons. Below the usual 0.05 so that the promise of 5 %
// keeps when sessions are not quite normal.
constexpr double kChanceFindings = 0.04;
constexpr double kWorthSeeing = 1.5;  // in MDC95: what ought to be seen

// Of the difference between the means of `before` and `now` sessions.
struct Detection {
    double detectable = 0.0;  // what the difference must exceed
    double power = 0.0;       // the share of true changes of kWorthSeeing · MDC95 that do
};
// Without degrees of freedom the SEM counts as known exactly.
Detection detection(double sem, std::optional<double> degrees_of_freedom, double before, double now);

}  // namespace sacrum::analysis
