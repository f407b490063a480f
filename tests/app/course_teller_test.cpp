#include "app/course_teller.hpp"

#include <catch2/catch.hpp>

namespace sacrum::app {
namespace {

StrideCourse course_at(double start_s, Side side, double level) {
    StrideCourse course{.side = side,
                        .start = session_time_from_seconds(start_s),
                        .end = session_time_from_seconds(start_s + 0.7),
                        .has_displacement = true};
    for (std::size_t i = 0; i < course.obliquity_deg.size(); ++i) {
        course.obliquity_deg[i] = level + double(i);
        course.sway_left_mm[i] = 10.0 * level;
        course.vertical_mm[i] = 5.0;
    }
    return course;
}

}  // namespace

TEST_CASE("a course is told at every second per cent of the stride") {
    auto course = course_at(3.0, Side::right, 2.0);
    const auto message = CourseTeller::message_of(course);
    CHECK(message.side() == proto::RIGHT);
    REQUIRE(message.obliquity_deg_size() == 51);
    CHECK(message.obliquity_deg(0) == 2.0F);
    CHECK(message.obliquity_deg(50) == 102.0F);
    CHECK(message.sway_left_mm_size() == 51);
    course.has_displacement = false;
    CHECK(CourseTeller::message_of(course).vertical_mm_size() == 0);
}

TEST_CASE(
    "the first courses are the mean of two minutes, said now and then while they grow and no more after") {
    CourseTeller teller;
    int said = 0;
    std::optional<proto::FirstCourses> last;
    for (int i = 0; i < 400; ++i) {
        const double level = i % 4 < 2 ? 1.0 : 3.0;
        auto first = teller.grow(course_at(10.0 + 0.5 * i, i % 2 == 0 ? Side::left : Side::right, level));
        if (!first) continue;
        ++said;
        last = std::move(first);
    }
    CHECK(said > 10);
    CHECK(said < 30);
    REQUIRE(last);
    CHECK(last->until_s() <= 130.0);
    CHECK(last->until_s() > 129.0);
    CHECK(last->left_strides() == 120);
    CHECK(last->right_strides() == 119);
    REQUIRE(last->left().obliquity_deg_size() == 51);
    CHECK(last->left().obliquity_deg(10) == Approx(22.0F));
    CHECK(last->left().sway_left_mm(3) == Approx(20.0F));
    CHECK(last->left().vertical_mm(3) == Approx(5.0F));
}

TEST_CASE("when sides are exchanged the first courses are the other side's, mirrored") {
    CourseTeller teller;
    teller.grow(course_at(0.0, Side::left, 1.0));
    teller.exchange_sides();
    const auto first = teller.grow(course_at(6.0, Side::right, -1.0));
    REQUIRE(first);
    CHECK(first->left_strides() == 0);
    CHECK(first->left().obliquity_deg_size() == 0);
    CHECK(first->right_strides() == 2);
    CHECK(first->right().obliquity_deg(0) == Approx(-1.0F));
    CHECK(first->right().sway_left_mm(0) == Approx(-10.0F));
    CHECK(first->right().vertical_mm(0) == Approx(5.0F));
}

}  // namespace sacrum::app
