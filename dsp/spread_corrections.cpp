#include "dsp/spread_corrections.hpp"

#include "dsp/strapdown.hpp"

namespace sacrum::dsp {

void spread_corrections(std::span<OrientedSample> samples, std::size_t count) {
    if (samples.empty()) return;
    Eigen::Vector2d smoothed = samples.back().corrected;
    double keeps = 1.0;  // of the sample after
    for (std::size_t i = samples.size(); i-- > 0;) {
        OrientedSample& sample = samples[i];
        smoothed = sample.corrected + keeps * (smoothed - sample.corrected);
        keeps = sample.keeps;
        if (i >= count) continue;
        const Eigen::Vector2d spread = smoothed - sample.corrected;
        const Eigen::Vector2d more = spread - sample.spread;
        sample.spread = spread;
        const Eigen::Quaterniond turn = rotation_of({more.x(), more.y(), 0.0});
        for (auto* attitude : {&sample.earth_from_sensor, &sample.earth_from_reading}) {
            *attitude = Rotation<Earth, Sensor>::of(turn * attitude->quaternion());
        }
    }
}

}  // namespace sacrum::dsp
