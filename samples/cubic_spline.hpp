// A natural cubic spline through knots: value, first and second derivative are continuous. Outside the knots
// it goes on as its first or last piece. Looking up neighbouring times is cheap: it starts where it last was.
#pragma once

#include <cstddef>
#include <vector>

namespace sacrum::samples {

class CubicSpline {
  public:
    CubicSpline() = default;
    // Needs at least two knots, times strictly increasing.
    CubicSpline(std::vector<double> times, std::vector<double> values);

    [[nodiscard]] double operator()(double time) const;

  private:
    struct Piece {
        double start, c0, c1, c2, c3;
    };
    std::vector<Piece> pieces_;
    mutable std::size_t last_ = 0;  // a hint only: the result does not depend on it
};

}  // namespace sacrum::samples
