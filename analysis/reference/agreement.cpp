#include "analysis/reference/agreement.hpp"

#include <Eigen/Core>
#include <cmath>

#include "analysis/intraclass_correlation.hpp"
#include "domain/normal_quantile.hpp"

namespace sacrum::analysis {

std::optional<Agreement> agreement_of(std::span<const ComparedPair> pairs, bool has_size) {
    if (pairs.size() < 2) return std::nullopt;
    const auto n = double(pairs.size());
    Agreement result;
    double squares = 0.0;
    for (const ComparedPair& pair : pairs) {
        result.bias += pair.difference() / n;
        result.mean_absolute += std::abs(pair.difference()) / n;
        squares += pair.difference() * pair.difference();
    }
    double about_bias = 0.0;
    for (const ComparedPair& pair : pairs) {
        const double apart = pair.difference() - result.bias;
        about_bias += apart * apart;
    }
    result.rmse = std::sqrt(squares / n);
    result.sd = std::sqrt(about_bias / (n - 1.0));
    result.limits = {result.bias - kNormal95 * result.sd, result.bias + kNormal95 * result.sd};
    result.limits_error = result.sd * std::sqrt(1.0 / n + kNormal95 * kNormal95 / (2.0 * (n - 1.0)));
    if (!has_size) return result;
    Eigen::MatrixXd ratings(Eigen::Index(pairs.size()), 2);
    for (std::size_t i = 0; i < pairs.size(); ++i)
        ratings.row(Eigen::Index(i)) << pairs[i].reference, pairs[i].measured;
    if (const auto icc = intraclass_correlation(ratings)) {
        result.icc_agreement = icc->agreement;
        result.icc_consistency = icc->consistency;
    }
    return result;
}

}  // namespace sacrum::analysis
