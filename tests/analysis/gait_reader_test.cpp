#include "analysis/gait_reader.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "dsp/offline_orientation.hpp"
#include "tests/support/simulated.hpp"

using namespace sacrum;
using namespace sacrum::tests;
using namespace sacrum::analysis;

namespace {

struct Seen {
    std::vector<OrientedSample> samples;
    Rotation<Pelvis, Sensor> mounting;
    Frequency rate;
};

Seen seen_of(const samples::Simulation& simulation) {
    const Recording& recording = simulation.recording;
    return {dsp::orient_offline(recording.samples, {.rate = recording.rate}),
            recording.mounting->pelvis_from_sensor, recording.rate};
}

// Contacts as a window that slides finds them: a second at a time, settled two seconds behind the newest
// sample.
std::vector<Contact> contacts_in_pieces(const Seen& seen, GaitReader& reader) {
    std::vector<Contact> settled;
    const auto second = std::size_t(seen.rate.si());
    const std::size_t window = 14 * second;
    for (std::size_t end = second; end <= seen.samples.size(); end += second) {
        // Samples are let go of some seconds at a time.
        const std::size_t from = end > window ? (end - window) / (4 * second) * (4 * second) : 0;
        reader.read_movement(std::span(seen.samples).subspan(from, end - from), seen.mounting);
        reader.read_contacts(settled, end < seen.samples.size());
        const double until_s = in_seconds(seen.samples[end - 1].time) - 2.0;
        for (std::size_t k = reader.settled_count(); k < reader.contacts().size(); ++k) {
            if (reader.contacts()[k].time_s <= until_s) settled.push_back(reader.contacts()[k]);
        }
    }
    return settled;
}

}  // namespace

TEST_CASE("contacts found a second at a time are those found in the whole") {
    const auto simulation = GENERATE(simulated(runner_at(3.3, 11, 60)), simulated(runner_at(2.4, 12, 60)),
                                     simulated(walker_at(1.3, 13, 60)));
    const Seen seen = seen_of(simulation);
    GaitReader at_once({.signals = {.rate = seen.rate}}), in_pieces({.signals = {.rate = seen.rate}});
    at_once.read_movement(seen.samples, seen.mounting);
    at_once.read_contacts();
    const std::vector<Contact> pieces = contacts_in_pieces(seen, in_pieces);

    int compared = 0;
    const double end_s = in_seconds(seen.samples.back().time) - 4.0;
    for (const Contact& contact : at_once.contacts()) {
        if (contact.time_s < 8.0 || contact.time_s > end_s) continue;
        double nearest = 1.0;
        for (const Contact& piece : pieces)
            nearest = std::min(nearest, std::abs(piece.time_s - contact.time_s));
        CHECK(nearest < 0.008);
        ++compared;
    }
    CHECK(compared > 60);
    for (std::size_t k = 1; k < pieces.size(); ++k) CHECK(pieces[k].time_s > pieces[k - 1].time_s + 0.15);
}

TEST_CASE("signals that grow with their samples are those of the whole window") {
    const Seen seen = seen_of(simulated(runner_at(3.0, 21, 40)));
    GaitSignalBuilder at_once({.rate = seen.rate}), in_pieces({.rate = seen.rate});
    GaitSignals whole, grown;
    at_once.build(seen.samples, seen.mounting, whole);
    std::size_t from = 0;
    for (std::size_t end = 1; end <= seen.samples.size(); end += 317) {
        from = end > 4000 ? (end - 4000) / 1000 * 1000 : 0;
        in_pieces.build(std::span(seen.samples).subspan(from, end - from), seen.mounting, grown);
    }
    REQUIRE(grown.first > 0);
    REQUIRE(grown.start_s == Approx(whole.time_at(double(grown.first))));
    REQUIRE(grown.stable > 3000);
    double largest = 0.0;
    for (std::size_t i = 0; i < grown.stable; ++i) {
        const std::size_t row = grown.first + i;
        largest = std::max({largest, std::abs(grown.vertical[i] - whole.vertical[row]),
                            std::abs(grown.left[i] - whole.left[row]),
                            std::abs(grown.lever_g[i] - whole.lever_g[row]),
                            std::abs(grown.obliquity[i] - whole.obliquity[row]),
                            std::abs(grown.left_azimuth[i] - whole.left_azimuth[row])});
    }
    CHECK(largest < 1e-3);
    const std::size_t block = grown.first / grown.block_rows;
    REQUIRE(grown.first % grown.block_rows == 0);
    for (std::size_t i = 0; i + 20 < grown.blocks.left.size(); i += 7)
        CHECK(grown.blocks.left[i] == Approx(whole.blocks.left[block + i]).margin(1e-6));
}

TEST_CASE("with another mounting, or after a restart, signals share nothing with those before") {
    const Seen seen = seen_of(simulated(runner_at(3.0, 22, 10)));
    GaitSignalBuilder builder({.rate = seen.rate});
    GaitSignals signals;
    builder.build(seen.samples, seen.mounting, signals);
    const std::size_t origin = signals.origin;
    builder.build(seen.samples, seen.mounting, signals);
    CHECK(signals.origin == origin);
    builder.build(seen.samples, Rotation<Pelvis, Sensor>::of(Eigen::Quaterniond(0.9, 0.1, 0.2, 0.0)),
                  signals);
    CHECK(signals.origin != origin);
    const std::size_t second = signals.origin;
    builder.restart();
    builder.build(std::span(seen.samples).first(500), seen.mounting, signals);
    CHECK(signals.origin != second);
    CHECK(signals.size() == 500);
}

TEST_CASE("movement alone has the columns that it promises, and what comes after it has all of them") {
    const Seen seen = seen_of(simulated(runner_at(3.0, 22, 20)));
    GaitSignalBuilder of_everything({.rate = seen.rate}), of_movement({.rate = seen.rate});
    GaitSignals whole, movement;
    of_everything.build(seen.samples, seen.mounting, whole);
    of_movement.build(seen.samples, seen.mounting, movement, SignalDetail::movement);
    CHECK(movement.vertical == whole.vertical);
    CHECK(movement.specific_force_g == whole.specific_force_g);
    CHECK(movement.forward == whole.forward);
    CHECK(movement.left == whole.left);
    CHECK(movement.turn_rate == whole.turn_rate);
    CHECK(movement.is_bridged == whole.is_bridged);
    CHECK(movement.blocks.forward == whole.blocks.forward);
    CHECK(movement.obliquity != whole.obliquity);

    const std::size_t origin = movement.origin;
    of_movement.build(seen.samples, seen.mounting, movement);
    CHECK(movement.origin != origin);
    CHECK(movement.obliquity == whole.obliquity);
    CHECK(movement.tilt == whole.tilt);
    CHECK(movement.lever_g == whole.lever_g);
}
