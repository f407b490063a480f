// Guessed and contradicted units, gravity, angles, clipping.
#include "firmware_bridge/import/csv_units.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

#include "firmware_bridge/import/csv_reader.hpp"
#include "tests/firmware_bridge/import/csv_example.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;

namespace {

constexpr double kDegrees = 180.0 / std::numbers::pi;
constexpr double kGravity = 9.80665;

std::string outcome(const std::string& text, const CsvParams& params = {}) {
    const auto recording = parse_csv(text, "walk.csv", params);
    if (!recording) return recording.error().sentence;
    std::string all;
    for (const std::string& sentence : recording->assumptions) all += sentence + "\n";
    return all;
}

bool says(const std::string& sentence, const std::string& part) {
    INFO(sentence);
    CHECK(sentence.find(part) != std::string::npos);
    return sentence.find(part) != std::string::npos;
}

std::string unlabelled(const std::vector<ExampleRow>& rows, double force_scale, double rate_scale) {
    return csv(rows, {.force_scale = force_scale, .rate_scale = rate_scale});
}

}  // namespace

TEST_CASE("units that nobody names are guessed from gravity and from turning, with the evidence") {
    const auto walk = walking(1000, 100.0);
    says(outcome(unlabelled(walk, 1.0, 1.0)), "columns ax, ay, az taken as m/s2 (they average 9.79)");
    says(outcome(unlabelled(walk, 1 / kGravity, 1.0)), "taken as g (they average 0.998)");
    says(outcome(unlabelled(walk, 1e3 / kGravity, 1.0)), "taken as mg (they average 998)");
    says(outcome(unlabelled(walk, 1.0, 1.0)), "columns gx, gy, gz taken as rad/s");
    says(outcome(unlabelled(walk, 1.0, kDegrees)), "columns gx, gy, gz taken as deg/s");
}

TEST_CASE("units of the gyroscope are right after long standing, where most readings are bias and noise") {
    // Jerky gait, in which gravity's turning does not show, after four times as much standing.
    std::uint32_t state = 1;
    const auto noise = [&state](double size) {
        state = state * 1664525u + 1013904223u;
        return size * (double(state >> 8) / double(1u << 23) - 1.0);
    };
    std::vector<ExampleRow> rows;
    for (int i = 0; i < 5000; ++i) {
        const bool walks = i >= 4000;
        const double force = walks ? 4.0 : 0.02, rate = walks ? 1.5 : 0.01;
        rows.push_back({0.01 * i, 9.81 + noise(force), noise(force), noise(force), noise(rate), noise(rate),
                        noise(rate)});
    }
    says(outcome(unlabelled(rows, 1.0, 1.0)), "columns gx, gy, gz taken as rad/s");
    says(outcome(unlabelled(rows, 1.0, kDegrees)), "columns gx, gy, gz taken as deg/s");
}

TEST_CASE("the same movement in other units gives the same samples") {
    for (const double rate_hz : {50.0, 100.0, 400.0}) {
        const auto walk = walking(std::size_t(rate_hz * 8.0), rate_hz);
        const auto plain = parse_csv(unlabelled(walk, 1.0, 1.0), "plain");
        REQUIRE(plain);
        for (const double force : {1.0, 1 / kGravity, 1e3 / kGravity}) {
            for (const double rate : {1.0, kDegrees}) {
                const auto other = parse_csv(unlabelled(walk, force, rate), "other");
                REQUIRE(other);
                REQUIRE(other->samples.size() == plain->samples.size());
                for (std::size_t i = 0; i < plain->samples.size(); ++i) {
                    REQUIRE((other->samples[i].specific_force.si() - plain->samples[i].specific_force.si())
                                .norm() < 2e-5);
                    REQUIRE(
                        (other->samples[i].angular_rate.si() - plain->samples[i].angular_rate.si()).norm() <
                        2e-6);
                }
            }
        }
    }
}

TEST_CASE("a declared unit that gravity contradicts is refused with the evidence") {
    const auto walk = walking(1000, 100.0);
    CsvParams params;
    params.specific_force_unit = SpecificForceUnit::m_per_s2;
    const std::string sentence = outcome(unlabelled(walk, 1 / kGravity, 1.0), params);
    says(sentence, "walk.csv: columns ax, ay, az average 0.998");
    says(sentence, "which looks like g, but m/s2 is declared; declare g or leave it out");
    says(outcome(csv(walk, {.header = "t_s,ax_g,ay_g,az_g,gx,gy,gz\n"})),
         "looks like m/s2, but the header says g; declare the unit");
    params.specific_force_unit = SpecificForceUnit::g;
    CHECK(parse_csv(unlabelled(walk, 1 / kGravity, 1.0), "walk", params));
}

