#include "sinks/export/stride_waveforms.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace sacrum;
using namespace sacrum::sinks;
using namespace std::chrono_literals;

namespace {

constexpr Duration kInterval = 10ms;

// Obliquity rises by a degree a sample.
std::vector<PelvisPose> rising_poses(int count) {
    std::vector<PelvisPose> poses;
    for (int i = 0; i < count; ++i) {
        PelvisPose pose;
        pose.time = SessionTime(i * kInterval);
        pose.obliquity = Angle::of_si(radians_from_degrees(i));
        pose.is_valid = true;
        poses.push_back(pose);
    }
    return poses;
}

std::array<WaveformPoint, kWavePoints> waveform(const std::vector<PelvisPose>& poses, Duration start,
                                                Duration end) {
    Stride stride;
    stride.start = SessionTime(start);
    stride.end = SessionTime(end);
    return waveform_of(stride, 1, poses, kInterval);
}

std::optional<double> obliquity(const WaveformPoint& point) {
    return point.values[std::size_t(WaveSignal::obliquity)];
}

}  // namespace

TEST_CASE("a waveform lies on the line between samples from the first contact to the next") {
    const auto points = waveform(rising_poses(100), 105ms, 605ms);
    for (int percent = 0; percent <= 100; ++percent) {
        REQUIRE(obliquity(points[std::size_t(percent)]));
        CHECK(*obliquity(points[std::size_t(percent)]) == Approx(10.5 + 0.5 * percent));
    }
    CHECK_FALSE(points[50].values[std::size_t(WaveSignal::tilt)]);
}

TEST_CASE("a waveform is empty where samples are missing or not settled, and only there") {
    auto poses = rising_poses(100);
    poses[40].is_valid = false;
    poses.erase(poses.begin() + 20, poses.begin() + 23);  // 19 to 23: more than two intervals
    const auto points = waveform(poses, 100ms, 600ms);
    for (int percent = 0; percent <= 100; ++percent) {
        const double sample = 10.0 + 0.5 * percent;
        const bool is_hidden = (sample > 19.0 && sample < 23.0) || (sample > 39.0 && sample < 41.0);
        INFO(sample);
        CHECK(obliquity(points[std::size_t(percent)]).has_value() != is_hidden);
    }
}

TEST_CASE("a stride that begins before the first sample or ends after the last has no value there") {
    const auto points = waveform(rising_poses(50), -100ms, 900ms);
    CHECK_FALSE(obliquity(points[0]));
    CHECK(obliquity(points[10]));
    CHECK_FALSE(obliquity(points[100]));
    CHECK_FALSE(obliquity(waveform({}, 0ms, 100ms)[0]));
}
