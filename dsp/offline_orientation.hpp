// Attitude of a recording with the future known: the causal filter forward and a smoother backward, piece by
// piece, each with the minute that follows it in view; the first piece again from its smoothed start. One
// result per sample, in order. Inclination starts anew after each long gap; nothing is settled in a stretch
// too short to tell.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/imu_sample.hpp"
#include "domain/oriented_sample.hpp"
#include "dsp/orientation_filter.hpp"
#include "dsp/rest_detector.hpp"
#include "dsp/tilt_smoother.hpp"

namespace sacrum::dsp {

class OfflineOrientation {
  public:
    struct Params {
        OrientationFilter::Params orientation{};
        // Uses about 300 bytes per sample of both at 200 Hz. A heading from the magnetometer looks at all
        // samples without a long gap at once.
        Duration piece = std::chrono::minutes(3);
        Duration ahead = std::chrono::minutes(1);  // far beyond what a correction reaches back
    };
    // `samples` must outlive it.
    OfflineOrientation(std::span<const ImuSample> samples, const Params& params);

    // Appends the next samples and shows them; none after the last. Nothing at all when the parameters are
    // not valid (OrientationFilter::create says why).
    std::span<const OrientedSample> next(std::vector<OrientedSample>& samples);

  private:
    [[nodiscard]] std::size_t end_of_view(std::size_t from) const;
    void detect_rest(std::size_t end);
    void start_stretch(std::size_t end);
    std::span<const OrientedSample> write(std::size_t end, std::vector<OrientedSample>& samples);
    [[nodiscard]] bool is_resting(std::size_t i) const { return resting_[i - first_resting_] != 0; }

    std::span<const ImuSample> samples_;
    Params params_;
    std::optional<RestDetector> rest_{};
    TiltSmoother smoother_;
    AttitudeAndBias start_{};
    std::size_t next_ = 0;    // to be given
    std::size_t pushed_ = 0;  // to be pushed into the smoother
    std::size_t first_of_stretch_ = 0;
    std::size_t first_resting_ = 0;  // sample of resting_[0]
    std::vector<std::uint8_t> resting_;
};

// All at once.
std::vector<OrientedSample> orient_offline(std::span<const ImuSample> samples,
                                           const OrientationFilter::Params& params);

}  // namespace sacrum::dsp