TEST_CASE("a declared unit of the gyroscope that the movement contradicts is refused with the evidence") {
    const auto walk = walking(1000, 100.0);
    CsvParams params;
    params.angular_rate_unit = AngularRateUnitName::deg_per_s;
    says(outcome(unlabelled(walk, 1.0, 1.0), params), "look like rad/s");
    CHECK(parse_csv(unlabelled(walk, 1.0, kDegrees), "walk", params));
    params.angular_rate_unit = AngularRateUnitName::rad_per_s;
    auto fast = walk;
    for (ExampleRow& row : fast) row[4] = 200.0 * std::sin(row[0] * 7.0);
    says(outcome(csv(fast), params), "too fast for rad/s");
}

TEST_CASE("millidegrees per second are read where they are declared") {
    CsvParams params;
    params.angular_rate_unit = AngularRateUnitName::milli_deg_per_s;
    const auto walk = walking(1000, 100.0);
    const auto recording = parse_csv(unlabelled(walk, 1.0, 1e3 * kDegrees), "walk", params);
    REQUIRE(recording);
    CHECK(recording->samples[10].angular_rate.si()[2] == Approx(walk[10][6]).margin(1e-6));
}

TEST_CASE("acceleration without gravity is refused, whatever its size") {
    for (const double size : {0.05, 1.0, 10.0, 40.0}) {
        INFO(size);
        auto rows = walking(2000, 100.0);
        for (ExampleRow& row : rows) {
            row[1] = size * std::sin(17.0 * row[0]);
            row[2] = size * 0.7 * std::cos(9.0 * row[0]);
            row[3] = size * 0.4 * std::sin(31.0 * row[0] + 1.0);
        }
        const std::string sentence = outcome(csv(rows));
        says(sentence, "walk.csv: columns ax, ay, az average ");
        says(sentence, "gravity");
    }
}

TEST_CASE("raw counts are refused") {
    says(outcome(unlabelled(walking(1000, 100.0), 16384 / kGravity, 1.0)), "neither in m/s2");
}

TEST_CASE("running, which raises the usual length of the specific force, is still known by its gravity") {
    auto rows = walking(2000, 200.0);
    for (ExampleRow& row : rows)
        row[1] = std::max(0.0, kGravity * std::numbers::pi * std::sin(2.0 * std::numbers::pi * 2.8 * row[0]));
    says(outcome(csv(rows)), "taken as m/s2");
    says(outcome(unlabelled(rows, 1 / kGravity, 1.0)), "taken as g");
}

TEST_CASE("a sensor that tumbles is known by the length of gravity") {
    auto rows = walking(2000, 100.0);
    for (ExampleRow& row : rows) {
        const double angle = 15.0 * row[0];
        row = {row[0], kGravity * std::cos(angle), -kGravity * std::sin(angle), 0.0, 0.0, 0.0, 15.0};
    }
    says(outcome(csv(rows)), "columns gx, gy, gz taken as rad/s (gravity turns 1.0");
    says(outcome(unlabelled(rows, 1.0, kDegrees)), "columns gx, gy, gz taken as deg/s (gravity turns 1.0");
}

TEST_CASE("a guess that the data leave open says so") {
    auto rows = walking(1000, 100.0);
    for (ExampleRow& row : rows) row = {row[0], 9.81, 0.0, 0.001 * std::sin(row[0]), 0.01, 0.002, 0.0};
    const std::string assumptions = outcome(csv(rows));
    says(assumptions, "gx, gy, gz taken as rad/s");
    says(assumptions, "not certain");
}

TEST_CASE("angles are no angular rates") {
    auto rows = walking(2000, 100.0);
    for (ExampleRow& row : rows) row[6] = std::remainder(90.0 * row[0], 360.0);
    says(outcome(csv(rows)), "leap by whole turns, so they are angles");
    for (ExampleRow& row : rows) row[6] = std::remainder(1.5 * row[0], 2.0 * std::numbers::pi);
    says(outcome(csv(rows)), "leap by whole turns, so they are angles");
}

TEST_CASE("readings at the end of the range are counted, a lone peak is not") {
    auto rows = walking(1000, 100.0);
    CHECK(parse_csv(csv(rows), "walk")->quality.clipped_samples == 0);
    rows[50][1] = 16.0 * kGravity;
    CHECK(parse_csv(csv(rows), "walk")->quality.clipped_samples == 0);
    for (const std::size_t i : {100U, 101U, 200U, 201U, 202U}) rows[i][1] = 16.0 * kGravity;
    CHECK(parse_csv(csv(rows), "walk")->quality.clipped_samples == 5);
    for (const std::size_t i : {202U, 203U}) rows[i][5] = -2000.0 / kDegrees;
    CHECK(parse_csv(csv(rows), "walk")->quality.clipped_samples == 6);
    auto odd = walking(1000, 100.0);  // no usual range, but a long flat top
    for (std::size_t i = 300; i < 305; ++i) odd[i][4] = 7.36;
    CHECK(parse_csv(csv(odd), "walk")->quality.clipped_samples == 5);
}
