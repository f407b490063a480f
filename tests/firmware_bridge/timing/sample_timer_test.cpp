#include "firmware_bridge/timing/sample_timer.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "tests/support/allocation_counter.hpp"

namespace sacrum::firmware_bridge {
namespace {

using namespace std::chrono_literals;

constexpr DeviceClock kClock{.tick_bits = 32, .tick = 1us, .count_bits = 16};
constexpr DeviceClock kTicksAlone{.tick_bits = 32, .tick = 1us};
constexpr DeviceClock kCountAlone{.count_bits = 16};
constexpr DeviceClock kNothing{};

// Sample `i` of a 200 Hz device that began at `start` ticks, `delay` on its way.
DeviceSample sample_at(std::int64_t i, Duration delay = 3ms, std::uint64_t start = 0) {
    return {.arrival = i * 5ms + delay,
            .ticks = (start + std::uint64_t(i) * 5000U) & 0xFFFF'FFFFU,
            .count = std::uint64_t(i) & 0xFFFFU,
            .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(double(i), 0.0, 9.8)};
}

// What came out, with the number of the sample in the specific force.
struct Heard {
    SampleTimer timer;
    DeviceClock clock = kClock;
    std::vector<ImuSample> samples;

    explicit Heard(DeviceClock with = kClock, std::optional<Frequency> described = 200.0_Hz) : clock(with) {
        if (described) timer.describe_rate(*described, emit());
    }
    auto collect() {
        return [this](const ImuSample& sample) { samples.push_back(sample); };
    }
    struct Sink {
        std::vector<ImuSample>* samples;
        void operator()(const ImuSample& sample) const { samples->push_back(sample); }
    };
    Sink sink{&samples};
    Emit<ImuSample> emit() { return Emit<ImuSample>(sink); }
    Heard(const Heard&) = delete;
    Heard& operator=(const Heard&) = delete;
    ~Heard() = default;

