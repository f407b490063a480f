// Time columns, counters, lost and misplaced rows.
#include "firmware_bridge/import/csv_clock.hpp"

#include <catch2/catch.hpp>

#include "firmware_bridge/import/csv_reader.hpp"
#include "tests/firmware_bridge/import/csv_example.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;

namespace {

using Ticks = std::function<double(std::size_t)>;

// Rows of walking whose time column is what `ticks` makes of the row's number; rows for which it gives a
// negative number are lost.
std::string with_ticks(std::size_t rows, double rate_hz, const std::string& time_name, int decimals,
                       const Ticks& ticks) {
    std::string text = time_name + ",ax,ay,az,gx,gy,gz\n";
    const auto walk = walking(rows, rate_hz);
    for (std::size_t i = 0; i < rows; ++i) {
        const double tick = ticks(i);
        if (tick < 0.0) continue;
        ExampleRow row = walk[i];
        row[0] = tick;
        text += line(row, {.time_decimals = decimals});
    }
    return text;
}

Recording read_or_fail(const std::string& text, const CsvParams& params = {}) {
    auto recording = parse_csv(text, "walk.csv", params);
    if (!recording) FAIL(recording.error().sentence);
    return std::move(*recording);
}

std::string sentence_of(const std::string& text, const CsvParams& params = {}) {
    const auto recording = parse_csv(text, "walk.csv", params);
    REQUIRE_FALSE(recording);
    return recording.error().sentence;
}

bool says(const std::string& sentence, const std::string& part) {
    return sentence.find(part) != std::string::npos;
}

CsvParams at_rate(double hz) {
    CsvParams params;
    params.rate = Frequency::of_si(hz);
    return params;
}

}  // namespace

TEST_CASE("a time column rounded to milliseconds is put on the clock behind it, within its rounding") {
    for (const double hz : {60.0, 285.714, 128.0, 148.148, 52.7, 512.0}) {
        INFO(hz);
        const auto rounded = [&](std::size_t i) { return std::round(1e3 * (0.1 + double(i) / hz)); };
        const Recording recording = read_or_fail(with_ticks(6000, hz, "t_ms", 0, rounded));
        CHECK(recording.rate.si() == Approx(hz).epsilon(2e-6));
        CHECK(recording.quality.missing_samples == 0);
        double from_column = 0.0, from_truth = 0.0;
        for (std::size_t i = 0; i < recording.samples.size(); ++i) {
            const double t = in_seconds(recording.samples[i].time);
            from_column = std::max(from_column, std::abs(t - 1e-3 * rounded(i)));
            from_truth = std::max(from_truth, std::abs(t - (0.1 + double(i) / hz)));
        }
        CHECK(from_column <= 0.5e-3 + 2e-9);
        CHECK(from_truth <
              0.35e-3);  // the column's own error is up to 0.5 ms; a shift of the whole cannot be seen
    }
}

TEST_CASE("a rounded column on a clock that wanders is smoothed within its rounding") {
    const auto wandering = [](std::size_t i) {
        const double t = double(i) / 60.0;
        return t + 0.01 * std::sin(t / 40.0);  // up to 250 ppm
    };
    const auto rounded = [&](std::size_t i) { return std::round(1e3 * wandering(i)); };
    const Recording recording = read_or_fail(with_ticks(12000, 60.0, "t_ms", 0, rounded));
    double worst = 0.0, sum = 0.0;
    for (std::size_t i = 0; i < recording.samples.size(); ++i) {
        const double t = in_seconds(recording.samples[i].time);
        worst = std::max(worst, std::abs(t - 1e-3 * rounded(i)));
        sum += std::pow(t - wandering(i), 2);
    }
    CHECK(worst <= 0.5e-3 + 2e-9);
    CHECK(std::sqrt(sum / 12000.0) < 0.1e-3);  // rounding alone is 0.29 ms
}

TEST_CASE("coarse rounding is no lost sample") {
    const auto rounded = [](std::size_t i) { return std::round(100.0 * double(i) / 60.0) / 100.0; };
    const Recording recording = read_or_fail(with_ticks(3000, 60.0, "t_s", 2, rounded));
    CHECK(recording.quality.missing_samples == 0);
    CHECK(recording.rate.si() == Approx(60.0).epsilon(1e-5));
}

