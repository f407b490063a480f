// Whether a person who is back in the quiet posture has the pelvis where it was: a sensor that slipped shows
// there, and so does somebody who stands otherwise than before. Looks from two seconds after a phase, until
// the next; says nothing where the pelvis still moves.
#pragma once

#include <cmath>
#include <optional>

#include "analysis/screening/screening_moment.hpp"

namespace sacrum::analysis {

class QuietReturn {
  public:
    void begin(SessionTime time) {
        *this = {};
        from_ = time + std::chrono::seconds(2);
    }
    void see(const ScreeningMoment& moment) {
        if (!from_ || moment.time < *from_) return;
        const Eigen::Vector2d now(moment.obliquity, moment.tilt);
        ++count_;
        sum_ += now;
        squares_ += now.squaredNorm();
    }
    // Angle from the quiet posture, and begins to look no more; empty where nothing was to be seen.
    std::optional<double> end() {
        const double count = count_;
        const Eigen::Vector2d mean = sum_ / std::fmax(1.0, count);
        const double scatter =
            std::sqrt(std::fmax(0.0, squares_ / std::fmax(1.0, count) - mean.squaredNorm()));
        *this = {};
        if (count < kLeast || scatter > kStill) return std::nullopt;
        return mean.norm();
    }

  private:
    static constexpr double kLeast = 40.0;  // samples
    static constexpr double kStill = 0.02;  // rad
    std::optional<SessionTime> from_{};
    double count_ = 0.0, squares_ = 0.0;
    Eigen::Vector2d sum_ = Eigen::Vector2d::Zero();
};

}  // namespace sacrum::analysis
