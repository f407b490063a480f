// A first-order low-pass for an angle, with wrap-around: what turns the magnetometer's readings of north into
// a heading. The first readings are averaged, so that it need not wait for its time constant. A disturbance
// is ignored for a bounded time.
#pragma once

#include <cstdint>

#include "dsp/magnetic_params.hpp"

namespace sacrum::dsp {

// Into [-π, π].
double wrapped(double angle);

class HeadingFilter {
  public:
    explicit HeadingFilter(const MagneticParams& params) : params_(params) {}

    // Continues from an angle that is known already.
    void start(double angle);
    // Forgets the angle and averages anew.
    void restart();
    // `elapsed`: seconds since the angle before.
    void push(double angle, bool is_disturbed, double elapsed);
    [[nodiscard]] double angle() const { return angle_; }

  private:
    double gain(bool is_disturbed, double elapsed);

    MagneticParams params_;
    double angle_ = 0.0;         // rad
    double rejected_for_ = 0.0;  // s
    std::int64_t averaged_ = 0;
    bool is_averaging_ = true;
};

}  // namespace sacrum::dsp
