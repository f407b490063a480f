#include "samples/cubic_spline.hpp"

#include <cassert>

namespace sacrum::samples {

CubicSpline::CubicSpline(std::vector<double> times, std::vector<double> values) {
    const std::size_t n = times.size();
    assert(n >= 2 && values.size() == n);
    // Second derivatives m from the tridiagonal system of a natural spline (m = 0 at both ends).
    std::vector<double> m(n, 0.0), diagonal(n, 1.0), right(n, 0.0);
    for (std::size_t i = 1; i + 1 < n; ++i) {
        const double before = times[i] - times[i - 1], after = times[i + 1] - times[i];
        assert(before > 0.0 && after > 0.0);
        const double below = i > 1 ? before : 0.0;
        const double above_previous = i > 1 ? times[i] - times[i - 1] : 0.0;
        const double factor = below / diagonal[i - 1];
        diagonal[i] = 2.0 * (before + after) - factor * above_previous;
        right[i] = 6.0 * ((values[i + 1] - values[i]) / after - (values[i] - values[i - 1]) / before) -
                   factor * right[i - 1];
    }
    for (std::size_t i = n - 1; i-- > 1;) {
        const double after = times[i + 1] - times[i];
        m[i] = (right[i] - after * m[i + 1]) / diagonal[i];
    }
    pieces_.reserve(n - 1);
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const double h = times[i + 1] - times[i];
        pieces_.push_back({times[i], values[i],
                           (values[i + 1] - values[i]) / h - h * (2.0 * m[i] + m[i + 1]) / 6.0, m[i] / 2.0,
                           (m[i + 1] - m[i]) / (6.0 * h)});
    }
}

double CubicSpline::operator()(double time) const {
    std::size_t i = last_;
    while (i > 0 && time < pieces_[i].start) --i;
    while (i + 1 < pieces_.size() && time >= pieces_[i + 1].start) ++i;
    last_ = i;
    const Piece& piece = pieces_[i];
    const double x = time - piece.start;
    return piece.c0 + x * (piece.c1 + x * (piece.c2 + x * piece.c3));
}

}  // namespace sacrum::samples
