#include "samples/device_port.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>

#include "firmware_bridge/protocol/sacrum_frames_encode.hpp"
#include "tests/samples/device_log.hpp"
#include "tests/support/pseudo_terminal.hpp"

using namespace sacrum;
using namespace sacrum::samples;
using namespace sacrum::tests;
using boost::asio::ip::tcp;

namespace {

SimulatedDevice device_of(int seconds) {
    auto device = SimulatedDevice::create(short_run(seconds));
    REQUIRE(device);
    return *std::move(device);
}

std::filesystem::path link_path(const char* name) {
    return std::filesystem::temp_directory_path() / (std::string(name) + std::to_string(::getpid()));
}

// Reads until the host has heard enough samples.
template <class Stream>
struct Host {
    explicit Host(Stream chosen) : stream(std::move(chosen)) {}

    void read_until(std::size_t enough) {
        stream.async_read_some(boost::asio::buffer(buffer),
                               [this, enough](const auto& error, std::size_t count) {
                                   if (error) return;
                                   decoder->push({.bytes = std::span(buffer).first(count)}, heard);
                                   if (heard.samples.size() < enough) read_until(enough);
                               });
    }

    Stream stream;
    std::array<std::byte, 512> buffer{};
    Heard heard;
    std::unique_ptr<firmware_bridge::Decoder> decoder = firmware_bridge::make_sacrum_decoder();
};

template <class Condition>
void run_until(boost::asio::io_context& io, Condition holds) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(5);
    while (!holds() && std::chrono::steady_clock::now() < limit)
        io.run_one_for(std::chrono::milliseconds(100));
    REQUIRE(holds());
}

tcp::endpoint endpoint_of(const DevicePort& port) {
    const std::string address = port.address();
    REQUIRE(address.starts_with("tcp://127.0.0.1:"));
    return {boost::asio::ip::make_address("127.0.0.1"),
            std::uint16_t(std::stoi(address.substr(address.rfind(':') + 1)))};
}

}  // namespace

TEST_CASE("a device behind a TCP port says everything to who connects, and answers") {
    boost::asio::io_context io;
    bool has_ended = false;
    auto port = DevicePort::open(io, "tcp://127.0.0.1:0", device_of(6), 0.0, [&] { has_ended = true; });
    REQUIRE(port);
    tcp::socket socket(io);
    socket.connect(endpoint_of(**port));
    const Bytes request = firmware_bridge::description_request();
    boost::asio::write(socket, boost::asio::buffer(request));
    Host host(std::move(socket));
    host.read_until(1200);
    run_until(io, [&] { return has_ended && host.heard.samples.size() >= 1200; });
    CHECK(host.heard.samples.size() == 1200);
    CHECK_FALSE(host.heard.descriptions.empty());
    CHECK(host.decoder->counts().damaged_packets == 0);
}

TEST_CASE("a device behind a TCP port goes on for the next who connects") {
    boost::asio::io_context io;
    auto port = DevicePort::open(io, "tcp://127.0.0.1:0", device_of(60), 30.0, [] {});
    REQUIRE(port);
    std::uint64_t last = 0;
    for (int visit = 0; visit < 2; ++visit) {
        tcp::socket socket(io);
        socket.connect(endpoint_of(**port));
        Host host(std::move(socket));
        host.read_until(300);
        run_until(io, [&] { return host.heard.samples.size() >= 300; });
        CHECK(*host.heard.samples.front().count >= last);
        last = *host.heard.samples.back().count;
        host.stream.close();
    }
    CHECK(last >= 600 - 8);
}

TEST_CASE("a device at a pseudo-terminal waits until it is opened and then says everything") {
    if (!sacrum::tests::has_pseudo_terminals()) return;
    boost::asio::io_context io;
    bool has_ended = false;
    const auto link = link_path("sacrum-pty-");
    {
        auto port =
            DevicePort::open(io, "pty:" + link.string(), device_of(6), 0.0, [&] { has_ended = true; });
        REQUIRE(port);
        CHECK((*port)->address() == "serial:" + link.string());
        io.run_for(std::chrono::milliseconds(50));
        CHECK_FALSE(has_ended);
        const int slave = ::open(link.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
        REQUIRE(slave >= 0);
        Host host(boost::asio::posix::stream_descriptor(io, slave));
        const Bytes request = firmware_bridge::description_request();
        boost::asio::write(host.stream, boost::asio::buffer(request));
        host.read_until(1200);
        run_until(io, [&] { return has_ended && host.heard.samples.size() >= 1200; });
        CHECK(host.heard.samples.size() == 1200);
        CHECK(host.heard.descriptions.size() == 2);
        CHECK(host.decoder->counts().damaged_packets == 0);
    }
    CHECK_FALSE(std::filesystem::is_symlink(link));
}

TEST_CASE("a place where no device can be plugged in is refused in a sentence") {
    boost::asio::io_context io;
    for (const std::string where : {"", "pty:", "serial:/dev/ttyS0", "tcp://127.0.0.1", "tcp://nowhere:1",
                                    "tcp://127.0.0.1:99999", "pty:/no/such/folder/link"}) {
        INFO(where);
        const auto port = DevicePort::open(io, where, device_of(6), 0.0, [] {});
        REQUIRE_FALSE(port);
        CHECK_FALSE(port.error().sentence.empty());
    }
}
