// One synthetic run whose truth is known, as the original of all test files, and what must be the same when
// it comes back from another format.
#pragma once

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>

#include "analysis/analyze.hpp"
#include "firmware_bridge/import/csv_reader.hpp"
#include "samples/simulate.hpp"

namespace sacrum::tests {

constexpr double kDegreesPerRadian = 57.295779513082320877;

// As `sacrum simulate` writes it: 20 s of running at 100 Hz, rounded as in the file.
inline const std::string& run_as_csv() {
    static const std::string kText = [] {
        samples::SensorParams sensor = samples::default_faults();
        sensor.rate = Frequency::of_si(100.0);
        sensor.lost_fraction = 0.002;
        const auto simulation = samples::simulate({.mode = GaitMode::running,
                                                   .speed_mps = 3.0,
                                                   .duration = std::chrono::seconds(20),
                                                   .standing_before = std::chrono::seconds(4),
                                                   .seed = 6},
                                                  sensor);
        REQUIRE(simulation);
        std::string text = "t_s,ax (m/s^2),ay (m/s^2),az (m/s^2),gx (rad/s),gy (rad/s),gz (rad/s)\n";
        for (const ImuSample& sample : simulation->recording.samples) {
            const auto& f = sample.specific_force.si();
            const auto& w = sample.angular_rate.si();
            text += fmt::format("{:.6f},{:.5f},{:.5f},{:.5f},{:.6f},{:.6f},{:.6f}\n", in_seconds(sample.time),
                                f.x(), f.y(), f.z(), w.x(), w.y(), w.z());
        }
        return text;
    }();
    return kText;
}

inline const Recording& original_run() {
    static const Recording kRun = [] {
        auto recording = firmware_bridge::parse_csv(run_as_csv(), "run");
        REQUIRE(recording);
        recording->mounting = *parse_mounting("up=+x,left=+y");
        return std::move(*recording);
    }();
    return kRun;
}

inline Recording read_or_fail(Result<Recording> recording) {
    if (!recording) FAIL(recording.error().sentence);
    return std::move(*recording);
}

inline bool says(const std::string& sentence, const std::string& part) {
    INFO(sentence);
    CHECK(sentence.find(part) != std::string::npos);
    return sentence.find(part) != std::string::npos;
}

// One sentence: the thing, the finding, the remedy.
inline std::string sentence_of(const Result<Recording>& recording) {
    REQUIRE_FALSE(recording);
    const std::string& sentence = recording.error().sentence;
    INFO(sentence);
    CHECK(sentence.find(": ") != std::string::npos);
    CHECK(sentence.find("; ") != std::string::npos);
    CHECK(sentence.find('\n') == std::string::npos);
    return sentence;
}

inline bool assumes(const Recording& recording, const std::string& part) {
    for (const std::string& sentence : recording.assumptions) {
        if (sentence.find(part) != std::string::npos) return true;
    }
    return false;
}

inline Session analyzed(const Recording& recording) { return analysis::analyze(recording, {}); }

// Every measure of every stride is the same to the last bit.
inline void check_same_report(const Recording& imported) {
    static const Session kOriginal = analyzed(original_run());
    const Session session = analyzed(imported);
    REQUIRE(kOriginal.strides.size() > 20);
    REQUIRE(session.strides.size() == kOriginal.strides.size());
    for (std::size_t i = 0; i < session.strides.size(); ++i) {
        INFO("stride " << i);
        REQUIRE(session.strides[i].start == kOriginal.strides[i].start);
        REQUIRE(session.strides[i].side == kOriginal.strides[i].side);
        REQUIRE(session.strides[i].is_valid() == kOriginal.strides[i].is_valid());
        for (const MetricDefinition& metric : metric_catalogue())
            REQUIRE(session.strides[i].metrics[metric.metric] == kOriginal.strides[i].metrics[metric.metric]);
    }
    CHECK(session.report.quality.missing_samples == kOriginal.report.quality.missing_samples);
    CHECK(session.report.quality.gaps.size() == kOriginal.report.quality.gaps.size());
    CHECK(session.report.rate == kOriginal.report.rate);
}

// The same findings from readings that the format rounds.
inline void check_close_report(const Recording& imported, double degrees, double seconds) {
    static const Session kOriginal = analyzed(original_run());
    const Session session = analyzed(imported);
    for (const Side side : kBothSides) {
        const SideSummary& was = kOriginal.report.sides[side];
        const SideSummary& is = session.report.sides[side];
        CHECK(std::abs(double(is.strides_used - was.strides_used)) <= 1.0);
        const auto median = [](const SideSummary& summary, Metric metric) {
            return summary.metrics[std::size_t(metric)]->median;
        };
        REQUIRE(is.metrics[std::size_t(Metric::cpd_peak)].has_value());
        for (const Metric metric : {Metric::cpd_peak, Metric::cpd_excursion, Metric::obliquity_rom})
            CHECK(median(is, metric) == Approx(median(was, metric)).margin(degrees));
        for (const Metric metric : {Metric::contact_time, Metric::stride_time})
            CHECK(median(is, metric) == Approx(median(was, metric)).margin(seconds));
    }
}

// Appends a number as its bytes.
template <class T>
void put(std::string& bytes, T number, bool is_big_endian = false) {
    std::uint64_t raw = 0;
    if constexpr (std::is_same_v<T, float>) {
        raw = std::bit_cast<std::uint32_t>(number);
    } else if constexpr (std::is_same_v<T, double>) {
        raw = std::bit_cast<std::uint64_t>(number);
    } else {
        raw = std::uint64_t(number);
    }
    for (std::size_t i = 0; i < sizeof(T); ++i)
        bytes += char(raw >> (8 * (is_big_endian ? sizeof(T) - 1 - i : i)));
}

}  // namespace sacrum::tests
