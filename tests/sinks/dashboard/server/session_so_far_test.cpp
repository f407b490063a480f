#include "sinks/dashboard/server/session_so_far.hpp"

#include <catch2/catch.hpp>

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

proto::LiveMessage stride_at(double start_s) {
    proto::LiveMessage message;
    message.mutable_stride()->set_start_s(start_s);
    return message;
}

}  // namespace

TEST_CASE("a snapshot holds the newest of each state, and the strides in order") {
    SessionSoFar so_far;
    proto::LiveMessage message;
    message.mutable_started()->set_address("sim:runner");
    so_far.add(message);
    message.mutable_link()->set_is_up(true);
    so_far.add(message);
    so_far.add(stride_at(1.0));
    so_far.add(stride_at(2.0));
    message.mutable_link()->set_is_up(false);
    so_far.add(message);
    message.mutable_contact()->set_time_s(2.5);  // a moment that has passed
    so_far.add(message);

    const auto frame = so_far.frame();
    CHECK(frame.is_snapshot());
    REQUIRE(frame.messages_size() == 4);
    CHECK(frame.messages(0).started().address() == "sim:runner");
    CHECK(frame.messages(1).has_link());
    CHECK_FALSE(frame.messages(1).link().is_up());
    CHECK(frame.messages(2).stride().start_s() == 1.0);
    CHECK(frame.messages(3).stride().start_s() == 2.0);
}

TEST_CASE("the end of a session comes last in a snapshot") {
    SessionSoFar so_far;
    proto::LiveMessage message;
    message.mutable_ended()->set_strides(3);
    so_far.add(message);
    message.mutable_health()->set_session_s(9.0);
    so_far.add(message);
    so_far.add(stride_at(1.0));
    const auto frame = so_far.frame();
    REQUIRE(frame.messages_size() == 3);
    CHECK(frame.messages(2).ended().strides() == 3);
}

TEST_CASE("a long session forgets its oldest strides, and those of one device only its own") {
    SessionSoFar so_far;
    auto other = stride_at(0.25);
    other.set_device(2);
    so_far.add(other);
    for (std::size_t n = 0; n < SessionSoFar::kStrides + 10; ++n) so_far.add(stride_at(double(n)));
    const auto frame = so_far.frame();
    REQUIRE(std::size_t(frame.messages_size()) == SessionSoFar::kStrides + 1);
    CHECK(frame.messages(0).stride().start_s() == 10.0);
    CHECK(frame.messages(frame.messages_size() - 1).device() == 2);
}

TEST_CASE("what was said before sides were exchanged stands in a snapshot with the other side") {
    SessionSoFar so_far;
    auto stride = stride_at(1.0);
    stride.mutable_stride()->set_side(proto::LEFT);
    stride.mutable_stride()->mutable_metrics()->set_cpd_peak_deg(6.0);
    so_far.add(stride);
    proto::LiveMessage message;
    auto& course = *message.mutable_course();
    course.set_side(proto::RIGHT);
    course.add_obliquity_deg(3.0F);
    course.add_sway_left_mm(-8.0F);
    course.add_vertical_mm(5.0F);
    so_far.add(message);
    message.mutable_first_courses()->mutable_left()->set_side(proto::LEFT);
    message.mutable_first_courses()->set_left_strides(7);
    so_far.add(message);
    auto& asymmetry = *message.mutable_alert();
    asymmetry.set_measure(proto::DROP_ASYMMETRY);
    asymmetry.set_place(proto::Alert::ABOVE);
    asymmetry.set_measured(3.0);
    asymmetry.set_high(2.0);
    so_far.add(message);
    message.mutable_action()->mutable_action()->mutable_swap_sides();
    so_far.add(message);
    stride.mutable_stride()->set_start_s(2.0);
    so_far.add(stride);

    const auto frame = so_far.frame();
    REQUIRE(frame.messages_size() == 6);
    CHECK(frame.messages(0).action().action().has_swap_sides());  // before what it concerns
    CHECK(frame.messages(1).stride().side() == proto::RIGHT);
    CHECK(frame.messages(1).stride().metrics().cpd_peak_deg() == 6.0);
    CHECK(frame.messages(2).stride().side() == proto::LEFT);  // said after it
    CHECK(frame.messages(3).course().side() == proto::LEFT);
    CHECK(frame.messages(3).course().obliquity_deg(0) == -3.0F);
    CHECK(frame.messages(3).course().sway_left_mm(0) == 8.0F);
    CHECK(frame.messages(3).course().vertical_mm(0) == 5.0F);
    CHECK(frame.messages(4).alert().place() == proto::Alert::BELOW);
    CHECK(frame.messages(4).alert().measured() == -3.0);
    CHECK(frame.messages(4).alert().low() == -2.0);
    CHECK_FALSE(frame.messages(4).alert().has_high());
    CHECK(frame.messages(5).first_courses().right_strides() == 7);
    CHECK(frame.messages(5).first_courses().right().side() == proto::RIGHT);
}

TEST_CASE("a snapshot holds the courses of the last minute, and stages before marks") {
    SessionSoFar so_far;
    proto::LiveMessage message;
    for (int second = 0; second < 200; ++second) {
        message.mutable_course()->set_end_s(second);
        so_far.add(message);
    }
    message.mutable_action()->mutable_action()->mutable_begin_stage()->set_name("run");
    so_far.add(message);
    for (std::size_t i = 0; i < SessionSoFar::kActions + 50; ++i) {
        message.mutable_action()->mutable_action()->mutable_note()->set_text("mark");
        so_far.add(message);
    }
    const auto frame = so_far.frame();
    int courses = 0, stages = 0, marks = 0;
    for (const auto& one : frame.messages()) {
        courses += one.has_course();
        if (one.has_course()) CHECK(one.course().end_s() >= 139.0);
        stages += one.action().action().has_begin_stage();
        marks += one.action().action().has_note();
    }
    CHECK(courses == 61);
    CHECK(stages == 1);
    CHECK(std::size_t(marks) == SessionSoFar::kActions - 1);
}
