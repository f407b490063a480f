#include "dsp/kept_orientation.hpp"

#include "dsp/strapdown.hpp"

namespace sacrum::dsp {

KeptOrientation::KeptOrientation(std::span<const ImuSample> samples, const OrientationParams& params)
    : samples_(samples), params_(params) {}

void KeptOrientation::keep(std::span<const OrientedSample> piece) {
    if (attitudes_.empty()) attitudes_.reserve(samples_.size());
    const std::size_t first = attitudes_.size();
    pieces_.push_back({.end = first + piece.size(), .first_bias = biases_.size()});
    for (std::size_t i = 0; i < piece.size(); ++i) {
        const OrientedSample& sample = piece[i];
        if (i % kSamplesPerBias == 0)
            biases_.emplace_back(samples_[first + i].angular_rate.si() - sample.angular_rate.si());
        const Eigen::Quaterniond& attitude = sample.earth_from_sensor.quaternion();
        append(attitudes_, {.earth_from_sensor = {float(attitude.x()), float(attitude.y()),
                                                  float(attitude.z()), float(attitude.w())},
                            .is_resting = sample.is_resting,
                            .is_settled = sample.is_settled});
    }
}

std::span<const OrientedSample> KeptOrientation::next(std::vector<OrientedSample>& samples) {
    if (next_piece_ == pieces_.size()) return {};
    const std::size_t first = next_piece_ == 0 ? 0 : pieces_[next_piece_ - 1].end;
    const auto [end, first_bias] = pieces_[next_piece_++];
    const std::size_t before = samples.size();
    for (std::size_t i = first; i < end; ++i) {
        const ImuSample& reading = samples_[i];
        const Attitude& kept = attitudes_[i];
        const auto [x, y, z, w] = kept.earth_from_sensor;
        const Eigen::Quaterniond attitude = unit({double(w), double(x), double(y), double(z)});
        const Eigen::Vector3d rate =
            reading.angular_rate.si() - biases_[first_bias + (i - first) / kSamplesPerBias];
        OrientedSample& sample = samples.emplace_back();
        sample.time = reading.time;
        sample.earth_from_sensor = Rotation<Earth, Sensor>::of(attitude);
        sample.earth_from_reading = Rotation<Earth, Sensor>::of(at_reading(attitude, rate, params_));
        sample.specific_force = reading.specific_force;
        sample.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(rate);
        sample.gap_before = reading.gap_before;
        sample.is_resting = kept.is_resting;
        sample.is_settled = kept.is_settled;
    }
    release(std::span(attitudes_).subspan(first, end - first));
    return std::span(samples).subspan(before);
}

}  // namespace sacrum::dsp
