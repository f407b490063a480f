// Heading from the magnetometer on top of an attitude without one (6D): a rotation about the vertical, so
// that inclination cannot be touched. The method is that of VQF (Laidig & Seel 2023). Without a field, in one
// sample or in all, nothing changes.
#pragma once

#include <Eigen/Geometry>
#include <optional>
#include <span>

#include "domain/imu_sample.hpp"
#include "domain/oriented_sample.hpp"
#include "dsp/field_watch.hpp"
#include "dsp/heading_filter.hpp"
#include "dsp/magnetic_params.hpp"

namespace sacrum::dsp {

// Causal. Earth's y becomes magnetic north from the first reading on.
class MagneticHeading {
  public:
    explicit MagneticHeading(const MagneticParams& params)
        : params_(params), watch_(params), filter_(params) {}

    void push(const ImuSample& sample, const Eigen::Quaterniond& attitude);
    [[nodiscard]] Eigen::Quaterniond corrected(const Eigen::Quaterniond& attitude) const;
    // Heading was lost, as over a long gap: what the field is like stays known.
    void restart() { filter_.restart(); }
    void reset() { *this = MagneticHeading(params_); }

  private:
    MagneticParams params_;
    FieldWatch watch_;
    HeadingFilter filter_;
    std::optional<SessionTime> last_time_{};  // of a reading
};

// With the future known: the filter runs forward over the readings and backward over its own result, so it
// does not lag; a reading is disturbed when it looks so from both sides. `oriented` goes with `samples` and
// holds 6D attitudes.
void add_magnetic_heading(std::span<const ImuSample> samples, std::span<OrientedSample> oriented,
                          const MagneticParams& params);

}  // namespace sacrum::dsp
