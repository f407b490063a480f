// A clock that jumps, the device's or this machine's, in the middle of a run: session time goes on, what is
// missing is counted, and the strides after it are those of a run without the jump.
#include <algorithm>
#include <catch2/catch.hpp>

#include "analysis/gait_pipeline.hpp"
#include "firmware_bridge/timing/sample_timer.hpp"
#include "tests/samples/device_log.hpp"

using namespace sacrum;
using namespace sacrum::tests;
using firmware_bridge::DeviceSample;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kJump = 2800;  // sample, at 14 s
constexpr double kFoundAgain = 8.0;  // s after the jump at most: a start, and the window behind it
constexpr std::uint64_t kRange = 0x1'0000'0000;  // of ticks and counter
constexpr auto kTicks = [](Duration length) { return std::uint64_t(length / 1us); };

using Samples = std::vector<DeviceSample>;

struct Followed : analysis::SessionListener {
    std::vector<ImuSample> samples;
    std::vector<Stride> strides;
    firmware_bridge::SampleTimer timer;
    std::optional<analysis::GaitPipeline> pipeline;

    explicit Followed(const Samples& device) {
        const auto mounting = parse_mounting("up=+x,left=+y");
        REQUIRE(mounting);
        auto created = analysis::GaitPipeline::create({.rate = 200.0_Hz, .mounting = *mounting});
        REQUIRE(created);
        pipeline.emplace(std::move(*created));
        const auto take = [this](const ImuSample& sample) {
            samples.push_back(sample);
            pipeline->push(sample, *this);
        };
        timer.describe_rate(200.0_Hz, take);
        const firmware_bridge::DeviceClock clock{.tick_bits = 32, .tick = 1us, .count_bits = 32};
        for (DeviceSample sample : device) {
            *sample.ticks &= 0xFFFF'FFFFU;
            *sample.count &= 0xFFFF'FFFFU;
            timer.push(sample, clock, take);
        }
        timer.finish(take);
        pipeline->finish(*this);
    }
    void on_pose(const PelvisPose&) override {}
    void on_event(const GaitEvent&) override {}
    void on_stride(const Stride& stride) override { strides.push_back(stride); }
    void on_turn(const Turn&) override {}
};

struct Jump {
    const char* name;
    void (*from_jump)(DeviceSample&) = nullptr;  // to each sample from there on
    void (*apply)(Samples&) = nullptr;           // to all
    std::int64_t missing = 0;
    std::int64_t margin = 0;  // of missing: a packet and its jitter, where only the arrival tells the time
    std::int64_t restarts = 0;
    std::int64_t duplicates = 0;
    Duration length{};         // that session time is longer by
    bool places_marks = true;  // after it, what a person does has the right session time

    [[nodiscard]] Samples on(Samples samples) const {
        if (from_jump != nullptr) std::for_each(samples.begin() + kJump, samples.end(), from_jump);
        if (apply != nullptr) apply(samples);
        return samples;
    }
};

void lose(Samples& samples, std::ptrdiff_t count) {
    samples.erase(samples.begin() + kJump, samples.begin() + kJump + count);
}

void restart_after_two_seconds(Samples& samples) {
    lose(samples, 400);
    const DeviceSample first = samples[kJump];
    std::for_each(samples.begin() + kJump, samples.end(), [&](DeviceSample& sample) {
        *sample.ticks -= *first.ticks;
        *sample.count -= *first.count;
    });
}

void repeat_a_second(Samples& samples) {
    Samples all;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        all.push_back(samples[i]);
        if (i >= kJump && i < kJump + 200) all.push_back(samples[i]);
    }
    samples = all;
}

void pair_ticks_for_a_second(Samples& samples) {
    for (std::size_t i = kJump; i < kJump + 200; i += 2) samples[i + 1].ticks = samples[i].ticks;
}

void wrap_ticks(Samples& samples) {
    const std::uint64_t shift = kRange - *samples[kJump].ticks;
    for (DeviceSample& sample : samples) *sample.ticks += shift;
}

void wrap_counter(Samples& samples) {
    const std::uint64_t shift = kRange - *samples[kJump].count;
    for (DeviceSample& sample : samples) *sample.count += shift;
}

