#include "firmware_bridge/transport/file_transport.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <chrono>

#include "firmware_bridge/recording/recording_writer.hpp"
#include "tests/firmware_bridge/recording/recorded_example.hpp"

namespace sacrum::firmware_bridge {
namespace {

using namespace std::chrono_literals;
using namespace tests;
using Wall = std::chrono::steady_clock;

struct Ear : TransportListener {
    std::vector<std::string> lines;
    int ends = 0;
    Transport* stops = nullptr;  // after the first bytes
    void on_bytes(const Arrival& arrival) override {
        lines.push_back(line_of(arrival));
        if (stops != nullptr) stops->stop();
    }
    void on_link(const LinkChange& change) override { lines.push_back(line_of(change)); }
    void on_end(const Result<void>& how) override {
        CHECK(how);
        ++ends;
    }
};

std::vector<std::string> record(const std::filesystem::path& path, int arrivals, Duration apart) {
    auto writer = RecordingWriter::create(path, example_header());
    REQUIRE(writer);
    std::vector<std::string> lines;
    const auto append = [&](const RecordingEntry& entry) {
        writer->append(entry);
        lines.push_back(line_of(entry));
    };
    append(LinkChange{.time = 0s, .is_up = true});
    for (int i = 0; i < arrivals; ++i) {
        const std::string bytes = "packet " + std::to_string(i);
        append(arrival_of(i * apart, bytes));
    }
    append(LinkChange{.time = arrivals * apart, .is_up = false, .reason = "unplugged"});
    writer->append(PersonAction{.time = arrivals * apart, .what = cue("lift", "Ann")});
    REQUIRE(writer->close(EndReason::device_ended));
    return lines;
}

TEST_CASE("a replay gives arrivals and link changes as they were recorded, then the end") {
    const Folder folder;
    const auto lines = record(folder / "run.sacrum", 1000, 10ms);
    boost::asio::io_context io;
    auto transport = FileTransport::open(io, folder / "run.sacrum", 0.0);
    REQUIRE(transport);
    CHECK((*transport)->header()->protocol == "fake");
    Ear ear;
    (*transport)->start(ear);
    CHECK(ear.lines.empty());
    io.run();
    CHECK(ear.lines == lines);
    CHECK(ear.ends == 1);
    CHECK((*transport)->condition().is_whole());
}

TEST_CASE("a replay as fast as possible lets others on the io_context have their turn") {
    const Folder folder;
    record(folder / "run.sacrum", 5000, 10ms);
    boost::asio::io_context io;
    auto transport = FileTransport::open(io, folder / "run.sacrum", 0.0);
    REQUIRE(transport);
    Ear ear;
    (*transport)->start(ear);
    std::size_t heard_at_turn = 0;
    boost::asio::post(io, [&] { boost::asio::post(io, [&] { heard_at_turn = ear.lines.size(); }); });
    io.run();
    CHECK(heard_at_turn > 0);
    CHECK(heard_at_turn < 1000);
}

TEST_CASE("a replay at a speed keeps the recorded pace") {
    const Folder folder;
    record(folder / "run.sacrum", 20, 100ms);
    boost::asio::io_context io;
    auto transport = FileTransport::open(io, folder / "run.sacrum", 10.0);
    REQUIRE(transport);
    Ear ear;
    const auto start = Wall::now();
    (*transport)->start(ear);
    io.run();
    CHECK(ear.ends == 1);
    CHECK(Wall::now() - start >= 200ms);
}

TEST_CASE("nothing is heard after stop, even from within a call") {
    const Folder folder;
    record(folder / "run.sacrum", 100, 10ms);
    boost::asio::io_context io;
    auto transport = FileTransport::open(io, folder / "run.sacrum", 0.0);
    REQUIRE(transport);
    Ear ear;
    ear.stops = transport->get();
    (*transport)->start(ear);
    io.run();
    CHECK(ear.lines.size() == 2);  // the link and the first bytes
    CHECK(ear.ends == 0);
}

TEST_CASE("a file that is not there and a speed that is none are refused") {
    boost::asio::io_context io;
    CHECK_FALSE(FileTransport::open(io, "/nowhere/run.sacrum", 0.0));
    CHECK_FALSE(FileTransport::open(io, "/nowhere/run.sacrum", -1.0));
    CHECK(FileTransport::open(io, "run.sacrum", std::nan("")).error().kind == ErrorKind::usage);
}

}  // namespace
}  // namespace sacrum::firmware_bridge
