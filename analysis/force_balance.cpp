#include "analysis/force_balance.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace sacrum::analysis {

double harmonic_amplitude(double ratio) {
    constexpr double kPi = std::numbers::pi;
    if (std::abs(ratio - 0.5) < 1e-6) return 0.5 * kPi;  // the limit of the expression below
    return 2.0 * std::cos(kPi * ratio) / (1.0 - 4.0 * ratio * ratio);
}

double contact_ratio(double amplitude_g) {
    double low = 0.05;
    double high = 1.0;  // the amplitude falls as the contact grows
    for (int i = 0; i < 40; ++i) {
        const double middle = 0.5 * (low + high);
        (harmonic_amplitude(middle) > amplitude_g ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

std::optional<HarmonicFit> fit_step_harmonic(std::span<const double> signal, double centre_row,
                                             double period_rows) {
    // Frequencies in step harmonics: the stride is two steps, so its harmonics 1 and 3 lie half way between.
    constexpr double kHarmonics[] = {1.0, 2.0, 3.0, 4.0, 0.5, 1.5};
    constexpr int kTerms = 2 + 2 * int(std::size(kHarmonics));
    using Vector = Eigen::Matrix<double, kTerms, 1>;
    using Matrix = Eigen::Matrix<double, kTerms, kTerms>;

    const double reach = 2.0 * period_rows;
    const double from = std::max(0.0, std::ceil(centre_row - reach));
    const double to = std::min(double(signal.size()) - 1.0, std::floor(centre_row + reach));
    if (!(to - from >= reach)) return std::nullopt;

    // Phases advance by a constant turn per row.
    std::complex<double> phase[std::size(kHarmonics)];
    std::complex<double> turn[std::size(kHarmonics)];
    for (std::size_t h = 0; h < std::size(kHarmonics); ++h) {
        const double per_row = 2.0 * std::numbers::pi * kHarmonics[h] / period_rows;
        phase[h] = std::polar(1.0, per_row * (from - centre_row));
        turn[h] = std::polar(1.0, per_row);
    }
    Matrix normal = Matrix::Zero();
    Vector right = Vector::Zero();
    Vector terms;
    for (double row = from; row <= to; row += 1.0) {
        const double offset = (row - centre_row) / reach;
        const double weight = 0.5 + 0.5 * std::cos(std::numbers::pi * offset);
        terms[0] = 1.0;
        terms[1] = offset;
        for (std::size_t h = 0; h < std::size(kHarmonics); ++h) {
            terms[Eigen::Index(2 + 2 * h)] = phase[h].real();
            terms[Eigen::Index(3 + 2 * h)] = phase[h].imag();
            phase[h] *= turn[h];
        }
        normal.selfadjointView<Eigen::Lower>().rankUpdate(terms, weight);
        right += weight * signal[std::size_t(row)] * terms;
    }
    normal.diagonal().array() += 1e-9 * normal(0, 0);
    const Eigen::LDLT<Matrix, Eigen::Lower> solver(normal);
    const Vector solution = solver.solve(right);
    const double cosine = solution[2];
    const double sine = solution[3];
    const double lead = std::atan2(sine, cosine) / (2.0 * std::numbers::pi);
    return HarmonicFit{std::hypot(cosine, sine), centre_row + lead * period_rows};
}

}  // namespace sacrum::analysis