constexpr Jump kJumps[] = {
    // As if the link were ten seconds slower from here on, which a link can be.
    {.name = "this machine's clock 10 s ahead",
     .from_jump = [](DeviceSample& sample) { sample.arrival += 10s; },
     .places_marks = false},
    {.name = "this machine's clock 10 s back",
     .from_jump = [](DeviceSample& sample) { sample.arrival -= 10s; }},
    {.name = "this machine's clock stood still for ten minutes while the device went on",
     .from_jump =
         [](DeviceSample& sample) {
             *sample.ticks += kTicks(600s);
             *sample.count += 120'000;
         },
     .missing = 120'000,
     .length = 600s},
    {.name = "the device's ticks wrap", .apply = wrap_ticks},
    {.name = "the device's counter wraps", .apply = wrap_counter},
    {.name = "the device restarts",
     .apply = restart_after_two_seconds,
     .missing = 400,
     .margin = 12,
     .restarts = 1},
    {.name = "the device's clock 3 s ahead",
     .from_jump = [](DeviceSample& sample) { *sample.ticks += kTicks(3s); },
     .margin = 12,
     .restarts = 1},
    {.name = "the device's clock 3 s back",
     .from_jump = [](DeviceSample& sample) { *sample.ticks -= kTicks(3s); },
     .margin = 12,
     .restarts = 1},
    {.name = "every sample of a second twice", .apply = repeat_a_second, .duplicates = 200},
    {.name = "two samples with the same ticks, for a second", .apply = pair_ticks_for_a_second},
    {.name = "half a second lost", .apply = [](Samples& samples) { lose(samples, 100); }, .missing = 100},
};

// Those of the calm run that begin long enough after the jump are in the other as well, `shift` later.
void check_strides(const Followed& calm, const Followed& followed, Duration shift) {
    const auto peak = [](const Stride& of) { return of.metrics[Metric::cpd_peak].value_or(-99.0); };
    const double first_s = in_seconds(calm.samples[kJump].time) + kFoundAgain;
    int compared = 0;
    for (const Stride& stride : calm.strides) {
        if (!stride.is_valid() || in_seconds(stride.start) < first_s) continue;
        INFO("stride at " << in_seconds(stride.start) << " s");
        const auto same =
            std::find_if(followed.strides.begin(), followed.strides.end(), [&](const Stride& other) {
                return std::abs(in_seconds(other.start - shift - stride.start)) < 0.002;
            });
        REQUIRE(same != followed.strides.end());
        CHECK(same->is_valid());
        CHECK(same->side == stride.side);
        CHECK(std::abs(in_seconds(same->end - shift - stride.end)) < 0.002);
        CHECK(peak(*same) == Approx(peak(stride)).margin(0.5));  // level is found anew after a gap
        ++compared;
    }
    CHECK(compared > 20);
}

}  // namespace

TEST_CASE("a clock that jumps costs what is missing, and the strides after it are as without the jump") {
    const Samples sent = log_of(short_run(36)).heard.samples;
    const Followed calm(sent);
    REQUIRE(calm.samples.size() == sent.size());
    for (const Jump& jump : kJumps) {
        INFO(jump.name);
        const Samples changed = jump.on(sent);
        const Followed followed(changed);
        for (std::size_t i = 1; i < followed.samples.size(); ++i)
            REQUIRE(followed.samples[i].time > followed.samples[i - 1].time);
        const RecordingQuality& quality = followed.timer.quality();
        CHECK(followed.timer.restarts() == jump.restarts);
        CHECK(std::abs(quality.missing_samples - jump.missing) <= jump.margin);
        CHECK(quality.duplicate_samples == jump.duplicates);
        CHECK(quality.reversed_samples == 0);

        const auto mark = followed.timer.session_time_of(changed.back().arrival);
        REQUIRE(mark);
        const double off = std::abs(in_seconds(*mark - followed.samples.back().time));
        if (jump.places_marks) CHECK(off < 0.06);  // a packet, and what it was late by

        // Where the same sample lies in both.
        const Duration shift = followed.samples.back().time - calm.samples.back().time;
        CHECK(in_seconds(shift) == Approx(in_seconds(jump.length)).margin(double(jump.margin) * 0.005));
        check_strides(calm, followed, shift);
    }
}
