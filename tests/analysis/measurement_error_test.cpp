#include "analysis/measurement_error.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

SessionReport walk() {
    SessionReport report;
    report.main_gait = GaitMode::walking;
    report.rate = Frequency::of_si(200.0);
    const auto set = [&](Metric metric, double median) {
        for (SideSummary* side : {&report.sides.left, &report.sides.right}) {
            side->metrics[std::size_t(metric)] = MetricSummary{.strides = 40, .median = median};
        }
    };
    set(Metric::cadence, 110.0);
    set(Metric::step_time, 0.545);
    set(Metric::cpd_excursion, 4.0);
    set(Metric::cpd_late_rise, 4.0);
    set(Metric::obliquity_rom, 8.0);
    set(Metric::tilt_rom, 3.0);
    set(Metric::vertical_osc, 38.0);
    set(Metric::sway_ml, 40.0);
    return report;
}

double error_of(Metric metric, const SessionReport& report) {
    return measurement_error(metric, report.sides.left, report);
}

MetricSummary& left(SessionReport& report, Metric metric) {
    return *report.sides.left.metrics[std::size_t(metric)];
}

// Words of the table "From one walk to the next" -> its last column, in the units of the table.
std::map<std::string, double> changes_in_the_document() {
    std::ifstream file(SACRUM_SOURCE_DIR "/docs/accuracy.md");
    std::map<std::string, double> changes;
    bool is_inside = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("## ")) is_inside = line == "## From one walk to the next";
        const std::size_t end = line.rfind('|');
        if (!is_inside || !line.starts_with("| ") || end == 0) continue;
        const std::size_t begin = line.rfind('|', end - 1) + 1;
        const std::string last = line.substr(begin, end - begin);
        char* parsed = nullptr;
        const double value = std::strtod(last.c_str(), &parsed);
        if (parsed != last.c_str()) changes[line.substr(2, line.find(" |") - 2)] = value;
    }
    return changes;
}

}  // namespace

TEST_CASE("the smallest detectable changes of walking are those that docs/accuracy.md measures") {
    struct Row {
        Metric metric;
        const char* words;
        double unit;
    };
    const Row rows[] = {{Metric::contact_time, "contact time (ms)", 1e-3},
                        {Metric::cadence, "step rate (/min)", 1.0},
                        {Metric::cpd_peak, "pelvic drop, peak (°)", 1.0},
                        {Metric::cpd_excursion, "drop excursion (°)", 1.0},
                        {Metric::obliquity_rom, "obliquity range (°)", 1.0},
                        {Metric::sway_ml, "lateral sway, sensor (mm)", 1.0},
                        {Metric::sway_ml_centre, "lateral sway, pelvis centre (mm)", 1.0},
                        {Metric::vertical_osc, "vertical oscillation (mm)", 1.0}};
    const auto changes = changes_in_the_document();
    REQUIRE(changes.size() == std::size(rows));
    for (const Row& row : rows) {
        CAPTURE(row.words);
        REQUIRE(changes.contains(row.words));
        const auto stated = minimal_detectable_change(row.metric, walk());
        REQUIRE(stated.has_value());
        // They are given with two digits.
        CHECK(*stated == Approx(changes.at(row.words) * row.unit).epsilon(0.03));
    }
}

TEST_CASE("without repeated runs no smallest detectable change is claimed for running") {
    SessionReport report = walk();
    report.main_gait = GaitMode::running;
    for (const MetricDefinition& definition : metric_catalogue())
        CHECK_FALSE(minimal_detectable_change(definition.metric, report).has_value());
}

TEST_CASE("a coarse sensor makes errors of size larger, those of time not") {
    SessionReport fine = walk();
    fine.mounting.standing_sd_deg = 0.01;
    SessionReport coarse = fine;
    coarse.rate = Frequency::of_si(50.0);
    for (const Metric metric :
         {Metric::obliquity_rom, Metric::cpd_excursion, Metric::cpd_peak, Metric::vertical_osc})
        CHECK(error_of(metric, coarse) > 1.02 * error_of(metric, fine));
    CHECK(error_of(Metric::contact_time, coarse) == error_of(Metric::contact_time, fine));
}

TEST_CASE("a drop that is steeper at contact is less certain") {
    SessionReport steep = walk();
    left(steep, Metric::cpd_excursion).median = 8.0;
    CHECK(error_of(Metric::cpd_excursion, steep) > 1.5 * error_of(Metric::cpd_excursion, walk()));
}

TEST_CASE("step times of a person who limps are less certain") {
    const SessionReport even = walk();
    SessionReport limping = walk();
    left(limping, Metric::step_time).median = 0.645;
    CHECK(error_of(Metric::step_time, limping) > 2.0 * error_of(Metric::step_time, even));
    CHECK(error_of(Metric::sway_ml, limping) == error_of(Metric::sway_ml, even));
}