    void push(const DeviceSample& sample) { timer.push(sample, clock, emit()); }
    void push_range(std::int64_t from, std::int64_t to, Duration delay = 3ms, std::uint64_t start = 0) {
        for (std::int64_t i = from; i < to; ++i) push(sample_at(i, delay, start));
    }
    [[nodiscard]] std::int64_t number(std::size_t i) const {
        return std::int64_t(samples[i].specific_force.si().x());
    }
    void check_order() const {
        for (std::size_t i = 1; i < samples.size(); ++i) REQUIRE(samples[i].time > samples[i - 1].time);
    }
};

TEST_CASE("the device's clock makes the time, so that the host's bunching does not show") {
    Heard heard;
    for (std::int64_t i = 0; i < 1000; ++i) {
        DeviceSample sample = sample_at(i);
        sample.arrival = (i / 40 + 1) * 200ms;  // forty at once
        heard.push(sample);
    }
    REQUIRE(heard.samples.size() == 1000);
    CHECK(heard.samples[0].time == SessionTime(200ms));
    for (std::size_t i = 1; i < 1000; ++i) REQUIRE(heard.samples[i].time - heard.samples[i - 1].time == 5ms);
    CHECK(heard.timer.quality().gaps.empty());
}

TEST_CASE("ticks and counter wrap without a trace") {
    Heard heard;
    const std::uint64_t start = 0xFFFF'FFFFU - 100'000U;
    heard.push_range(65'500, 65'600, 3ms, start - 65'500U * 5000U);
    REQUIRE(heard.samples.size() == 100);
    for (std::size_t i = 1; i < 100; ++i) REQUIRE(heard.samples[i].time - heard.samples[i - 1].time == 5ms);
    CHECK(heard.timer.quality().missing_samples == 0);
    CHECK(heard.timer.restarts() == 0);
}

TEST_CASE("a pause of the link longer than half the range of the ticks is measured right") {
    Heard heard;
    heard.push_range(0, 100);
    heard.timer.lose_link(heard.emit());
    const std::int64_t after = 50 * 60 * 200;  // fifty minutes; the ticks wrap after 71
    heard.push_range(after, after + 20);
    CHECK(heard.samples.back().time - heard.samples.front().time == (after + 19) * 5ms);
    CHECK(heard.timer.restarts() == 0);
}

TEST_CASE("swapped datagrams are put in order, and nothing waits when nothing is missing") {
    Heard heard;
    heard.push_range(0, 11);
    CHECK(heard.samples.size() == 11);
    for (std::int64_t i = 22; i < 33; ++i) heard.push(sample_at(i, 10ms));
    CHECK(heard.samples.size() == 11);
    for (std::int64_t i = 11; i < 22; ++i) heard.push(sample_at(i, 70ms));
    REQUIRE(heard.samples.size() == 33);
    for (std::size_t i = 0; i < 33; ++i) CHECK(heard.number(i) == std::int64_t(i));
    CHECK(heard.timer.quality().missing_samples == 0);
    CHECK(heard.timer.quality().reversed_samples == 0);
    heard.check_order();
}

TEST_CASE("a loss is announced with its length once it can no longer be filled") {
    Heard heard;
    heard.push_range(0, 100);
    std::int64_t i = 110;
    for (; heard.samples.size() == 100; ++i) heard.push(sample_at(i));
    CHECK(i <= 110 + 14);  // 60 ms of samples and the one that shows it
    REQUIRE(heard.number(100) == 110);
    CHECK(heard.samples[100].gap_before == 50ms);
    REQUIRE(heard.timer.quality().gaps.size() == 1);
    CHECK(heard.timer.quality().gaps[0].start == heard.samples[99].time);
    CHECK(heard.timer.quality().gaps[0].end == heard.samples[100].time);
    CHECK(heard.timer.quality().missing_samples == 10);
    heard.push(sample_at(105, 200ms));
    CHECK(heard.timer.quality().reversed_samples == 1);
}

TEST_CASE("a duplicate is dropped and counted, waiting or given") {
    Heard heard;
    heard.push_range(0, 10);
    heard.push(sample_at(9, 5ms));
    heard.push(sample_at(5, 30ms));
    heard.push(sample_at(11));
    heard.push(sample_at(11));
    heard.push(sample_at(10, 12ms));
    CHECK(heard.samples.size() == 12);
    CHECK(heard.timer.quality().duplicate_samples == 3);
    CHECK(heard.timer.quality().reversed_samples == 0);
}

TEST_CASE("ticks alone show order, duplicates and losses, too") {
    Heard heard(kTicksAlone);
    heard.push_range(0, 100);
    heard.push(sample_at(99, 5ms));
    heard.push(sample_at(101));
    heard.push(sample_at(100, 9ms));
    heard.push_range(110, 130);
    CHECK(heard.samples.size() == 122);
    CHECK(heard.timer.quality().duplicate_samples == 1);
    CHECK(heard.timer.quality().missing_samples == 8);
    heard.check_order();
}

TEST_CASE("a restarted device goes on in session time with the pause as a gap") {
    Heard heard;
    heard.push_range(0, 4000, 3ms, 1'000'000);
    heard.timer.lose_link(heard.emit());
    // Two seconds later by arrival; ticks and counter begin anew.
    for (std::int64_t i = 0; i < 400; ++i) {
        DeviceSample sample = sample_at(i);
        sample.arrival += 22s;
        heard.push(sample);
    }
    REQUIRE(heard.samples.size() == 4400);
    CHECK(heard.timer.restarts() == 1);
    CHECK(in_seconds(heard.samples[4000].gap_before) == Approx(2.0).margin(0.002));
    CHECK(heard.timer.quality().gaps.size() == 1);
    CHECK(heard.timer.quality().missing_samples == 400);
    heard.check_order();
}

TEST_CASE("a restart within the first half second of a device is noticed as well") {
    Heard heard;
    heard.push_range(0, 60);
    for (std::int64_t i = 0; i < 200; ++i) {
        DeviceSample sample = sample_at(i);
        sample.arrival += 300ms;
        heard.push(sample);
    }
    CHECK(heard.timer.restarts() == 1);
    CHECK(heard.samples.size() >= 60 + 200 - 41);
    heard.check_order();
}

TEST_CASE("a packet that is much too late is no restart") {
    Heard heard;
    heard.push_range(0, 200);
    for (std::int64_t i = 120; i < 131; ++i) heard.push(sample_at(i, 400ms));
    heard.push_range(200, 400);
    CHECK(heard.timer.restarts() == 0);
    CHECK(heard.samples.size() == 400);
}

TEST_CASE("a backlog that comes at once is no restart") {
    Heard heard;
    for (std::int64_t i = 0; i < 2000; ++i) {
        DeviceSample sample = sample_at(i);
        sample.arrival = std::max<Duration>(sample.arrival, 8s);
        heard.push(sample);
    }
    CHECK(heard.timer.restarts() == 0);
    CHECK(heard.samples.size() == 2000);
}

TEST_CASE("a loss within a backlog is no restart, however long it is") {
    Heard heard;
    heard.push_range(0, 1000);
    // From 5 s on everything comes at 7 s, and 0.75 s of it are lost.
    for (std::int64_t i = 1000; i < 1400; ++i) {
        if (i >= 1100 && i < 1250) continue;
        DeviceSample sample = sample_at(i);
        sample.arrival = 7s;
        heard.push(sample);
    }
    heard.push_range(1400, 2000);
    CHECK(heard.timer.restarts() == 0);
    CHECK(heard.timer.quality().missing_samples == 150);
    CHECK(heard.samples.back().time - heard.samples.front().time == 1999 * 5ms);
    heard.check_order();
}

TEST_CASE("without a description the rate is found in a second, known before the first sample") {
    Heard heard(kClock, std::nullopt);
    for (std::int64_t i = 0; heard.samples.empty(); ++i) {
        REQUIRE(i < 202);
        CHECK_FALSE(heard.timer.rate());
        if (i != 50) heard.push(sample_at(i));
    }
    REQUIRE(heard.timer.rate());
    CHECK(heard.timer.rate()->si() == Approx(200.0).epsilon(1e-9));
    CHECK(heard.samples.size() == 200);
    CHECK(heard.timer.quality().missing_samples == 1);
}

TEST_CASE("a described rate near to the ticks is taken as it stands") {
    Heard heard(kClock, 200.0_Hz);
    CHECK(heard.timer.rate() == 200.0_Hz);
    for (std::int64_t i = 0; i < 2000; ++i) {
        DeviceSample sample = sample_at(i);
        sample.ticks = std::uint64_t(double(i) * 5020.0);  // 0.4 % slow
        heard.push(sample);
    }
    CHECK(heard.timer.rate() == 200.0_Hz);
    CHECK(heard.timer.quality().gaps.empty());
}

TEST_CASE("a changed rate is noticed within 32 samples and is no loss where a counter says so") {
    Heard heard;
    heard.push_range(0, 400);
    for (std::int64_t i = 0; i < 40; ++i) {
        DeviceSample sample = sample_at(399);
        sample.arrival += (i + 1) * 10ms;
        *sample.ticks += std::uint64_t(i + 1) * 10'000U;
        *sample.count += std::uint64_t(i + 1);
        heard.push(sample);
    }
    REQUIRE(heard.timer.rate());
    CHECK(heard.timer.rate()->si() == Approx(100.0));
    CHECK(heard.samples.size() == 440);
    CHECK(heard.timer.quality().gaps.empty());
}

TEST_CASE("a device without a clock gets even times from uneven arrivals") {
    for (const DeviceClock& clock : {kCountAlone, kNothing}) {
        std::mt19937 random(3);  // NOLINT(cert-msc51-cpp): the same arrivals each time
        std::exponential_distribution<double> delay(1.0 / 6e-3);
        Heard heard(clock, 200.0_Hz);
        double last = 0.0;
        for (std::int64_t i = 0; i < 12'000; ++i) {
            DeviceSample sample = sample_at(i);
            // The device is 0.8 % slow; a third of a second's samples come at once now and then.
            double arrival = double(i) * 0.005 * 1.008 + delay(random);
            if (i % 1000 < 70) arrival = double(i - i % 1000 + 70) * 0.005 * 1.008;
            last = std::max(last, arrival);
            sample.arrival = duration_from_seconds(last);
            heard.push(sample);
        }
        REQUIRE(heard.samples.size() == 12'000);
        heard.check_order();
        CHECK(heard.timer.quality().gaps.empty());
        double largest = 0.0;
        double farthest = 0.0;
        // The first bunch comes 350 ms late; that is worked off at 2 %.
        for (std::size_t i = 4501; i < heard.samples.size(); ++i) {
            const double step = in_seconds(heard.samples[i].time - heard.samples[i - 1].time);
            largest = std::max(largest, std::abs(step - 0.00504));
            farthest = std::max(farthest, std::abs(in_seconds(heard.samples[i].time) - double(i) * 0.00504));
        }
        CHECK(largest < 0.0001);  // 2 % of a step
        CHECK(farthest < 0.006);  // s, against the truth, with arrivals up to 350 ms late
    }
}

TEST_CASE("samples lost without clock and counter show by staying late") {
    Heard heard(kNothing);
    heard.push_range(0, 2000);
    heard.push_range(2100, 3000);
    const RecordingQuality& quality = heard.timer.quality();
    REQUIRE(quality.gaps.size() == 1);
    CHECK(quality.missing_samples == Approx(100).margin(2));
    CHECK(in_seconds(quality.gaps[0].end) == Approx(12.0).margin(1.6));
    CHECK(in_seconds(heard.samples.back().time) == Approx(15.0).margin(0.02));
}

TEST_CASE("the link lost is a gap at once for a device without clock and counter") {
    Heard heard(kNothing);
    heard.push_range(0, 2000);
    heard.timer.lose_link(heard.emit());
    heard.push_range(2600, 2700);
    REQUIRE(heard.timer.quality().gaps.size() == 1);
    CHECK(in_seconds(heard.samples[2000].gap_before) == Approx(3.0).margin(0.02));
}

TEST_CASE("after a lost link nothing waits for what may fill the hole") {
    Heard heard;
    heard.push_range(0, 100);
    heard.push(sample_at(105));
    CHECK(heard.samples.size() == 100);
    heard.timer.lose_link(heard.emit());
    CHECK(heard.samples.size() == 101);
    heard.push(sample_at(300));
    REQUIRE(heard.samples.size() == 102);
    CHECK(heard.samples[101].gap_before == 194 * 5ms);
}

TEST_CASE("a device whose clock stood still while the link was lost is placed by arrival") {
    Heard heard;
    heard.push_range(0, 2000);
    heard.timer.lose_link(heard.emit());
    for (std::int64_t i = 2000; i < 2100; ++i) {
        DeviceSample sample = sample_at(i);
        sample.arrival += 60s;
        heard.push(sample);
    }
    CHECK(in_seconds(heard.samples[2000].gap_before) == Approx(60.0).margin(0.01));
    CHECK(heard.timer.restarts() == 1);
}

TEST_CASE("a reading that is no number is dropped and leaves a gap") {
    Heard heard;
    heard.push_range(0, 50);
    DeviceSample broken = sample_at(50);
    broken.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(std::nan(""), 0.0, 0.0);
    heard.push(broken);
    heard.push_range(51, 80);
    CHECK(heard.timer.quality().invalid_samples == 1);
    CHECK(heard.timer.quality().gaps.size() == 1);
}

TEST_CASE("a mark's arrival time becomes session time on the device's clock") {
    Heard heard;
    for (std::int64_t i = 0; i < 12'000; ++i) {
        DeviceSample sample = sample_at(i);
        sample.arrival = duration_from_seconds(double(i) * 0.005 * (1.0 - 100e-6) + 0.003);
        heard.push(sample);
    }
    REQUIRE(heard.timer.drift());
    CHECK(heard.timer.drift()->ppm == Approx(-100.0).margin(2.0));
    const auto time = heard.timer.session_time_of(duration_from_seconds(59.0 * (1.0 - 100e-6) + 0.003));
    REQUIRE(time);
    CHECK(in_seconds(*time) == Approx(59.003).margin(0.0005));
}

TEST_CASE("timing allocates nothing once warm") {
    if (!sacrum::tests::AllocationCounter::kCanCount) return;
    for (const DeviceClock& clock : {kClock, kTicksAlone, kCountAlone, kNothing}) {
        SampleTimer timer;
        std::int64_t heard = 0;
        const auto emit = [&](const ImuSample&) { ++heard; };
        std::int64_t i = 0;
        for (; i < 2000; ++i) timer.push(sample_at(i), clock, emit);
        const sacrum::tests::AllocationCounter allocations;
        for (; i < 20'000; ++i)
            if (i % 500 != 0) timer.push(sample_at(i), clock, emit);
        CHECK(allocations.count() == 0);
        CHECK(heard > 19'000);
    }
}

}  // namespace
}  // namespace sacrum::firmware_bridge
