#include "firmware_bridge/import/formats/c3d.hpp"

#include <catch2/catch.hpp>

#include "firmware_bridge/import/read_file.hpp"
#include "tests/firmware_bridge/import/formats/c3d_example.hpp"
#include "tests/firmware_bridge/recording/recorded_example.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// The original on a grid of frames at its rate; a frame without a reading holds none.
struct Grid {
    std::vector<std::optional<ImuSample>> frames;
    Grid() {
        const auto& samples = original_run().samples;
        for (const ImuSample& sample : samples) {
            const double place = in_seconds(sample.time - samples.front().time) * 100.0;
            frames.resize(std::size_t(std::lround(place)) + 1);
            frames.back() = sample;
        }
    }
    template <class Read>
    std::vector<double> readings(Read read) const {
        std::vector<double> all;
        for (const auto& frame : frames) all.push_back(frame ? read(*frame) : kNone);
        return all;
    }
};

const Grid& grid() {
    static const Grid kGrid;
    return kGrid;
}

// "{}" of the label is the axis.
void add_axes(std::vector<C3dChannel>& channels, const std::string& label, const std::string& unit,
              double scale, bool is_rate) {
    for (int axis = 0; axis < 3; ++axis) {
        const auto read = [&](const ImuSample& sample) {
            return scale * (is_rate ? sample.angular_rate.si()[axis] : sample.specific_force.si()[axis]);
        };
        channels.push_back({fmt::format(fmt::runtime(label), "XYZ"[axis]), unit, grid().readings(read)});
    }
}

C3dExample example(std::vector<C3dChannel> channels) {
    C3dExample how;
    how.frames = grid().frames.size();
    how.analog_per_frame = 1;
    how.channels = std::move(channels);
    return how;
}

C3dExample ours() {
    std::vector<C3dChannel> channels;
    add_axes(channels, "Acc_{}", "m/s2", 1.0, false);
    add_axes(channels, "Gyr_{}", "rad/s", 1.0, true);
    C3dExample how = example(std::move(channels));
    how.own = {fmt::format("{:.9f}", in_seconds(original_run().samples.front().time)), "up=+x,left=+y"};
    return how;
}

}  // namespace

TEST_CASE("a C3D file gives the report of the original, to what a float holds") {
    for (const bool is_big_endian : {false, true}) {
        C3dExample how = ours();
        how.is_big_endian = is_big_endian;
        const Recording recording = read_or_fail(parse_c3d(c3d_of(how), "run"));
        REQUIRE(recording.samples.size() == original_run().samples.size());
        CHECK(recording.quality.missing_samples == original_run().quality.missing_samples);
        CHECK(recording.quality.invalid_samples == 0);
        CHECK(recording.mounting->text == "up=+x,left=+y");
        for (std::size_t i = 0; i < recording.samples.size(); ++i) {
            const Duration off = recording.samples[i].time - original_run().samples[i].time;
            REQUIRE(std::abs(in_seconds(off)) < 1e-5);
        }
        check_close_report(recording, 0.001, 1e-4);
    }
}

TEST_CASE("the sensor on the sacrum is found among others and markers, in g and deg/s") {
    std::vector<C3dChannel> channels;
    for (const char* place : {"Shank", "Sacrum", "Foot"}) {
        add_axes(channels, std::string(place) + ".ACC{}1", "g", 1.0 / kStandardGravity, false);
        add_axes(channels, std::string(place) + ".GYRO{}1", "deg/s", kDegreesPerRadian, true);
    }
    C3dExample how = example(std::move(channels));
    how.obliquity_deg = std::vector<double>(how.frames, 1.0);
    how.vertical_n = std::vector<double>(how.frames, 0.0);
    Recording recording = read_or_fail(parse_c3d(c3d_of(how), "lab"));
    CHECK(assumes(recording, "sensor sacrum1 taken of"));
    recording.mounting = original_run().mounting;
    check_close_report(recording, 0.002, 1e-3);
    CsvParams params;
    params.sensor = "foot1";
    CHECK(assumes(read_or_fail(parse_c3d(c3d_of(how), "lab", params)), "sensor foot1 taken of"));
}

