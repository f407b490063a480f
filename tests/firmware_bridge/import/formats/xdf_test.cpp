#include "firmware_bridge/import/formats/xdf.hpp"

#include <catch2/catch.hpp>

#include "tests/firmware_bridge/import/formats/xdf_file.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;

namespace {

const std::vector<ImuSample>& run_samples() {
    static const std::vector<ImuSample> kSamples(original_run().samples.begin(),
                                                 original_run().samples.end());
    return kSamples;
}

std::string marker_stream() {
    const XdfStreamText markers{
        .id = 9, .name = "markers", .format = "string", .rate = "0", .channels = {{"m", ""}}};
    return xdf_header(markers);
}

}  // namespace

TEST_CASE("an XDF stream of doubles gives the very report of the original") {
    check_same_report(read_or_fail(parse_xdf(xdf_of(run_samples()), "run")));
}

TEST_CASE("an XDF stream of floats gives the report of the original within their precision") {
    check_close_report(read_or_fail(parse_xdf(xdf_of(run_samples(), {.format = "float32"}), "run")), 0.001,
                       0.001);
}

TEST_CASE("samples without a time of their own follow the one before at the stream's rate") {
    const XdfStreamText stream;
    std::string content;
    put<std::uint8_t>(content, 4);
    put<std::uint32_t>(content, 200);
    for (std::size_t i = 0; i < 200; ++i) {
        put<std::uint8_t>(content, i == 0 ? 8 : 0);
        if (i == 0) put<double>(content, 12.5);
        for (Eigen::Index axis = 0; axis < 6; ++axis)
            put<double>(content, axis < 3 ? run_samples()[i].specific_force.si()[axis]
                                          : run_samples()[i].angular_rate.si()[axis - 3]);
    }
    const auto recording = read_or_fail(
        parse_xdf(xdf_start() + xdf_header(stream) + xdf_chunk(3, of_stream(1, content)), "run"));
    CHECK(in_seconds(recording.samples.front().time) == 12.5);
    CHECK(in_seconds(recording.samples.back().time) == Approx(14.49));
}

TEST_CASE("the sensor's stream is found among others, and one of several is asked for") {
    const XdfStreamText foot{.id = 2, .name = "left foot"};
    const XdfStreamText sacrum{.id = 3, .name = "sacrum sensor"};
    const std::string streams = xdf_start() + marker_stream() + xdf_header(foot) + xdf_header(sacrum) +
                                xdf_samples(foot, {run_samples().begin(), run_samples().begin() + 300}) +
                                xdf_samples(sacrum, run_samples());
    const auto recording = read_or_fail(parse_xdf(streams, "run"));
    CHECK(assumes(recording, "stream sacrum sensor taken of left foot, sacrum sensor"));
    check_same_report(recording);
    CHECK(read_or_fail(parse_xdf(streams, "run", {.sensor = "left foot"})).samples.size() == 300);
    says(sentence_of(parse_xdf(streams, "run", {.sensor = "head"})), "no sensor \"head\" among left foot");
}

TEST_CASE("a stream that describes nothing is refused, and read where a person says what is what") {
    const XdfStreamText silent{.rate = "0", .is_described = false};
    const std::string bytes = xdf_of(run_samples(), silent);
    says(sentence_of(parse_xdf(bytes, "run")), "no accelerometer and no gyroscope found among the columns");
    const auto params =
        parse_columns("ax=channel 1,ay=channel 2,az=channel 3,gx=channel 4,gy=channel 5,gz=channel 6");
    REQUIRE(params);
    Recording recording = read_or_fail(parse_xdf(bytes, "run", *params));
    recording.mounting = original_run().mounting;
    check_same_report(recording);
    says(sentence_of(parse_xdf(xdf_start() + marker_stream(), "run")),
         "no stream describes an accelerometer");
    says(sentence_of(parse_xdf(xdf_start(), "run")), "streams: none");
}

TEST_CASE("free acceleration and Euler angles that call themselves accelerometer and gyroscope are refused") {
    std::vector<ImuSample> free(run_samples().begin() + 500, run_samples().end());
    Eigen::Vector3d mean = Eigen::Vector3d::Zero();
    for (const ImuSample& sample : free) mean += sample.specific_force.si() / double(free.size());
    for (ImuSample& sample : free)
        sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(sample.specific_force.si() - mean);
    says(sentence_of(parse_xdf(xdf_of(free), "run")), "gravity was removed");
    std::vector<ImuSample> angles = run_samples();
    for (std::size_t i = 0; i < angles.size(); ++i)
        angles[i].angular_rate =
            Vec3<AngularRateUnit, Sensor>::of_si(0.0, 1.0, std::fmod(0.7 * double(i), 360.0) - 180.0);
    says(sentence_of(parse_xdf(xdf_of(angles), "run")), "they are angles and no angular rates");
}

TEST_CASE("a cut XDF file is read up to the cut and says so") {
    const std::string whole = xdf_of(run_samples());
    const auto recording = read_or_fail(parse_xdf(whole.substr(0, whole.size() / 2), "run"));
    CHECK(recording.quality.ends_in_mid_line);
    CHECK(double(recording.samples.size()) > 0.4 * double(run_samples().size()));
    for (std::size_t length = 0; length < 3000; length += 41) {
        const auto cut = parse_xdf(whole.substr(0, length), "run");
        if (!cut) sentence_of(cut);
    }
}

TEST_CASE("a damaged XDF file is refused with the place of the damage") {
    const std::string good = xdf_start() + xdf_header({});
    says(sentence_of(parse_xdf("XDFX" + good, "run")), "does not begin as an XDF file does");
    says(sentence_of(parse_xdf(good + "\x03"
                                      "abc",
                               "run")),
         "a length of 3 bytes");
    says(sentence_of(parse_xdf(good + xdf_chunk(7, "abcd"), "run")), "a chunk of kind 7");
    says(sentence_of(parse_xdf(good + xdf_chunk(3, of_stream(5, "x")), "run")), "stream 5 has no header");
    says(sentence_of(parse_xdf(good + xdf_header({}), "run")), "stream 1 has two headers");
    says(sentence_of(parse_xdf(xdf_start() + xdf_chunk(2, of_stream(1, "<info><na")), "run")),
         "the header of stream 1 cannot be read");
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<a>";
    says(sentence_of(parse_xdf(xdf_start() + xdf_chunk(2, of_stream(1, deep)), "run")), "cannot be read");
    std::string absurd;
    put<std::uint8_t>(absurd, 8);
    put<std::uint64_t>(absurd, std::uint64_t{1} << 60U);
    says(sentence_of(parse_xdf(good + xdf_chunk(3, of_stream(1, absurd)), "run")),
         "holds something else than its header says");
    std::string endless = good;  // a chunk of 2^62 bytes
    put<std::uint8_t>(endless, 8);
    put<std::uint64_t>(endless, std::uint64_t{1} << 62U);
    says(sentence_of(parse_xdf(endless + "abc", "run")), "only 0 row");
    std::vector<ImuSample> backwards(run_samples().rbegin(), run_samples().rend());
    says(sentence_of(parse_xdf(xdf_of(backwards), "run")), "never increases");
}
