#include "analysis/session_agreement.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

#include "analysis/reference/agreement.hpp"

namespace sacrum::analysis {

std::optional<SessionAgreement> session_agreement(const Eigen::MatrixXd& values) {
    if (values.rows() < 2 || values.cols() < 2) return std::nullopt;
    std::vector<ComparedPair> pairs;
    for (Eigen::Index person = 0; person < values.rows(); ++person)
        pairs.push_back({.reference = values(person, 0), .measured = values(person, 1)});
    const auto agreement = agreement_of(pairs, false);
    if (!agreement) return std::nullopt;
    const auto n = double(pairs.size());
    const double t = quantile(boost::math::students_t(n - 1.0), 0.975);
    const auto around = [t](double value, double error) {
        return Interval{value - t * error, value + t * error};
    };
    return SessionAgreement{.bias = agreement->bias,
                            .bias_ci = around(agreement->bias, agreement->sd / std::sqrt(n)),
                            .sd = agreement->sd,
                            .limits = agreement->limits,
                            .lower_limit_ci = around(agreement->limits.low, agreement->limits_error),
                            .upper_limit_ci = around(agreement->limits.high, agreement->limits_error)};
}

}  // namespace sacrum::analysis
