#include "firmware_bridge/import/formats/bids_motion.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "firmware_bridge/import/read_file.hpp"
#include "tests/firmware_bridge/import/formats/run_file.hpp"
#include "tests/firmware_bridge/recording/recorded_example.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;

namespace {

struct Dataset {
    std::string motion;
    std::string channels;
    std::string description = R"({"TaskName": "run", "SamplingFrequency": 100, "Mounting": "up=+x,left=+y"})";
};

std::string channel_rows(const std::string& point, const char* force_unit, const char* rate_unit) {
    std::string rows;
    for (const char axis : {'x', 'y', 'z'})
        rows += fmt::format("{}_acc_{}\t{}\tACCEL\t{}\t{}\n", point, axis, axis, point, force_unit);
    for (const char axis : {'x', 'y', 'z'})
        rows += fmt::format("{}_gyr_{}\t{}\tGYRO\t{}\t{}\n", point, axis, axis, point, rate_unit);
    return rows;
}

// The rows of the original, its times as LATENCY where they are asked for.
Dataset dataset(bool has_latency, int other_sensors = 0) {
    Dataset set;
    set.channels = "name\tcomponent\ttype\ttracked_point\tunits\n";
    if (has_latency) set.channels += "latency\tn/a\tLATENCY\tn/a\ts\n";
    for (int i = 0; i < other_sensors; ++i)
        set.channels += channel_rows("foot" + std::to_string(i), "m/s^2", "rad/s");
    set.channels += channel_rows("sacrum", "m/s^2", "rad/s");
    std::string_view rest = run_as_csv();
    rest.remove_prefix(rest.find('\n') + 1);
    while (!rest.empty()) {
        std::string line(rest.substr(0, rest.find('\n')));
        rest.remove_prefix(line.size() + 1);
        for (char& c : line) c = c == ',' ? '\t' : c;
        const std::size_t time_end = line.find('\t') + 1;
        if (has_latency) set.motion += line.substr(0, time_end);
        for (int i = 0; i < other_sensors; ++i) set.motion += "1\t2\t3\t4\t5\t6\t";
        set.motion += line.substr(time_end) + "\n";
    }
    return set;
}

Result<Recording> read(const Dataset& set, const CsvParams& params = {}) {
    return parse_bids_motion({set.motion, set.channels, set.description}, "run_motion.tsv", params);
}

}  // namespace

TEST_CASE("a BIDS motion recording with latencies gives the very report of the original") {
    check_same_report(read_or_fail(read(dataset(true))));
    check_same_report(read_or_fail(read(dataset(true, 2))));  // the sacrum among three tracked points
}

TEST_CASE("BIDS rows without latencies follow each other at the rate of the description, and it is said") {
    const Recording recording = read_or_fail(read(dataset(false)));
    CHECK(recording.samples.size() == original_run().samples.size());
    CHECK(in_seconds(recording.samples.back().time) == Approx(double(recording.samples.size() - 1) / 100.0));
    CHECK(assumes(recording, "rows taken as following each other at 100 Hz"));
    Dataset effective = dataset(false);
    effective.description = R"({"SamplingFrequency": 100, "SamplingFrequencyEffective": 99.5})";
    CHECK(read_or_fail(read(effective)).rate.si() == Approx(99.5));
}

TEST_CASE("mounting and first moment of our own BIDS export come from the description of its channels") {
    Dataset set = dataset(true);
    set.description = R"({"SamplingFrequency": 100})";
    const auto with = [&](const std::string& channels_description) {
        return read_or_fail(
            parse_bids_motion({set.motion, set.channels, set.description, channels_description}, "x"));
    };
    const Recording plain = with("");
    CHECK_FALSE(plain.mounting);
    const Recording moved =
        with(R"({"session": {"Levels": {"first_reading_s": "12.500000000", "mounting": "up=+x,left=+y"}}})");
    CHECK(moved.mounting->text == "up=+x,left=+y");
    for (std::size_t i = 0; i < plain.samples.size(); ++i)
        REQUIRE(moved.samples[i].time - plain.samples[i].time == std::chrono::milliseconds(12500));
    for (const char* odd : {"[]", "{", R"({"session": []})", R"({"session": {"Levels": 3}})",
                            R"({"session": {"Levels": {"first_reading_s": 3, "mounting": null}}})",
                            R"({"session": {"Levels": {"first_reading_s": "1e300"}}})"})
        CHECK(with(odd).samples.front().time == plain.samples.front().time);
}

