#include "samples/simulated_transport.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <vector>

#include "firmware_bridge/protocol/sacrum_frames_encode.hpp"
#include "tests/firmware_bridge/firmware/firmware_device.hpp"

using namespace sacrum;
using namespace sacrum::samples;
using namespace sacrum::tests;
using firmware_bridge::Arrival;
using firmware_bridge::LinkChange;
using firmware_bridge::Transport;

namespace {

struct Listener : firmware_bridge::TransportListener {
    void on_bytes(const Arrival& arrival) override {
        times.push_back(arrival.time);
        bytes.insert(bytes.end(), arrival.bytes.begin(), arrival.bytes.end());
        if (stops_after > 0 && int(times.size()) == stops_after) transport->stop();
    }
    void on_link(const LinkChange& change) override {
        links.push_back(change);
        if (change.is_up && asks) transport->send(firmware_bridge::description_request());
    }
    void on_end(const Result<void>& how) override {
        ++ends;
        CHECK(how);
    }

    Transport* transport = nullptr;
    bool asks = false;
    int stops_after = 0;
    Bytes bytes;
    std::vector<Duration> times;
    std::vector<LinkChange> links;
    int ends = 0;
};

void run(const std::map<std::string, std::string>& options, Listener& listener) {
    boost::asio::io_context io;
    auto transport = make_simulated_transport(io, "runner", options);
    REQUIRE(transport);
    listener.transport = transport->get();
    (*transport)->start(listener);
    CHECK(listener.links.empty());  // nothing from inside start
    io.run();
}

const std::map<std::string, std::string> kShort = {
    {"duration_s", "6"}, {"standing_s", "1"}, {"speed", "max"}};

}  // namespace

TEST_CASE("a simulated transport brings the whole session and then says that it is over") {
    Listener listener;
    run(kShort, listener);
    CHECK(listener.ends == 1);
    REQUIRE(listener.links.size() == 1);
    CHECK(listener.links[0].is_up);
    CHECK(decoded(listener.bytes).samples.size() == 1200);
}

TEST_CASE("bytes and arrival times do not depend on the speed of the simulation") {
    Listener fastest, timed;
    fastest.asks = timed.asks = true;
    run(kShort, fastest);
    auto options = kShort;
    options["speed"] = "60";
    run(options, timed);
    CHECK(fastest.bytes == timed.bytes);
    CHECK(fastest.times == timed.times);
    CHECK(decoded(timed.bytes).descriptions.size() == 2);
}

TEST_CASE("a simulated session takes its duration divided by the speed") {
    auto options = kShort;
    options["speed"] = "20";
    Listener listener;
    const auto begun = std::chrono::steady_clock::now();
    run(options, listener);
    const auto took = std::chrono::steady_clock::now() - begun;
    CHECK(took >= std::chrono::milliseconds(295));  // 6 s / 20, less the last packet's wait
}

TEST_CASE("a simulated link goes down and comes back by itself, and says why") {
    auto options = kShort;
    options["disconnect_at_s"] = "3";
    options["disconnect_for_s"] = "1";
    Listener listener;
    run(options, listener);
    REQUIRE(listener.links.size() == 3);
    CHECK_FALSE(listener.links[1].is_up);
    CHECK_FALSE(listener.links[1].reason.empty());
    CHECK(listener.links[2].time - listener.links[1].time >= std::chrono::milliseconds(900));
    CHECK(listener.ends == 1);
}

TEST_CASE("after stop nothing is heard, not even the end") {
    Listener listener;
    listener.stops_after = 10;
    run(kShort, listener);
    CHECK(listener.times.size() == 10);
    CHECK(listener.ends == 0);
}

TEST_CASE("a runner that cannot be is refused with the address") {
    boost::asio::io_context io;
    const auto transport = make_simulated_transport(io, "runner", {{"duration_s", "2"}});
    REQUIRE_FALSE(transport);
    CHECK(transport.error().sentence.starts_with("sim:runner: duration"));
}
