// The table of targets by judges, or of people by sessions, and what of its variance lies where.
#pragma once

#include <Eigen/Core>
#include <optional>

namespace sacrum::analysis {

// Of a two-way table of n rows and k columns.
struct MeanSquares {
    double n = 0.0, k = 0.0;
    double rows = 0.0, columns = 0.0, residual = 0.0;
};
// Empty with fewer than two of either.
std::optional<MeanSquares> mean_squares(const Eigen::MatrixXd& values);

// Shrout & Fleiss 1979, "Intraclass correlations: uses in assessing rater reliability", Psychol Bull 86(2),
// 420-428.
struct IntraclassCorrelation {
    double agreement = 0.0;    // ICC(2,1): a constant difference between the columns counts as error
    double consistency = 0.0;  // ICC(3,1): it does not
};
// Empty where nothing differs.
std::optional<IntraclassCorrelation> intraclass_correlation(const MeanSquares& squares);
std::optional<IntraclassCorrelation> intraclass_correlation(const Eigen::MatrixXd& values);

}  // namespace sacrum::analysis
