#include "analysis/force_balance.hpp"

#include <algorithm>
#include <array>
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

void StepHarmonicFitter::prepare(double period_rows) {
    if (period_rows == period_rows_) return;
    period_rows_ = period_rows;
    // Frequencies in step harmonics: the stride is two steps, so its harmonics 1 and 3 lie half way between.
    constexpr double kFrequencies[kHarmonics] = {1.0, 2.0, 3.0, 4.0, 0.5, 1.5};
    reach_ = long(2.0 * period_rows);
    terms_.resize(std::size_t(2 * reach_ + 1));
    weights_.resize(terms_.size());
    // Phases advance by a constant turn per row.
    std::array<std::complex<double>, kHarmonics> phases, turns;
    for (std::size_t h = 0; h < kHarmonics; ++h) {
        const double per_row = 2.0 * std::numbers::pi * kFrequencies[h] / period_rows;
        phases[h] = std::polar(1.0, -per_row * double(reach_));
        turns[h] = std::polar(1.0, per_row);
    }
    for (long offset = -reach_; offset <= reach_; ++offset) {
        Terms& terms = terms_[std::size_t(offset + reach_)];
        const double part = double(offset) / (2.0 * period_rows);
        weights_[std::size_t(offset + reach_)] = 0.5 + 0.5 * std::cos(std::numbers::pi * part);
        terms[0] = 1.0;
        terms[1] = part;
        for (std::size_t h = 0; h < kHarmonics; ++h) {
            terms[Eigen::Index(2 + 2 * h)] = phases[h].real();
            terms[Eigen::Index(3 + 2 * h)] = phases[h].imag();
            phases[h] *= turns[h];
        }
    }
    whole_.compute(normal_of(-reach_, reach_));
}

StepHarmonicFitter::Normal StepHarmonicFitter::normal_of(long from, long to) const {
    Normal normal = Normal::Zero();
    for (long offset = from; offset <= to; ++offset) {
        const auto i = std::size_t(offset + reach_);
        normal.selfadjointView<Eigen::Lower>().rankUpdate(terms_[i], weights_[i]);
    }
    normal.diagonal().array() += 1e-9 * normal(0, 0);
    return normal;
}

std::optional<HarmonicFit> StepHarmonicFitter::fit(std::span<const double> signal, double centre_row,
                                                   double period_rows) {
    prepare(period_rows);
    const long centre = std::lround(centre_row);
    const long from = std::max(-reach_, -centre);
    const long to = std::min(reach_, long(signal.size()) - 1 - centre);
    if (to - from < reach_) return std::nullopt;
    Terms right = Terms::Zero();
    for (long offset = from; offset <= to; ++offset) {
        const auto i = std::size_t(offset + reach_);
        right += weights_[i] * signal[std::size_t(centre + offset)] * terms_[i];
    }
    const bool is_whole = from == -reach_ && to == reach_;
    const Terms solution =
        is_whole ? Terms(whole_.solve(right)) : Terms(Eigen::LDLT<Normal>(normal_of(from, to)).solve(right));
    const double cosine = solution[2];
    const double sine = solution[3];
    const double lead = std::atan2(sine, cosine) / (2.0 * std::numbers::pi);
    return HarmonicFit{std::hypot(cosine, sine), double(centre) + lead * period_rows};
}

}  // namespace sacrum::analysis