TEST_CASE("a C3D file without an inertial sensor is refused with what it lists") {
    C3dExample how{.frames = 20, .obliquity_deg = std::vector<double>(20, 1.0)};
    CHECK(sentence_of(parse_c3d(c3d_of(how), "walk.c3d")) ==
          "walk.c3d: no accelerometer channels found (POINT and ANALOG list 2 markers, 0 IMU); analyze needs "
          "an accelerometer and a gyroscope");
    std::vector<C3dChannel> channels;
    add_axes(channels, "Acc_{}", "g", 1.0 / kStandardGravity, false);
    says(sentence_of(parse_c3d(c3d_of(example(channels)), "x")),
         "no gyroscope channels found (POINT and ANALOG list 0 markers, 3 IMU channels)");
    add_axes(channels, "Gyr_{}2", "deg/s", kDegreesPerRadian, true);
    says(sentence_of(parse_c3d(c3d_of(example(channels)), "x")), "of one sensor");
    channels.clear();
    add_axes(channels, "FreeAcc_{}", "m/s2", 1.0, false);
    add_axes(channels, "Gyr_{}", "deg/s", kDegreesPerRadian, true);
    says(sentence_of(parse_c3d(c3d_of(example(channels)), "x")), "gravity was removed");
}

TEST_CASE("units of a C3D file that its readings contradict are refused") {
    std::vector<C3dChannel> channels;
    add_axes(channels, "Acc_{}", "g", 1.0, false);
    add_axes(channels, "Gyr_{}", "rad/s", 1.0, true);
    says(sentence_of(parse_c3d(c3d_of(example(channels)), "x")), "which looks like m/s2");
}

TEST_CASE("a C3D recording that was cut, or is of another byte order than it says, is refused") {
    const std::string good = c3d_of(ours());
    says(sentence_of(parse_c3d(good.substr(0, good.size() - 600), "x")), "frames and holds");
    says(sentence_of(parse_c3d(good.substr(0, 400), "x")), "does not begin as a C3D file does");
    says(sentence_of(parse_c3d("", "x")), "does not begin as a C3D file does");
    std::string swapped = good;
    swapped[515] = 86;
    says(sentence_of(parse_c3d(swapped, "x")), "is damaged");
    C3dExample how = ours();
    how.said_frames = 60000;
    says(sentence_of(parse_c3d(c3d_of(how), "x")), "it says 60000 frames");
    how = ours();
    how.rate_hz = 0.0;
    says(sentence_of(parse_c3d(c3d_of(how), "x")), "a frame rate of 0 Hz");
}

TEST_CASE("a recording that our export cut in parts is read as one from its first file") {
    const firmware_bridge::tests::Folder folder;
    const C3dExample whole = ours();
    const double start_s = in_seconds(original_run().samples.front().time);
    const std::array<std::size_t, 4> cuts{0, 700, 1500, whole.frames};
    for (std::size_t part = 0; part < 3; ++part) {
        C3dExample how = whole;
        how.frames = cuts[part + 1] - cuts[part];
        for (C3dChannel& channel : how.channels)
            channel.readings = {channel.readings.begin() + std::ptrdiff_t(cuts[part]),
                                channel.readings.begin() + std::ptrdiff_t(cuts[part + 1])};
        how.own[0] = fmt::format("{:.9f}", start_s + double(cuts[part]) / 100.0);
        firmware_bridge::tests::write_bytes(folder / fmt::format("run_{:03}.c3d", part + 1), c3d_of(how));
    }
    const Recording recording = read_or_fail(read_file(folder / "run_001.c3d"));
    CHECK(assumes(recording, "continued in the next 2 files"));
    check_close_report(recording, 0.001, 1e-4);
    // A file that only has such a name does not continue another.
    C3dExample other = whole;
    other.own[0] = "100.000000000";
    firmware_bridge::tests::write_bytes(folder / "run_002.c3d", c3d_of(other));
    const Recording first = read_or_fail(read_file(folder / "run_001.c3d"));
    CHECK(first.samples.back().time - first.samples.front().time < std::chrono::seconds(8));
    CHECK_FALSE(assumes(first, "continued"));
}
