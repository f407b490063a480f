#include "analysis/force_balance.hpp"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <numbers>
#include <utility>

namespace sacrum::analysis {

double harmonic_amplitude(double ratio) {
    constexpr double kPi = std::numbers::pi;
    if (std::abs(ratio - 0.5) < 1e-6) return 0.5 * kPi;  // the limit of the expression below
    return 2.0 * std::cos(kPi * ratio) / (1.0 - 4.0 * ratio * ratio);
}

double contact_ratio(double amplitude_g) {
    constexpr double kShortest = 0.05, kLongest = 1.0;
    const auto excess = [amplitude_g](double ratio) { return harmonic_amplitude(ratio) - amplitude_g; };
    // The amplitude falls as the contact grows.
    if (!(excess(kShortest) > 0.0)) return kShortest;
    if (!(excess(kLongest) < 0.0)) return kLongest;
    std::uintmax_t iterations = 40;
    const auto [low, high] = boost::math::tools::toms748_solve(
        excess, kShortest, kLongest, boost::math::tools::eps_tolerance<double>(40), iterations);
    return 0.5 * (low + high);
}

namespace {

// weight · terms · termsᵀ, the lower triangle.
template <class Normal, class Terms>
void add_square(Normal& normal, double weight, const Terms& terms) {
    for (Eigen::Index column = 0; column < Normal::ColsAtCompileTime; ++column) {
        const Eigen::Index rows = Normal::RowsAtCompileTime - column;
        normal.col(column).tail(rows) += (weight * terms[column]) * terms.tail(rows);
    }
}

// A little on the diagonal keeps it invertible.
template <class Normal>
Eigen::LDLT<Normal> decomposed(Normal normal, double ridge) {
    normal.diagonal().array() += ridge;
    return Eigen::LDLT<Normal>(normal);
}

constexpr double kRidge = 1e-9;
constexpr double kCutRowsPerPeriod = 16.0;     // are enough for four harmonics
constexpr double kNormalRowsPerPeriod = 24.0;  // and these for their products
constexpr double kPeriodsPerOctave = 350.0;

double on_grid(double period_rows) {
    return std::exp2(std::round(kPeriodsPerOctave * std::log2(period_rows)) / kPeriodsPerOctave);
}

long reach_of(double period_rows) { return long(2.0 * period_rows); }

HarmonicFit harmonic_of(double cosine, double sine, long centre, double period_rows) {
    const double lead = std::atan2(sine, cosine) / (2.0 * std::numbers::pi);
    return {std::hypot(cosine, sine), double(centre) + lead * period_rows};
}

}  // namespace

void StepHarmonicFitter::make_terms(double period_rows) {
    if (period_rows == period_rows_) return;
    period_rows_ = period_rows;
    // Frequencies in step harmonics: the stride is two steps, so its harmonics 1 and 3 lie half way between.
    constexpr double kFrequencies[kHalf - 1] = {1.0, 2.0, 3.0, 4.0, 0.5, 1.5};
    terms_.resize(std::size_t(reach_of(period_rows) + 1));
    // Phases advance by a constant turn per row.
    using Phases = Eigen::Array<double, kHalf - 1, 1>;
    Phases cosine = Phases::Ones(), sine = Phases::Zero(), cosine_of_turn, sine_of_turn;
    for (int h = 0; h < kHalf - 1; ++h) {
        const double turn = 2.0 * std::numbers::pi * kFrequencies[h] / period_rows;
        cosine_of_turn[h] = std::cos(turn);
        sine_of_turn[h] = std::sin(turn);
    }
    // The weight is one turn of a cosine over both sides; each value follows from the two before it.
    const double weight_turn = std::cos(0.5 * std::numbers::pi / period_rows);
    double weight_cosine = 1.0, weight_before = weight_turn;
    for (std::size_t row = 0; row < terms_.size(); ++row) {
        Terms& terms = terms_[row];
        terms.weight = 0.5 + 0.5 * weight_cosine;
        weight_before = std::exchange(weight_cosine, 2.0 * weight_turn * weight_cosine - weight_before);
        terms.even[0] = 1.0;
        terms.odd[0] = double(row) / (2.0 * period_rows);
        terms.even.tail<kHalf - 1>() = cosine;
        terms.odd.tail<kHalf - 1>() = sine;
        const Phases next = cosine * cosine_of_turn - sine * sine_of_turn;
        sine = cosine * sine_of_turn + sine * cosine_of_turn;
        cosine = next;
    }
}

const StepHarmonicFitter::WholeWindow& StepHarmonicFitter::whole_window(double period_rows) {
    const auto known = std::ranges::find(windows_, period_rows, &WholeWindow::period_rows);
    if (known != windows_.end()) return *known;
    make_terms(period_rows);
    for (WholeWindow& window : windows_) {  // together, so that none allocates later on
        if (window.of_cosine.capacity() >= terms_.size()) continue;
        window.of_cosine.reserve(terms_.size() + terms_.size() / 2);
        window.of_sine.reserve(terms_.size() + terms_.size() / 2);
    }
    WholeWindow& window = windows_[oldest_];
    oldest_ = (oldest_ + 1) % windows_.size();
    window.period_rows = period_rows;
    solve(window);
    return window;
}

// Even and odd terms do not mix, and the first harmonic is a weighted sum of the signal.
void StepHarmonicFitter::solve(WholeWindow& window) {
    const auto stride = std::max<std::size_t>(1, std::size_t(period_rows_ / kNormalRowsPerPeriod));
    HalfNormal even = HalfNormal::Zero(), odd = HalfNormal::Zero();
    for (std::size_t row = 0; row < terms_.size(); row += stride) {
        const double both = double(row == 0 ? stride : 2 * stride) * terms_[row].weight;
        add_square(even, both, terms_[row].even);
        add_square(odd, both, terms_[row].odd);
    }
    const double ridge = kRidge * even(0, 0);
    const Half even_part = decomposed(even, ridge).solve(Half::Unit(1));
    const Half odd_part = decomposed(odd, ridge).solve(Half::Unit(1));
    window.of_cosine.clear();
    window.of_sine.clear();
    for (const Terms& terms : terms_) {
        window.of_cosine.push_back(terms.weight * even_part.dot(terms.even));
        window.of_sine.push_back(terms.weight * odd_part.dot(terms.odd));
    }
}

std::optional<HarmonicFit> StepHarmonicFitter::fit(std::span<const double> signal, double centre_row,
                                                   double period_rows) {
    const double period = on_grid(period_rows);
    const long reach = reach_of(period), centre = std::lround(centre_row);
    const long from = std::max(-reach, -centre);
    const long to = std::min(reach, long(signal.size()) - 1 - centre);
    if (to - from < reach) return std::nullopt;
    if (from != -reach || to != reach) {
        make_terms(period);
        const auto [cosine, sine] = fit_cut(signal, centre, from, to);
        return harmonic_of(cosine, sine, centre, period_rows);
    }
    const WholeWindow& window = whole_window(period);
    const double* const middle = &signal[std::size_t(centre)];
    double cosine = window.of_cosine[0] * middle[0], sine = 0.0;
    for (long row = 1; row <= reach; ++row) {
        cosine += window.of_cosine[std::size_t(row)] * (middle[row] + middle[-row]);
        sine += window.of_sine[std::size_t(row)] * (middle[row] - middle[-row]);
    }
    return harmonic_of(cosine, sine, centre, period_rows);
}

// Cut by an end of the signal: even and odd terms mix.
std::pair<double, double> StepHarmonicFitter::fit_cut(std::span<const double> signal, long centre, long from,
                                                      long to) const {
    using All = Eigen::Matrix<double, 2 * kHalf, 1>;
    using Normal = Eigen::Matrix<double, 2 * kHalf, 2 * kHalf>;
    All right = All::Zero();
    Normal normal = Normal::Zero();
    const long stride = std::max(1L, long(period_rows_ / kCutRowsPerPeriod));
    for (long row = from; row <= to; row += stride) {
        const Terms& half = terms_[std::size_t(std::abs(row))];
        All terms;
        terms << half.even, (row < 0 ? -1.0 : 1.0) * half.odd;
        right += half.weight * signal[std::size_t(centre + row)] * terms;
        add_square(normal, half.weight, terms);
    }
    const All solution = decomposed(normal, kRidge * normal(0, 0)).solve(right);
    return {solution[1], solution[kHalf + 1]};
}

}  // namespace sacrum::analysis