TEST_CASE("lost samples are counted and never bridged") {
    const auto with_losses = [](std::size_t i) {
        return i == 50 || (i >= 200 && i < 265) ? -1.0 : 1e-3 * std::round(1e3 * double(i) / 60.0);
    };
    const Recording recording = read_or_fail(with_ticks(900, 60.0, "t_s", 3, with_losses));
    CHECK(recording.quality.samples == 900 - 66);
    CHECK(recording.quality.missing_samples == 66);
    REQUIRE(recording.quality.gaps.size() == 2);
    CHECK(in_seconds(recording.samples[50].gap_before) == Approx(1.0 / 60.0).margin(1e-3));
    CHECK(in_seconds(recording.quality.gaps[1].end - recording.quality.gaps[1].start) ==
          Approx(66.0 / 60.0).margin(1e-3));
    for (std::size_t i = 0; i < recording.samples.size(); ++i) {
        CHECK((recording.samples[i].gap_before > Duration{}) == (i == 50 || i == 199));
    }
}

TEST_CASE("a repeated and a reversed time are dropped and counted") {
    std::vector<ExampleRow> rows = walking(500, 100.0, 5.0);
    rows.insert(rows.begin() + 100, rows[99]);
    std::swap(rows[300], rows[301]);
    const Recording recording = read_or_fail(csv(rows));
    CHECK(recording.quality.duplicate_samples == 1);
    CHECK(recording.quality.reversed_samples == 1);
    CHECK(recording.quality.missing_samples == 1);  // the place of the one that came too late
    CHECK(recording.quality.samples == 499);
}

TEST_CASE("one wrong time far ahead does not make all that follow run backwards") {
    std::vector<ExampleRow> rows = walking(500, 100.0, 5.0);
    rows[200][0] = 4000.0;
    const Recording recording = read_or_fail(csv(rows));
    CHECK(recording.quality.reversed_samples == 1);
    CHECK(recording.quality.samples == 499);
    CHECK(recording.quality.missing_samples == 1);
}

TEST_CASE("counters of 8, 16 and 32 bits run over without a gap and keep their start") {
    struct Case {
        double span;
        double first;
    };
    for (const Case& c : {Case{256, 250}, Case{65536, 65500}, Case{4294967296, 4294967290}}) {
        INFO(c.span);
        const auto counter = [&](std::size_t i) {
            return i == 77 ? -1.0 : std::fmod(c.first + double(i), c.span);
        };
        const Recording recording =
            read_or_fail(with_ticks(1000, 100.0, "PacketCounter", 0, counter), at_rate(100.0));
        CHECK(recording.quality.samples == 999);
        CHECK(recording.quality.missing_samples == 1);
        CHECK(recording.quality.reversed_samples == 0);
        CHECK(in_seconds(recording.samples.front().time) == Approx(c.first / 100.0));
        CHECK(recording.rate.si() == Approx(100.0));
    }
}

TEST_CASE("a counter that steps by two is one sample per step") {
    const auto counter = [](std::size_t i) { return i == 30 ? -1.0 : 2.0 * double(i); };
    const Recording recording =
        read_or_fail(with_ticks(500, 50.0, "PacketCounter", 0, counter), at_rate(50.0));
    CHECK(recording.quality.missing_samples == 1);
    CHECK(in_seconds(recording.samples.back().time) == Approx(499.0 / 50.0));
}

TEST_CASE("a counter needs a rate, from the person or from the file's preamble") {
    const auto counter = [](std::size_t i) { return double(i); };
    const std::string text = with_ticks(500, 100.0, "PacketCounter", 0, counter);
    CHECK(says(sentence_of(text), "give the sample rate"));
    const Recording recording = read_or_fail("// Update Rate: 100.0Hz\n" + text);
    CHECK(recording.rate.si() == Approx(100.0));
    CHECK(says(recording.assumptions.front(), "Update Rate: 100.0Hz"));
    CHECK(says(sentence_of(with_ticks(500, 100.0, "time", 0, counter)), "may be a packet counter"));
}

TEST_CASE("a microsecond clock of 32 bits runs over without a gap") {
    const auto ticks = [](std::size_t i) {
        return std::fmod(4294900000.0 + std::round(double(i) * 1e6 / 60.0), 4294967296.0);
    };
    const Recording recording = read_or_fail(with_ticks(600, 60.0, "SampleTimeFine", 0, ticks));
    CHECK(recording.quality.samples == 600);
    CHECK(recording.quality.missing_samples == 0);
    CHECK(recording.rate.si() == Approx(60.0).epsilon(1e-5));
    CHECK(in_seconds(recording.samples.front().time) == Approx(4294.9));
}

