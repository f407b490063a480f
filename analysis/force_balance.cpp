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

namespace {

// Adds `weight` times the products of the terms with each other to the lower half.
template <class Normal, class Terms>
void add_products(Normal& normal, const Terms& terms, double weight) {
    normal.template selfadjointView<Eigen::Lower>().rankUpdate(terms, weight);
}

// A little on the diagonal keeps it invertible.
template <class Normal>
Eigen::LDLT<Normal> decomposed(Normal normal, double ridge) {
    normal.diagonal().array() += ridge;
    return Eigen::LDLT<Normal>(normal);
}

constexpr double kRidge = 1e-9;

}  // namespace

void StepHarmonicFitter::prepare(double period_rows) {
    if (period_rows == period_rows_) return;
    period_rows_ = period_rows;
    // Frequencies in step harmonics: the stride is two steps, so its harmonics 1 and 3 lie half way between.
    constexpr double kFrequencies[kHalf - 1] = {1.0, 2.0, 3.0, 4.0, 0.5, 1.5};
    reach_ = long(2.0 * period_rows);
    terms_.resize(std::size_t(reach_ + 1));
    // Phases advance by a constant turn per row.
    std::array<std::complex<double>, kHalf - 1> phases, turns;
    for (std::size_t h = 0; h < phases.size(); ++h) {
        phases[h] = 1.0;
        turns[h] = std::polar(1.0, 2.0 * std::numbers::pi * kFrequencies[h] / period_rows);
    }
    HalfNormal even = HalfNormal::Zero(), odd = HalfNormal::Zero();
    for (std::size_t row = 0; row < terms_.size(); ++row) {
        Terms& terms = terms_[row];
        const double part = double(row) / (2.0 * period_rows);
        terms.weight = 0.5 + 0.5 * std::cos(std::numbers::pi * part);
        terms.even[0] = 1.0;
        terms.odd[0] = part;
        for (std::size_t h = 0; h < phases.size(); ++h) {
            terms.even[Eigen::Index(h + 1)] = phases[h].real();
            terms.odd[Eigen::Index(h + 1)] = phases[h].imag();
            phases[h] *= turns[h];
        }
        const double both = row == 0 ? terms.weight : 2.0 * terms.weight;
        add_products(even, terms.even, both);
        add_products(odd, terms.odd, both);
    }
    const double ridge = kRidge * even(0, 0);
    whole_ = {decomposed(even, ridge), decomposed(odd, ridge)};
}

std::optional<HarmonicFit> StepHarmonicFitter::fit(std::span<const double> signal, double centre_row,
                                                   double period_rows) {
    prepare(period_rows);
    const long centre = std::lround(centre_row);
    const long from = std::max(-reach_, -centre);
    const long to = std::min(reach_, long(signal.size()) - 1 - centre);
    if (to - from < reach_) return std::nullopt;
    return from == -reach_ && to == reach_ ? fit_whole(signal, centre) : fit_cut(signal, centre, from, to);
}

HarmonicFit StepHarmonicFitter::fit_whole(std::span<const double> signal, long centre) const {
    const double* const middle = &signal[std::size_t(centre)];
    Half even = terms_[0].weight * middle[0] * terms_[0].even, odd = Half::Zero();
    for (long row = 1; row <= reach_; ++row) {
        const Terms& terms = terms_[std::size_t(row)];
        even += terms.weight * (middle[row] + middle[-row]) * terms.even;
        odd += terms.weight * (middle[row] - middle[-row]) * terms.odd;
    }
    return fit_of(whole_.even.solve(even)[1], whole_.odd.solve(odd)[1], centre);
}

// Cut by an end of the signal: even and odd terms mix.
HarmonicFit StepHarmonicFitter::fit_cut(std::span<const double> signal, long centre, long from,
                                        long to) const {
    using All = Eigen::Matrix<double, 2 * kHalf, 1>;
    using Normal = Eigen::Matrix<double, 2 * kHalf, 2 * kHalf>;
    All right = All::Zero();
    Normal normal = Normal::Zero();
    for (long row = from; row <= to; ++row) {
        const Terms& half = terms_[std::size_t(std::abs(row))];
        All terms;
        terms << half.even, (row < 0 ? -1.0 : 1.0) * half.odd;
        right += half.weight * signal[std::size_t(centre + row)] * terms;
        add_products(normal, terms, half.weight);
    }
    const All solution = decomposed(normal, kRidge * normal(0, 0)).solve(right);
    return fit_of(solution[1], solution[kHalf + 1], centre);
}

HarmonicFit StepHarmonicFitter::fit_of(double cosine, double sine, long centre) const {
    const double lead = std::atan2(sine, cosine) / (2.0 * std::numbers::pi);
    return HarmonicFit{std::hypot(cosine, sine), double(centre) + lead * period_rows_};
}

}  // namespace sacrum::analysis