TEST_CASE("a sensor that nods on skin and belt makes drops, ranges and displacements less certain") {
    const SessionReport still = walk();
    SessionReport nodding = walk();
    nodding.mounting.wobble = Wobble{.obliquity = 0.1, .tilt = 0.3, .rotation = 0.1};
    for (const Metric metric :
         {Metric::cpd_peak, Metric::cpd_excursion, Metric::obliquity_rom, Metric::tilt_rom,
          Metric::rotation_rom, Metric::sway_ml, Metric::vertical_osc})
        CHECK(error_of(metric, nodding) > error_of(metric, still));
    CHECK(error_of(Metric::vertical_osc, nodding) > 2.0 * error_of(Metric::vertical_osc, still));
    CHECK(error_of(Metric::stride_time, nodding) == error_of(Metric::stride_time, still));
}

TEST_CASE(
    "skin makes contact times of running less certain, which are read from shocks, not those of walking") {
    SessionReport still = walk(), nodding = walk();
    nodding.mounting.wobble = Wobble{.obliquity = 0.0, .tilt = 0.1, .rotation = 0.0};
    CHECK(error_of(Metric::contact_time, nodding) == error_of(Metric::contact_time, still));
    still.main_gait = nodding.main_gait = GaitMode::running;
    CHECK(error_of(Metric::contact_time, nodding) > 2.0 * error_of(Metric::contact_time, still));
}

TEST_CASE("a sensor that nods beyond all measure makes no contact further off than a quarter of a step") {
    SessionReport loose = walk();
    loose.main_gait = GaitMode::running;
    loose.fits_landing_model = false;
    loose.mounting.wobble = Wobble{.obliquity = 1.0, .tilt = 1.0, .rotation = 1.0};
    CHECK(error_of(Metric::contact_time, loose) <= 0.25 * 60.0 / 110.0 + 1e-9);
    CHECK(error_of(Metric::cpd_excursion, loose) <= 0.5 * 8.0);
}

TEST_CASE("a declared mounting that the gait contradicts widens the intervals of angles and sway") {
    SessionReport straight = walk();
    straight.mounting.method = MountingMethod::declared;
    straight.mounting.standing_sd_deg = 0.01;
    straight.mounting.heading_found_deg = 6.0;  // as gaits differ
    SessionReport turned = straight;
    turned.mounting.heading_found_deg = -25.0;
    for (const Metric metric :
         {Metric::cpd_peak, Metric::cpd_excursion, Metric::obliquity_rom, Metric::sway_ml})
        CHECK(error_of(metric, turned) > 1.2 * error_of(metric, straight));
    CHECK(error_of(Metric::vertical_osc, turned) == error_of(Metric::vertical_osc, straight));

    SessionReport unchecked = straight;
    unchecked.mounting.heading_found_deg.reset();
    CHECK(error_of(Metric::sway_ml, straight) == error_of(Metric::sway_ml, unchecked));
}

TEST_CASE(
    "a gyroscope far from zero speaks of a sensor that is off in scale and axes, one near zero of no perfect "
    "one") {
    SessionReport good = walk(), poor = walk(), ideal = walk();
    ideal.gyroscope_bias_deg_per_s = 0.0;
    good.gyroscope_bias_deg_per_s = 0.1;
    poor.gyroscope_bias_deg_per_s = 1.0;
    for (const Metric metric : {Metric::obliquity_rom, Metric::sway_ml, Metric::vertical_osc}) {
        CHECK(error_of(metric, poor) > 1.5 * error_of(metric, good));
        CHECK(error_of(metric, good) < 1.2 * error_of(metric, ideal));
        CHECK(error_of(metric, ideal) > 0.0);
    }
}

TEST_CASE("what feedback takes for chance within a session knows no skin, level or lost samples") {
    for (const GaitMode gait : {GaitMode::walking, GaitMode::running}) {
        const double drop = error_within_session(Metric::cpd_peak, 5.0, gait);
        CHECK(drop > 0.0);
        CHECK(drop < 0.25);
    }
}

TEST_CASE(
    "an absolute drop without quiet standing carries the tilt of the sensor on the body, its range does "
    "not") {
    SessionReport stood = walk();
    stood.mounting.standing_sd_deg = 0.01;
    CHECK(error_of(Metric::cpd_peak, walk()) > 5.0 * error_of(Metric::cpd_peak, stood));
    CHECK(error_of(Metric::obliquity_rom, walk()) == error_of(Metric::obliquity_rom, stood));
}
