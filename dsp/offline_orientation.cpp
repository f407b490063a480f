#include "dsp/offline_orientation.hpp"

#include <algorithm>

#include "dsp/magnetic_heading.hpp"
#include "dsp/rest_detector.hpp"
#include "dsp/start_window.hpp"
#include "dsp/tilt_smoother.hpp"

namespace sacrum::dsp {
namespace {

constexpr int kPasses = 2;  // the second is linear about a trajectory that is right to a fraction of a degree

// Everything of a result that does not depend on attitude.
std::vector<OrientedSample> unoriented(std::span<const ImuSample> samples, const OrientationParams& params,
                                       RestDetector& rest) {
    std::vector<OrientedSample> oriented(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        oriented[i].time = samples[i].time;
        oriented[i].specific_force = samples[i].specific_force;
        oriented[i].gap_before = samples[i].gap_before;
        if (!rest.push(samples[i])) continue;
        // The detector speaks up when it has seen stillness for long enough: the time before was rest
        // already.
        const SessionTime since = samples[i].time - params.rest_min_time;
        for (std::size_t k = i + 1; k > 0 && samples[k - 1].time >= since && !oriented[k - 1].is_resting; --k)
            oriented[k - 1].is_resting = true;
    }
    return oriented;
}

std::span<const ImuSample> start_of(std::span<const ImuSample> samples, Duration window) {
    std::size_t n = 1;
    while (n < samples.size() && samples[n].time - samples.front().time <= window) ++n;
    return samples.first(n);
}

}  // namespace

std::vector<OrientedSample> orient_offline(std::span<const ImuSample> samples,
                                           const OrientationFilter::Params& params) {
    auto rest = OrientationFilter::create_rest_detector(params);
    if (!rest) return {};
    std::vector<OrientedSample> oriented = unoriented(samples, params, *rest);
    TiltSmoother smoother(params);
    AttitudeAndBias start;
    for (std::size_t first = 0; first < samples.size();) {
        std::size_t last = first + 1;
        while (last < samples.size() && samples[last].time - samples[last - 1].time <= params.long_gap)
            ++last;
        const auto stretch = samples.subspan(first, last - first);
        const auto results = std::span(oriented).subspan(first, last - first);
        const auto window = start_of(stretch, params.start_window);
        start.attitude = start_attitude(window, start.attitude, start.bias, params);
        const TiltCovariance covariance = TiltKalman(params).start_covariance();
        for (int pass = 0; pass < kPasses; ++pass) {
            smoother.run(stretch, results, start, covariance);
            start = smoother.smoothed_start();
        }
        smoother.write(stretch, results);
        if (params.uses_magnetometer) add_magnetic_heading(stretch, results, params.magnetic);
        const bool is_long_enough = stretch.back().time - stretch.front().time >= params.start_window;
        for (OrientedSample& sample : results) sample.is_settled = is_long_enough;
        start = smoother.end();
        first = last;
    }
    return oriented;
}

}  // namespace sacrum::dsp