TEST_CASE("rows of n/a leave a gap in a BIDS recording") {
    Dataset set = dataset(false);
    std::size_t at = 0;
    for (int i = 0; i < 500; ++i) at = set.motion.find('\n', at) + 1;
    set.motion.insert(at, "n/a\tn/a\tn/a\tn/a\tn/a\tn/a\nn/a\tn/a\tn/a\tn/a\tn/a\tn/a\n");
    const Recording recording = read_or_fail(read(set));
    CHECK(recording.quality.invalid_samples == 2);
    CHECK(recording.quality.gaps.size() == 1);
}

TEST_CASE("a BIDS dataset is recognised from its folder and from its table, whatever else lies there") {
    const firmware_bridge::tests::Folder folder;
    const Dataset set = dataset(true);
    std::filesystem::create_directories(folder / "sub-01/motion");
    const auto write = [&](const std::string& name, const std::string& text) {
        std::ofstream(folder / ("sub-01/motion/" + name), std::ios::binary) << text;
    };
    write("sub-01_task-run_tracksys-imu_motion.tsv", set.motion);
    write("sub-01_task-run_tracksys-imu_motion.json", set.description);
    write("sub-01_task-run_channels.tsv", "name\n");
    says(sentence_of(read_file(folder / "")), "neither BIDS motion");
    std::filesystem::create_directories(folder / "derivatives/sub-01/motion");
    std::ofstream(folder / "derivatives/sub-01/motion/x_motion.tsv") << "1\n";
    std::ofstream(folder / "derivatives/sub-01/motion/x_channels.tsv") << "name\n";
    write("sub-01_task-run_tracksys-imu_channels.tsv", set.channels);
    check_same_report(read_or_fail(read_file(folder / "")));
    check_same_report(
        read_or_fail(read_file(folder / "sub-01/motion/sub-01_task-run_tracksys-imu_motion.tsv")));
    write("sub-01_task-run_run-2_tracksys-imu_motion.tsv", set.motion);
    write("sub-01_task-run_run-2_tracksys-imu_channels.tsv", set.channels);
    says(sentence_of(read_file(folder / "")), "holds several recordings");
}

TEST_CASE("a BIDS recording that does not fit its own description is refused in a sentence") {
    Dataset set = dataset(true);
    set.channels += "extra\tx\tMISC\tn/a\tn/a\n";
    says(sentence_of(read(set)), "has 7 columns, but its channels file lists 8");
    set = dataset(true);
    set.channels = "name\tcomponent\ttype\tunits\n";
    says(sentence_of(read(set)), "no column tracked_point");
    set.channels = "name\tcomponent\ttype\ttracked_point\tunits\nq\tquat_w\tORNT\tpelvis\tn/a\n";
    says(sentence_of(read(set)), "no tracked point has both an accelerometer");
    set = dataset(false);
    set.description = "{}";
    says(sentence_of(read(set)), "says no sampling frequency");
    set.description = "[1";
    says(sentence_of(read(set)), "is no JSON object");
    set = dataset(true);
    set.motion.clear();
    says(sentence_of(read(set)), "has 1 columns, but");
    set = dataset(true, 2);
    std::string& channels = set.channels;
    for (std::size_t at = 0; (at = channels.find("sacrum", at)) != std::string::npos;)
        channels.replace(at, 6, "chest");
    says(sentence_of(read(set)), "holds several sensors (foot0, foot1, chest); name the one on the sacrum");
    check_same_report(read_or_fail(read(set, {.sensor = "chest"})));
}

TEST_CASE("a BIDS recording in other units than its channels file says is refused with the evidence") {
    Dataset set = dataset(true);
    set.channels = "name\tcomponent\ttype\ttracked_point\tunits\nlatency\tn/a\tLATENCY\tn/a\ts\n" +
                   channel_rows("sacrum", "g", "rad/s");
    says(sentence_of(read(set)), "looks like m/s2, but the header says g");
    set.motion = set.motion.substr(0, set.motion.size() / 2) + set.motion;  // time starts again
    set.channels = dataset(true).channels;
    CHECK(read_or_fail(read(set)).quality.reversed_samples > 0);
}
