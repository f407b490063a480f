#include "firmware_bridge/protocol/csv_lines.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/firmware_bridge/protocol/decoded.hpp"
#include "tests/support/allocation_counter.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

// A person who walks, 100 Hz; `time_scale` of a second, `force_scale` of 1 g, `rate_scale` of 1 rad/s.
std::string walking_lines(int rows, double time_scale, double force_scale, double rate_scale, int first = 0) {
    std::string text;
    for (int i = first; i < first + rows; ++i) {
        const double phase = 2.0 * M_PI * 1.8 * i / 100.0;
        char line[160];
        std::snprintf(line, sizeof line, "%.6f,%.5f,%.5f,%.5f,%.5f,%.5f,%.5f\n", time_scale * i / 100.0,
                      force_scale * 0.1 * std::cos(phase), force_scale * 0.05 * std::sin(phase / 2.0),
                      force_scale * (1.0 + 0.4 * std::sin(phase)), rate_scale * 0.6 * std::sin(phase / 2.0),
                      rate_scale * 0.5 * std::cos(phase), rate_scale * std::cos(phase / 2.0));
        text += line;
    }
    return text;
}

Heard hear_text(Decoder& decoder, const std::string& text, std::size_t chunk = 64) {
    return hear(decoder, bytes_of(text), chunk);
}

