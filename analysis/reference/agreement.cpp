#include "analysis/reference/agreement.hpp"

#include <cmath>

namespace sacrum::analysis {

std::optional<IntraclassCorrelation> intraclass_correlation(const Eigen::MatrixXd& ratings) {
    const auto n = double(ratings.rows());
    const auto k = double(ratings.cols());
    if (n < 2.0 || k < 2.0) return std::nullopt;
    const Eigen::MatrixXd centred = ratings.array() - ratings.mean();
    const Eigen::VectorXd of_targets = centred.rowwise().mean();
    const Eigen::RowVectorXd of_judges = centred.colwise().mean();
    const double targets = k * of_targets.squaredNorm();
    const double judges = n * of_judges.squaredNorm();
    const double rest = centred.squaredNorm() - targets - judges;
    const double bms = targets / (n - 1.0);  // mean square between targets
    const double jms = judges / (k - 1.0);   // between judges
    const double ems = std::max(0.0, rest) / ((n - 1.0) * (k - 1.0));
    const double consistency = bms + (k - 1.0) * ems;
    const double agreement = consistency + k * (jms - ems) / n;
    if (!(consistency > 0.0) || !(agreement > 0.0)) return std::nullopt;
    return IntraclassCorrelation{.agreement = (bms - ems) / agreement,
                                 .consistency = (bms - ems) / consistency};
}

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
    constexpr double kOf95Percent = 1.96;
    result.limits = {result.bias - kOf95Percent * result.sd, result.bias + kOf95Percent * result.sd};
    result.limits_error = result.sd * std::sqrt(1.0 / n + kOf95Percent * kOf95Percent / (2.0 * (n - 1.0)));
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
