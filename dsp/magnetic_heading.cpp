#include "dsp/magnetic_heading.hpp"

#include <algorithm>
#include <vector>

#include "dsp/field_reading.hpp"

namespace sacrum::dsp {
namespace {

// After a long time without a field, the next reading counts for no more than this.
constexpr double kLongestStep = 1.0;  // s

double step(SessionTime from, SessionTime to) { return std::min(in_seconds(to - from), kLongestStep); }

// A reading, with everything about it that does not depend on the direction of time.
struct Timed {
    std::size_t sample = 0;
    double elapsed = 0.0;  // since the reading before, s
    double rate = 0.0;     // of turning, rad/s
    FieldReading field;
    bool is_disturbed = false;
};

std::vector<Timed> readings(std::span<const ImuSample> samples, std::span<const OrientedSample> oriented) {
    std::vector<Timed> found;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto field = read_field(samples[i], oriented[i].earth_from_sensor.quaternion());
        if (!field) continue;
        const double elapsed = found.empty() ? 0.0 : step(samples[found.back().sample].time, samples[i].time);
        found.push_back({i, elapsed, samples[i].angular_rate.si().norm(), *field});
    }
    return found;
}

void find_disturbed(std::vector<Timed>& found, const MagneticParams& params) {
    FieldWatch forward(params);
    for (Timed& reading : found)
        reading.is_disturbed = forward.push(reading.field, reading.rate, reading.elapsed);
    FieldWatch backward(params);
    double elapsed = 0.0;
    for (std::size_t k = found.size(); k > 0; --k) {
        Timed& reading = found[k - 1];
        const bool is_disturbed = backward.push(reading.field, reading.rate, elapsed);
        reading.is_disturbed = reading.is_disturbed && is_disturbed;
        elapsed = reading.elapsed;
    }
}

}  // namespace

void MagneticHeading::push(const ImuSample& sample, const Eigen::Quaterniond& attitude) {
    const auto field = read_field(sample, attitude);
    if (!field) return;
    const double elapsed = last_time_ ? step(*last_time_, sample.time) : 0.0;
    last_time_ = sample.time;
    const bool is_disturbed = watch_.push(*field, sample.angular_rate.si().norm(), elapsed);
    filter_.push(field->north, is_disturbed, elapsed);
}

Eigen::Quaterniond MagneticHeading::corrected(const Eigen::Quaterniond& attitude) const {
    return last_time_ ? turned_about_vertical(filter_.angle(), attitude) : attitude;
}

void add_magnetic_heading(std::span<const ImuSample> samples, std::span<OrientedSample> oriented,
                          const MagneticParams& params) {
    std::vector<Timed> found = readings(samples, oriented);
    if (found.empty()) return;
    find_disturbed(found, params);
    HeadingFilter forward(params);
    for (Timed& reading : found) {
        forward.push(reading.field.north, reading.is_disturbed, reading.elapsed);
        reading.field.north = forward.angle();
    }
    HeadingFilter backward(params);
    backward.start(forward.angle());
    double elapsed = 0.0;
    std::size_t k = found.size();
    for (std::size_t i = samples.size(); i > 0; --i) {
        if (k > 0 && found[k - 1].sample == i - 1) {
            const Timed& reading = found[--k];
            backward.push(reading.field.north, reading.is_disturbed, elapsed);
            elapsed = reading.elapsed;
        }
        for (auto* attitude : {&oriented[i - 1].earth_from_sensor, &oriented[i - 1].earth_from_reading}) {
            *attitude =
                Rotation<Earth, Sensor>::of(turned_about_vertical(backward.angle(), attitude->quaternion()));
        }
    }
}

}  // namespace sacrum::dsp