TEST_CASE("a header says columns and units of a line, in any order") {
    const auto decoder = make_csv_line_decoder();
    const Heard heard =
        hear_text(*decoder,
                  "gx (deg/s);gy (deg/s);gz (deg/s);ax (g);ay (g);az (g);time (ms);temperature\n"
                  "90;0;-90;0;0.5;1;1250;21.5\r\n");
    REQUIRE(heard.samples.size() == 1);
    CHECK(heard.samples[0].ticks == 1'250'000'000U);
    CHECK(force_in_g(heard.samples[0]).isApprox(Eigen::Vector3d(0.0, 0.5, 1.0)));
    CHECK(rate_in_deg(heard.samples[0]).isApprox(Eigen::Vector3d(90.0, 0.0, -90.0)));
    CHECK(decoder->clock().tick == std::chrono::nanoseconds(1));
    REQUIRE(heard.descriptions.size() == 1);
    CHECK(heard.descriptions[0].model == "lines of numbers: time in ms, g, deg/s");
}

TEST_CASE("declared units are taken for lines without a header") {
    const auto decoder = make_csv_line_decoder({.time = TimeUnit::us,
                                                .specific_force = SpecificForceUnit::m_per_s2,
                                                .angular_rate = AngularRateUnitName::rad_per_s});
    const Heard heard = hear_text(*decoder, "5000 0 0 9.8 0 0.1 0\n10000 0 0 9.8 +0.5 0 -1e-1\n");
    REQUIRE(heard.samples.size() == 2);
    CHECK(heard.samples[1].ticks == 10'000'000U);
    CHECK(heard.samples[1].angular_rate.si() == Eigen::Vector3d(0.5, 0.0, -0.1));
}

TEST_CASE("units of a walk without a header are found, and no row is lost meanwhile") {
    const auto [time_scale, force_scale, rate_scale, sentence] =
        GENERATE(std::tuple{1.0, kStandardGravity, 1.0, "lines of numbers: time in s, m/s2, rad/s"},
                 std::tuple{1e3, 1.0, 180.0 / M_PI, "lines of numbers: time in ms, g, deg/s"},
                 std::tuple{1e6, 1000.0, 180.0 / M_PI, "lines of numbers: time in us, mg, deg/s"});
    const auto decoder = make_csv_line_decoder();
    const Heard heard = hear_text(*decoder, walking_lines(300, time_scale, force_scale, rate_scale));
    REQUIRE(heard.descriptions.size() == 1);
    CHECK(heard.descriptions[0].model == sentence);
    REQUIRE(heard.samples.size() == 300);
    CHECK(heard.samples[100].ticks == 1'000'000'000U);
    CHECK(force_in_g(heard.samples[100]).z() == Approx(1.0 + 0.4 * std::sin(2.0 * M_PI * 1.8)).margin(1e-4));
}

TEST_CASE("nothing is said while the units are not clear") {
    const auto decoder = make_csv_line_decoder();
    std::string text;
    for (int i = 0; i < 400; ++i) text += std::to_string(10 * i) + ",3.0,0,0,0.01,0,0\n";
    CHECK(hear_text(*decoder, text).samples.empty());
    CHECK(decoder->counts().skipped_bytes > 1000);
}

TEST_CASE("a sensor that lies still with a silent gyroscope waits for a movement") {
    const auto decoder = make_csv_line_decoder();
    std::string text;
    for (int i = 0; i < 100; ++i) text += std::to_string(i / 100.0) + ",0,0,1.0,0.01,0,0\n";
    CHECK(hear_text(*decoder, text).samples.empty());
    const Heard heard = hear_text(*decoder, walking_lines(300, 1.0, 1.0, 180.0 / M_PI, 100));
    CHECK(heard.samples.size() == 400);
}

TEST_CASE("a count of microseconds goes on behind its 32 bits") {
    const auto decoder = make_csv_line_decoder();
    const Heard heard = hear_text(*decoder,
                                  "micros,ax_g,ay_g,az_g,gx_dps,gy_dps,gz_dps\n"
                                  "4294967000,0,0,1,0,0,0\n4704,0,0,1,0,0,0\n");
    REQUIRE(heard.samples.size() == 2);
    CHECK(*heard.samples[1].ticks - *heard.samples[0].ticks == 5'000'000U);
}

TEST_CASE("rows swapped where the count of microseconds wraps are not 71 minutes apart") {
    const auto decoder = make_csv_line_decoder();
    std::string text = "micros,ax_g,ay_g,az_g,gx_dps,gy_dps,gz_dps\n";
    for (const char* time : {"4294960000", "4294965000", "2704", "4294965000", "7704", "12704"})
        text += std::string(time) + ",0,0,1,0,0,0\n";
    const Heard heard = hear_text(*decoder, text);
    REQUIRE(heard.samples.size() == 6);
    const auto since_first = [&](std::size_t i) { return *heard.samples[i].ticks - *heard.samples[0].ticks; };
    CHECK(since_first(2) == 10'000'000U);
    CHECK(since_first(3) == since_first(1));
    CHECK(since_first(4) == 15'000'000U);
    CHECK(since_first(5) == 20'000'000U);
}

TEST_CASE("lines that are no rows are counted, and the next is read") {
    const auto decoder = make_csv_line_decoder();
    const Heard heard = hear_text(*decoder, fmt::format("booting...\n{}", kCsvHeader) +
                                                "1000,0,0,9.8,0,0\n"      // one short
                                                "1000,0,0,9.8,0,0,0,0\n"  // one too many
                                                "1000,0,0,nan,0,0,0\n"    //
                                                "1000,0,0,9000,0,0,0\n"   // no sensor says so
                                                "-5,0,0,9.8,0,0,0\n"      //
                                                "1000,,0,9.8,0,0,0\n\n"   //
                                                "2000,0,0,9.8,0,0,0\n");
    REQUIRE(heard.samples.size() == 1);
    CHECK(heard.samples[0].ticks == 2000U);
    CHECK(decoder->counts().damaged_packets == 7);
}

TEST_CASE("a header without raw acceleration gives no samples") {
    const auto decoder = make_csv_line_decoder();
    CHECK(hear_text(*decoder,
                    "t,FreeAcc_X,FreeAcc_Y,FreeAcc_Z,gx,gy,gz,extra\n"
                    "1,0,0,0.1,0,0,0,0\n")
              .samples.empty());
}

TEST_CASE("every undamaged line among damaged ones is decoded") {
    std::vector<Message> messages;
    for (const DeviceSample& sample : made_up_samples(20000)) {
        const Eigen::Vector3d force = sample.specific_force.si();
        const Eigen::Vector3d rate = sample.angular_rate.si();
        char line[120];
        std::snprintf(line, sizeof line, "%d,%.2f,%.2f,%.2f,%.1f,%.1f,%.1f\n", int(messages.size()),
                      force.x(), force.y(), force.z(), rate.x(), rate.y(), rate.z());
        messages.push_back(bytes_of(line));
    }
    std::size_t undamaged = 0;
    const auto make = [] { return make_csv_line_decoder(); };
    CHECK(lost_of_undamaged(make, bytes_of(kCsvHeader), messages, 0.01, false, undamaged) == 0);
    CHECK(undamaged > 100);
    CHECK(lost_of_undamaged(make, bytes_of(kCsvHeader), messages, 0.0005, false, undamaged) == 0);
    CHECK(undamaged > 12000);
}

TEST_CASE("how lines are cut into arrivals does not matter") {
    const std::string text = "junk\n" + walking_lines(120, 1e3, 1.0, 180.0 / M_PI);
    const auto whole = make_csv_line_decoder();
    const Heard expected = hear_text(*whole, text, 1'000'000);
    CHECK(expected.samples.size() == 120);
    for (const std::size_t chunk : {1U, 7U, 64U}) {
        const auto decoder = make_csv_line_decoder();
        CHECK(are_same_readings(hear_text(*decoder, text, chunk).samples, expected.samples));
    }
}

TEST_CASE("a warm line decoder does not allocate") {
    const auto decoder = make_csv_line_decoder();
    const std::string text = walking_lines(100, 1e3, 1.0, 180.0 / M_PI);
    hear_text(*decoder, text);
    Heard heard;
    heard.keeps = false;
    const Message bytes = bytes_of(text + "###garbage,,,,###\n");
    const sacrum::tests::AllocationCounter allocations;
    for (int i = 0; i < 5; ++i) decoder->push({{}, 0, bytes}, heard);
    CHECK(allocations.count() == 0);
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests
