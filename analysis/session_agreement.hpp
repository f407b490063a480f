// How the second session of each person agrees with the first, after Bland and Altman, with what the number
// of people leaves open.
#pragma once

#include <Eigen/Core>
#include <optional>

#include "domain/session.hpp"

namespace sacrum::analysis {

// Bland & Altman 1986, Lancet 1(8476), 307-310: second less first; 95 % intervals by Student's t.
struct SessionAgreement {
    double bias = 0.0;
    Interval bias_ci{};
    double sd = 0.0;
    Interval limits{};  // bias ± 1.96 SD
    Interval lower_limit_ci{};
    Interval upper_limit_ci{};
};

// Rows are people; the first two columns are looked at. Empty with fewer than two of either.
std::optional<SessionAgreement> session_agreement(const Eigen::MatrixXd& values);

}  // namespace sacrum::analysis
