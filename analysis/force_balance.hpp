// The arithmetic of a stance modelled as half a sine of force between two flights.
#pragma once

#include <Eigen/Cholesky>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sacrum::analysis {

// Amplitude of the first step harmonic of the vertical specific force, in g, for an effective contact time of
// `ratio` step times: 2 cos(pi d) / (1 - 4 d²). Follows from a mean of 1 g over the step; 0 < ratio <= 1.
double harmonic_amplitude(double ratio);

// The inverse, held at 0.05 and 1 for amplitudes that no contact time gives.
double contact_ratio(double amplitude_g);

struct HarmonicFit {
    double amplitude = 0.0;  // of the first step harmonic
    double peak_row = 0.0;   // where it is largest, nearest to the centre
};

// Least squares over ±2 periods round a row with cosine weights on a constant, a line, the step harmonics 1
// to 4 and the stride harmonics 1 and 3. Periods are held to a grid of 0.2 %, which moves neither amplitude
// nor peak by what could be seen, so that neighbouring steps and looks share what is worked out for one.
class StepHarmonicFitter {
  public:
    // Empty where fewer than two periods of the signal are there.
    std::optional<HarmonicFit> fit(std::span<const double> signal, double centre_row, double period_rows);
    // Rows on either side of the centre that a whole fit looks at.
    static double reach_rows(double period_rows) { return 2.0 * period_rows + 1.0; }

  private:
    static constexpr int kHalf = 7;  // the constant and six cosines, or the line and six sines
    using Half = Eigen::Matrix<double, kHalf, 1>;
    using HalfNormal = Eigen::Matrix<double, kHalf, kHalf>;
    // Of a row and of its mirror image: even terms are the same in both, odd ones change sign.
    struct Terms {
        Half even, odd;
        double weight = 0.0;
    };
    // What the rows 0 to +reach add to the first harmonic of a window that nothing cuts.
    struct WholeWindow {
        double period_rows = 0.0;
        std::vector<double> of_cosine, of_sine;
    };
    void make_terms(double period_rows);
    const WholeWindow& whole_window(double period_rows);
    void solve(WholeWindow& window);
    // Cosine and sine of the first harmonic, about the centre.
    [[nodiscard]] std::pair<double, double> fit_cut(std::span<const double> signal, long centre, long from,
                                                    long to) const;

    double period_rows_ = 0.0;  // of the terms
    std::vector<Terms> terms_;  // of the rows 0 to +reach
    std::array<WholeWindow, 16> windows_;
    std::size_t oldest_ = 0;  // of the windows
};

}  // namespace sacrum::analysis
