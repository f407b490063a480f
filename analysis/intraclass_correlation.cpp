#include "analysis/intraclass_correlation.hpp"

#include <algorithm>

namespace sacrum::analysis {

std::optional<MeanSquares> mean_squares(const Eigen::MatrixXd& values) {
    const auto n = double(values.rows());
    const auto k = double(values.cols());
    if (n < 2.0 || k < 2.0) return std::nullopt;
    const Eigen::MatrixXd centred = values.array() - values.mean();
    const double rows = k * centred.rowwise().mean().squaredNorm();
    const double columns = n * centred.colwise().mean().squaredNorm();
    const double residual = std::max(0.0, centred.squaredNorm() - rows - columns);
    return MeanSquares{n, k, rows / (n - 1.0), columns / (k - 1.0), residual / ((n - 1.0) * (k - 1.0))};
}

std::optional<IntraclassCorrelation> intraclass_correlation(const MeanSquares& squares) {
    const auto& [n, k, rows, columns, residual] = squares;
    const double consistency = rows + (k - 1.0) * residual;
    const double agreement = consistency + k * (columns - residual) / n;
    if (!(consistency > 0.0) || !(agreement > 0.0)) return std::nullopt;
    return IntraclassCorrelation{.agreement = (rows - residual) / agreement,
                                 .consistency = (rows - residual) / consistency};
}

std::optional<IntraclassCorrelation> intraclass_correlation(const Eigen::MatrixXd& values) {
    const auto squares = mean_squares(values);
    return squares ? intraclass_correlation(*squares) : std::nullopt;
}

}  // namespace sacrum::analysis
