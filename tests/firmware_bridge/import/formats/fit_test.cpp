#include "firmware_bridge/import/formats/fit.hpp"

#include <catch2/catch.hpp>

#include "tests/firmware_bridge/import/formats/fit_file.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;

namespace {

std::vector<ImuSample> run_samples() {
    const auto& samples = original_run().samples;
    return {samples.begin(), samples.end()};
}

Recording read(const std::string& bytes) {
    Recording recording = read_or_fail(parse_fit(bytes, "run"));
    recording.mounting = original_run().mounting;
    return recording;
}

}  // namespace

TEST_CASE("calibrated readings of a FIT file give the report of the original, in either byte order") {
    for (const bool is_big_endian : {false, true}) {
        const Recording recording = read(fit_of(run_samples(), {.is_big_endian = is_big_endian}));
        CHECK(recording.samples.size() == run_samples().size());
        CHECK(recording.rate.si() == Approx(100.0));
        CHECK(recording.quality.missing_samples == original_run().quality.missing_samples);
        check_close_report(recording, 0.01, 0.001);
    }
}

TEST_CASE("raw counts of a FIT file are calibrated as its calibration messages say") {
    check_close_report(read(fit_of(run_samples(), {.has_calibrated = false})), 0.1, 0.002);
    says(sentence_of(parse_fit(fit_of(run_samples(), {.has_calibrated = false, .has_calibration = false}),
                               "run.fit")),
         "raw counts without the calibration");
}

TEST_CASE(
    "a gyroscope that is late by more than half an interval leaves accelerometer readings without a pair") {
    CHECK(read(fit_of(run_samples(), {.gyroscope_late_ms = 3.0})).quality.invalid_samples == 0);
    const std::string late = fit_of(run_samples(), {.gyroscope_late_ms = 400.0});
    CHECK(read(late).quality.invalid_samples >= 39);
}

TEST_CASE("a FIT file without raw sensors says what it lacks") {
    const std::string activity = fit_file(fit_definition(0, 20, {{253, 4, 0x86}, {3, 1, 2}}) +
                                          std::string("\x00\x01\x02\x03\x04\x64", 6));
    says(sentence_of(parse_fit(activity, "run.fit")),
         "holds 0 readings of an accelerometer and 0 of a gyroscope in its 1 messages");
    says(sentence_of(parse_fit(fit_of(run_samples(), {.has_gyroscope = false}), "run.fit")),
         "and 0 of a gyroscope");
}

TEST_CASE("a cut FIT file is read up to the cut and says so") {
    const std::string whole = fit_of(run_samples());
    const Recording recording = read(whole.substr(0, whole.size() / 2));
    CHECK(recording.quality.ends_in_mid_line);
    CHECK(double(recording.samples.size()) > 0.45 * double(run_samples().size()));
    for (std::size_t length = 0; length < 2000; length += 23) {
        const auto cut = parse_fit(whole.substr(0, length), "run.fit");
        if (!cut) sentence_of(cut);
    }
}

TEST_CASE("a damaged FIT file is refused in a sentence") {
    const std::string whole = fit_of(run_samples());
    std::string changed = whole;
    changed[5000] = char(changed[5000] ^ 1);
    says(sentence_of(parse_fit(changed, "run.fit")), "its check sum is wrong");
    says(sentence_of(parse_fit(fit_file("\x03"), "run.fit")), "a message without its definition");
    says(sentence_of(parse_fit(fit_file(std::string("\x40\x00\x07\x00\x00\x00", 6)), "run.fit")),
         "a byte order of 7");
    std::string absurd = whole;  // claims 4 GB
    for (std::size_t i = 4; i < 8; ++i) absurd[i] = char(0xFF);
    CHECK(read(absurd).quality.ends_in_mid_line);
    std::vector<ImuSample> backwards = run_samples();
    std::reverse(backwards.begin(), backwards.end());
    for (std::size_t i = 0; i < backwards.size(); ++i) backwards[i].time = run_samples()[i - i % 25].time;
    sentence_of(parse_fit(fit_of(backwards), "run.fit"));  // every message repeats one time
}
