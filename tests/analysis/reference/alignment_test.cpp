#include "analysis/reference/alignment.hpp"

#include <catch2/catch.hpp>

#include "tests/analysis/reference/reference_example.hpp"

using namespace sacrum;
using namespace sacrum::analysis;
using namespace sacrum::tests;

TEST_CASE("obliquity puts a reference on the recording's clock, whatever the offset") {
    for (const double offset : {0.0, -7.31, 1234.567}) {
        const auto example = reference_example(offset);
        const auto alignment = align(example.session, example.reference, {});
        REQUIRE(alignment);
        CHECK(alignment->method == AlignmentMethod::obliquity);
        CHECK(in_seconds(alignment->offset) == Approx(offset).margin(0.01));
        CHECK(alignment->certainty > 0.99);
        CHECK(alignment->correlation > 0.9);
        REQUIRE(alignment->offset_sd);
        CHECK(in_seconds(*alignment->offset_sd) < 0.01);
    }
}

TEST_CASE("contacts put a reference on the recording's clock where it has no angles") {
    for (const double offset : {0.0, 3.21, -50.0}) {
        auto example = reference_example(offset);
        example.reference.poses.clear();
        const auto alignment = align(example.session, example.reference, {});
        REQUIRE(alignment);
        CHECK(alignment->method == AlignmentMethod::contacts);
        CHECK(in_seconds(alignment->offset) == Approx(offset).margin(0.02));
        CHECK(alignment->certainty > 0.95);
    }
}

TEST_CASE("a reference of part of the run, without sides, is found in it by its contacts") {
    auto example = reference_example(2.0);
    example.reference.poses.clear();
    auto& events = example.reference.events;
    std::erase_if(events, [](const ReferenceEvent& e) {
        return in_seconds(e.time) < 8.0 || in_seconds(e.time) > 30.0;
    });
    for (ReferenceEvent& event : events) event.side.reset();
    const auto alignment = align(example.session, example.reference, {});
    REQUIRE(alignment);
    CHECK(in_seconds(alignment->offset) == Approx(2.0).margin(0.02));
}

TEST_CASE("steps that are all alike are not claimed to tell the offset") {
    Session session;
    session.report.main_gait = GaitMode::running;
    Reference reference;
    for (int i = 0; i < 60; ++i) {
        const double time = 10.0 + 0.35 * i;
        const Side side = i % 2 == 0 ? Side::left : Side::right;
        session.events.push_back({.time = session_time_from_seconds(time), .side = side});
        if (i >= 20 && i < 40)
            reference.events.push_back(
                {session_time_from_seconds(time), EventKind::initial_contact, side, std::nullopt});
    }
    const auto alignment = align(session, reference, {});
    REQUIRE(alignment);
    CHECK(alignment->certainty < 0.5);
    CHECK(alignment->next_offset.has_value());
}

TEST_CASE("an offset that a person gives is taken, and nothing in common is said in a sentence") {
    const auto example = reference_example(0.0);
    CHECK(align(example.session, example.reference, {.offset = std::chrono::seconds(3)})->offset ==
          std::chrono::seconds(3));
    const auto nothing = align(example.session, Reference{}, {});
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().sentence.find("give the offset") != std::string::npos);
}
