#include "dsp/spread_corrections.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "dsp/strapdown.hpp"

using namespace sacrum;
using namespace sacrum::dsp;

namespace {

// An attitude whose tilt about x was wrong by 1 deg and was corrected in one step at sample 50.
std::vector<OrientedSample> corrected_in_one_step(double keeps) {
    const double wrong = radians_from_degrees(1.0);
    std::vector<OrientedSample> samples(100);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const bool is_corrected = i >= 50;
        const auto attitude =
            Rotation<Earth, Sensor>::of(rotation_of({is_corrected ? 0.0 : -wrong, 0.0, 0.0}));
        samples[i].earth_from_sensor = samples[i].earth_from_reading = attitude;
        samples[i].corrected.x() = is_corrected ? wrong : 0.0;
        samples[i].keeps = keeps;
    }
    return samples;
}

double tilt_deg(const OrientedSample& sample) {
    const Eigen::Vector3d up = sample.earth_from_sensor.quaternion() * Eigen::Vector3d::UnitZ();
    return degrees_from_radians(std::acos(std::min(1.0, up.z())));
}

}  // namespace

TEST_CASE("an error that was there all along is taken back as if it had been known at once") {
    auto samples = corrected_in_one_step(1.0);
    spread_corrections(samples);
    for (const OrientedSample& sample : samples) CHECK(tilt_deg(sample) < 1e-6);
}

TEST_CASE("what came with later movement is not carried back beyond it") {
    auto samples = corrected_in_one_step(0.9);
    spread_corrections(samples);
    CHECK(tilt_deg(samples[49]) < 0.15);
    CHECK(tilt_deg(samples[0]) > 0.98);
    CHECK(tilt_deg(samples[99]) < 1e-6);
}

TEST_CASE("spreading again over the same samples changes nothing") {
    auto once = corrected_in_one_step(0.95);
    spread_corrections(once);
    auto twice = once;
    spread_corrections(twice);
    for (std::size_t i = 0; i < once.size(); ++i) {
        CHECK(once[i].earth_from_reading.quaternion().angularDistance(
                  twice[i].earth_from_reading.quaternion()) < 1e-9);
    }
}

TEST_CASE("no samples are no fault") { spread_corrections({}); }
