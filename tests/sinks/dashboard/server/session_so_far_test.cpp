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