TEST_CASE("the unit of time follows from the step and is said") {
    for (const double scale : {1.0, 1e3, 1e6, 1e9}) {
        const auto ticks = [&](std::size_t i) { return std::round(scale * 1e4 * double(i) / 200.0) / 1e4; };
        const Recording recording = read_or_fail(with_ticks(500, 200.0, "time", 4, ticks));
        INFO(recording.assumptions.front());
        CHECK(recording.rate.si() == Approx(200.0));
        CHECK(says(recording.assumptions.front(), "column time taken as "));
    }
}

TEST_CASE("a unit of time that the step contradicts is refused") {
    const auto ticks = [](std::size_t i) { return 10.0 * double(i); };
    CHECK(says(sentence_of(with_ticks(500, 100.0, "t_s", 0, ticks)), "0.1 Hz in s but looks like ms"));
    CsvParams params;
    params.time_unit = TimeUnit::ms;
    CHECK(read_or_fail(with_ticks(500, 100.0, "t_s", 0, ticks), params).rate.si() == Approx(100.0));
    params.time_unit = TimeUnit::s;
    CHECK(says(sentence_of(with_ticks(500, 100.0, "time", 0, ticks), params), "leave the declaration out"));
}

TEST_CASE("a declared rate that the time column contradicts is refused, and rows can be counted instead") {
    const std::string text = csv(walking(500, 100.0));
    CHECK(
        says(sentence_of(text, at_rate(200.0)), "runs at 100 Hz, but the sample rate is declared as 200 Hz"));
    CHECK(read_or_fail(text, at_rate(100.0)).rate.si() == Approx(100.0));
    CsvParams counted = at_rate(200.0);
    counted.ignores_time = true;
    const Recording recording = read_or_fail(text, counted);
    CHECK(recording.rate.si() == Approx(200.0));
    CHECK(in_seconds(recording.samples.back().time) == Approx(499.0 / 200.0));
}

TEST_CASE("a time column that is no clock is refused") {
    const auto changing = [](std::size_t i) {
        return i < 500 ? double(i) / 100.0 : 5.0 + double(i - 500) / 40.0;
    };
    CHECK(says(sentence_of(with_ticks(1000, 100.0, "t_s", 3, changing)), "changes between 40 and 100 Hz"));
    // Bluetooth: four samples arrive almost together.
    const auto bunched = [](std::size_t i) { return double(i / 4) * 0.075 + double(i % 4) * 0.0007; };
    CHECK(says(sentence_of(with_ticks(1000, 53.0, "t_s", 4, bunched)),
               "comes in bunches (750 steps of 0.701 ms between 249 longer ones)"));
    const auto arriving = [](std::size_t i) {
        return double(i) / 53.0 + 0.04 * std::fabs(std::sin(double(i * i)));
    };
    CHECK(says(sentence_of(with_ticks(3000, 53.0, "t_s", 4, arriving)), "steps unevenly"));
    const auto coarse = [](std::size_t i) { return std::floor(double(i) / 100.0); };
    CHECK(says(sentence_of(with_ticks(1000, 100.0, "t_s", 0, coarse)), "too coarse"));
    const auto standing = [](std::size_t) { return 3.0; };
    CHECK(says(sentence_of(with_ticks(1000, 100.0, "t_s", 0, standing)), "never increases"));
    std::string dated = "time,ax,ay,az,gx,gy,gz\n";
    for (const ExampleRow& row : walking(300, 100.0)) dated += "12:00:0" + line(row);
    CHECK(says(sentence_of(dated), "holds \"12:00:0"));
}

TEST_CASE("times in the epoch keep their start") {
    const auto ticks = [](std::size_t i) { return 1.7e12 + 5.0 * double(i); };
    const Recording recording = read_or_fail(with_ticks(500, 200.0, "unix_time_ms", 0, ticks));
    CHECK(recording.samples.front().time.time_since_epoch().count() == 1'700'000'000'000'000'000);
    CHECK(recording.rate.si() == Approx(200.0));
}
