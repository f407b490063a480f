#include "sinks/export/frame_grid.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

Recording recording_at(const std::vector<double>& times_s, double rate_hz) {
    Recording recording;
    recording.rate = Frequency::of_si(rate_hz);
    for (const double time_s : times_s) {
        ImuSample sample;
        sample.time = session_time_from_seconds(time_s);
        if (!recording.samples.empty()) {
            const double step_s = in_seconds(sample.time - recording.samples.back().time);
            if (step_s > 1.5 / rate_hz) sample.gap_before = duration_from_seconds(step_s - 1.0 / rate_hz);
        }
        recording.samples.push_back(sample);
    }
    return recording;
}

std::vector<double> evenly(double start_s, double rate_hz, int count) {
    std::vector<double> times;
    for (int i = 0; i < count; ++i) times.push_back(start_s + i / rate_hz);
    return times;
}

std::vector<std::int64_t> frames_of(const FrameGrid& grid, const Recording& recording) {
    std::vector<std::int64_t> frames;
    for (const ImuSample& sample : recording.samples)
        frames.push_back(grid.place(sample.time, frames.empty() ? -1 : frames.back()));
    return frames;
}

}  // namespace

TEST_CASE("the frame rate is the one at which readings come, not the nominal one", "[export]") {
    const auto grid = frame_grid(recording_at(evenly(3.0, 201.0, 2000), 200.0));
    CHECK(grid.rate == Approx(201.0).epsilon(1e-5));
    CHECK(grid.frames == 2000);
    CHECK(grid.start == session_time_from_seconds(3.0));
}

TEST_CASE("lost readings leave empty frames and do not slow the frames", "[export]") {
    auto times = evenly(0.0, 200.0, 400);
    times.erase(times.begin() + 100, times.begin() + 150);
    const auto recording = recording_at(times, 200.0);
    const auto grid = frame_grid(recording);
    CHECK(grid.rate == 200.0F);
    CHECK(grid.frames == 400);
    const auto frames = frames_of(grid, recording);
    CHECK(frames[99] == 99);
    CHECK(frames[100] == 150);
}

TEST_CASE("two readings never share a frame, however unevenly they come", "[export]") {
    auto times = evenly(0.0, 200.0, 300);
    for (std::size_t i = 1; i < times.size(); i += 3) times[i] -= 0.004;
    const auto recording = recording_at(times, 200.0);
    const auto grid = frame_grid(recording);
    const auto frames = frames_of(grid, recording);
    CHECK(std::adjacent_find(frames.begin(), frames.end(), std::greater_equal<>()) == frames.end());
    CHECK(frames.back() + 1 == grid.frames);
    // It does not drift away.
    for (std::size_t i = 0; i < times.size(); ++i)
        CHECK(std::abs(grid.since(frames[i], recording.samples[i].time)) < 1.1 / 200.0);
}

TEST_CASE("a stretch at a slower rate leaves frames empty between its readings", "[export]") {
    auto times = evenly(0.0, 100.0, 200);
    for (const double time : evenly(2.0, 200.0, 400)) times.push_back(time);
    auto recording = recording_at(times, 100.0);
    recording.rate_changes.push_back({.first_sample = 200, .rate = Frequency::of_si(200.0)});
    const auto grid = frame_grid(recording);
    CHECK(grid.rate == 200.0F);
    CHECK(grid.frames == 800);
    const auto frames = frames_of(grid, recording);
    CHECK(frames[1] == 2);
    CHECK(frames[201] == 401);
}

TEST_CASE("a recording without readings has no frames", "[export]") {
    const auto grid = frame_grid(recording_at({}, 104.0));
    CHECK(grid.frames == 0);
    CHECK(grid.rate == 104.0F);
}
