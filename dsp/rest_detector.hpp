// Says whether the sensor rests: gyroscope and accelerometer have stayed close to their own low-passed values
// for long enough, and the rate itself is small enough to be a bias. A few lost samples do not end rest, a
// longer gap does.
#pragma once

#include <Eigen/Core>
#include <chrono>
#include <optional>

#include "domain/imu_sample.hpp"
#include "domain/result.hpp"
#include "dsp/butterworth.hpp"

namespace sacrum::dsp {

class RestDetector {
  public:
    struct Params {
        Frequency rate{};
        AngularRate rate_deviation = AngularRate::of_si(radians_from_degrees(2.0));
        Acceleration force_deviation = Acceleration::of_si(0.5);
        AngularRate largest_bias = AngularRate::of_si(radians_from_degrees(2.0));  // on each axis
        Duration min_time = std::chrono::milliseconds(1500);
        Duration filter_time = std::chrono::milliseconds(500);
        // What lies on both sides of a gap this short tells whether anything moved in it.
        Duration longest_bridge = std::chrono::milliseconds(100);
    };
    static Result<RestDetector> create(const Params& params);

    // True from `min_time` after the movement ended until it begins again.
    bool push(const ImuSample& sample);
    void reset();

  private:
    RestDetector(const Params& params, const LowPassCoefficients& low_pass);

    Params params_;
    LowPass<Eigen::Vector3d> rate_low_pass_;
    LowPass<Eigen::Vector3d> force_low_pass_;
    std::optional<SessionTime> still_since_{};
};

}  // namespace sacrum::dsp
