// Statistics of agreement between two ways of measuring the same thing.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <span>

#include "domain/comparison.hpp"

namespace sacrum::analysis {

// Shrout & Fleiss 1979, "Intraclass correlations: uses in assessing rater reliability", Psychol Bull 86(2),
// 420-428. Rows are what was measured, columns who measured it. Empty with fewer than two of either, or where
// nothing differs.
struct IntraclassCorrelation {
    double agreement = 0.0;    // ICC(2,1): a constant difference between the two counts as error
    double consistency = 0.0;  // ICC(3,1): it does not
};
std::optional<IntraclassCorrelation> intraclass_correlation(const Eigen::MatrixXd& ratings);

// Bland & Altman 1986, "Statistical methods for assessing agreement", Lancet 1(8476), 307-310. Empty with
// fewer than two pairs. `has_size`: the values have a size of their own to correlate, unlike moments.
std::optional<Agreement> agreement_of(std::span<const ComparedPair> pairs, bool has_size);

}  // namespace sacrum::analysis
