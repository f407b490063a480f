// Attitude from one reading after another, without knowing the future. The first readings
// (Params::start_window, also after a long gap) are held back until inclination can be told, then all are
// given in order, each exactly once; from then on there is no delay. A short gap is bridged; after a long one
// is_settled is false until inclination is known again. Heading is arbitrary, or magnetic north on y where
// the magnetometer is used and present.
#pragma once

#include <vector>

#include "domain/emit.hpp"
#include "domain/imu_sample.hpp"
#include "domain/oriented_sample.hpp"
#include "domain/result.hpp"
#include "dsp/magnetic_heading.hpp"
#include "dsp/orientation_params.hpp"
#include "dsp/rest_detector.hpp"
#include "dsp/tilt_tracker.hpp"

namespace sacrum::dsp {

class OrientationFilter {
  public:
    using Params = OrientationParams;
    static Result<OrientationFilter> create(const Params& params);
    // The rest detector these parameters ask for; fails where they are not valid.
    static Result<RestDetector> create_rest_detector(const Params& params);

    // Samples must come in order of time. Never allocates.
    void push(const ImuSample& sample, Emit<OrientedSample> emit);
    // Gives what is still held back.
    void finish(Emit<OrientedSample> emit);
    void reset();

    [[nodiscard]] Vec3<AngularRateUnit, Sensor> bias() const {
        return Vec3<AngularRateUnit, Sensor>::of_si(tracker_.bias());
    }
    // Standard error of the tilt, by the filter's own account.
    [[nodiscard]] Angle tilt_sd() const { return Angle::of_si(tracker_.kalman().tilt_sd()); }

  private:
    OrientationFilter(const Params& params, RestDetector rest);
    void end_start_window(Emit<OrientedSample> emit);
    void note_correction(OrientedSample& oriented);
    void emit_oriented(const ImuSample& sample, bool is_resting, Emit<OrientedSample> emit);

    Params params_;
    RestDetector rest_;
    TiltTracker tracker_;
    MagneticHeading heading_;           // on top of the tracker, which never learns of it
    std::vector<ImuSample> held_back_;  // its capacity is fixed by create
    bool is_starting_ = true;
    bool is_settled_ = false;
    SessionTime last_time_{};
    Eigen::Vector2d seen_of_tracker_ = Eigen::Vector2d::Zero();
    Eigen::Vector2d corrected_ = Eigen::Vector2d::Zero();
    bool starts_anew_ = true;
    Eigen::Quaterniond last_attitude_ = Eigen::Quaterniond::Identity();
    TiltCovariance restart_covariance_;
};

}  // namespace sacrum::dsp
