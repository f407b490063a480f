#include "analysis/reference/mark_alignment.hpp"

#include <catch2/catch.hpp>

#include "analysis/reference/alignment.hpp"

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

Session marked_at(std::initializer_list<double> times) {
    Session session;
    for (const double time : times)
        session.report.notes.push_back({session_time_from_seconds(time), "note", "", std::nullopt});
    return session;
}

Reference reference_marked_at(std::initializer_list<double> times) {
    Reference reference;
    for (const double time : times) reference.marks.push_back(session_time_from_seconds(time));
    return reference;
}

}  // namespace

TEST_CASE("marks put a reference on the recording's clock, one more or less on either side") {
    const auto alignment = align(marked_at({12.0, 20.1, 47.05, 60.0}), reference_marked_at({2.0, 10.0, 37.0}),
                                 {.method = AlignmentMethod::marks});
    REQUIRE(alignment);
    CHECK(alignment->method == AlignmentMethod::marks);
    CHECK(in_seconds(alignment->offset) == Approx(10.05).margin(1e-6));
    CHECK(alignment->certainty == 1.0);
    CHECK(alignment->correlation == 1.0);
    REQUIRE(alignment->offset_sd);
    CHECK(in_seconds(*alignment->offset_sd) == Approx(0.036).margin(0.001));
}

TEST_CASE("one mark of many is not claimed to tell the offset") {
    const auto one = align_by_marks(marked_at({12.0}), reference_marked_at({2.0}));
    REQUIRE(one);
    CHECK(in_seconds(one->offset) == Approx(10.0));
    CHECK(one->certainty == 1.0);
    CHECK_FALSE(one->offset_sd);
    const auto many = align_by_marks(marked_at({12.0}), reference_marked_at({2.0, 30.0, 55.0, 90.0}));
    REQUIRE(many);
    CHECK(many->certainty == Approx(0.25));
    CHECK(many->next_offset.has_value());
}

TEST_CASE("without marks on one side, or with far too many, nothing is aligned by them") {
    for (const auto& refused : {align_by_marks(marked_at({}), reference_marked_at({2.0})),
                                align_by_marks(marked_at({1.0}), reference_marked_at({}))}) {
        REQUIRE_FALSE(refused);
        CHECK(refused.error().sentence.find("; give the offset between the two") != std::string::npos);
    }
    Reference crowded;
    for (int i = 0; i < 201; ++i) crowded.marks.push_back(session_time_from_seconds(double(i)));
    CHECK_FALSE(align_by_marks(marked_at({1.0}), crowded));
}
