#include "analysis/session_agreement.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace sacrum::analysis {

std::optional<SessionAgreement> session_agreement(const Eigen::MatrixXd& values) {
    if (values.rows() < 2 || values.cols() < 2) return std::nullopt;
    const Eigen::ArrayXd differences = values.col(1) - values.col(0);
    const auto n = double(differences.size());
    const double bias = differences.mean();
    const double sd = std::sqrt((differences - bias).square().sum() / (n - 1.0));
    const double t = quantile(boost::math::students_t(n - 1.0), 0.975);
    constexpr double kOf95Percent = 1.959964;
    const double of_bias = t * sd / std::sqrt(n);
    const double of_limit = t * sd * std::sqrt(1.0 / n + kOf95Percent * kOf95Percent / (2.0 * (n - 1.0)));
    const Interval limits{bias - kOf95Percent * sd, bias + kOf95Percent * sd};
    return SessionAgreement{.bias = bias,
                            .bias_ci = {bias - of_bias, bias + of_bias},
                            .sd = sd,
                            .limits = limits,
                            .lower_limit_ci = {limits.low - of_limit, limits.low + of_limit},
                            .upper_limit_ci = {limits.high - of_limit, limits.high + of_limit}};
}

}  // namespace sacrum::analysis
