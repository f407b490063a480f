// A person stands still for an agreed time, and what is up in the sensor then becomes up of the pelvis.
// Refused, with what to do, where the person moved, leaned far, or the data are not good enough; a gap counts
// as such. Samples before and after that time do not concern it.
#pragma once

#include <optional>

#include "domain/calibration.hpp"
#include "domain/oriented_sample.hpp"

namespace sacrum::analysis {

class StandingCalibration {
  public:
    // Takes the place of one that is under way.
    // `after`: empty for the first sample that comes.
    void begin(std::optional<SessionTime> after, Duration duration);
    // In order of time; says what came of it with the first sample that lies behind the agreed time.
    // Obliquity and tilt are not told yet: they are the mounting's.
    std::optional<Calibration> see(const OrientedSample& sample);
    // What came of the one that is under way when nothing comes any more.
    std::optional<Calibration> finish();

    // Up in the sensor, of the last one.
    [[nodiscard]] Eigen::Vector3d up() const { return sum_.normalized(); }

  private:
    [[nodiscard]] Calibration judge(SessionTime start, SessionTime end) const;

    bool is_under_way_ = false;
    std::optional<SessionTime> start_{};
    Duration duration_{};
    std::optional<SessionTime> last_{};
    Eigen::Vector3d sum_ = Eigen::Vector3d::Zero();  // of up in the sensor
    double turned_ = 0.0;                            // sum of squares of the angular rate
    std::size_t samples_ = 0;
    std::size_t unsettled_ = 0;
    bool has_gap_ = false;
};

}  // namespace sacrum::analysis
