#include "tests/firmware_bridge/transport/session.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>

namespace sacrum::transport_tests {

struct Session::Loop {
    boost::asio::io_context io;
};

Session::Session() : loop_(std::make_unique<Loop>()) {}

Session::~Session() {
    if (transport) transport->stop();
    transport.reset();
}

boost::asio::io_context& Session::io() { return loop_->io; }

bool Session::until(const std::function<bool()>& claim, Duration limit) {
    const auto late = std::chrono::steady_clock::now() + limit;
    while (!claim()) {
        if (std::chrono::steady_clock::now() > late) return false;
        loop_->io.restart();
        loop_->io.run_one_for(std::chrono::milliseconds(20));
    }
    return true;
}

void Session::linger() {
    loop_->io.restart();
    loop_->io.run_for(std::chrono::milliseconds(100));
}

void Session::begin(Result<std::unique_ptr<Transport>> opened) {
    if (!opened) {
        end = tl::unexpected(opened.error());
        return;
    }
    transport = *std::move(opened);
    transport->start(*this);
}

std::string Session::text() const {
    std::string all;
    for (const auto& arrival : arrivals) {
        if (arrival.channel == 0) all += arrival.bytes;
    }
    return all;
}

std::size_t Session::times_up() const {
    return static_cast<std::size_t>(
        std::count_if(links.begin(), links.end(), [](const LinkChange& change) { return change.is_up; }));
}

void Session::on_bytes(const Arrival& arrival) {
    arrivals.push_back({.time = arrival.time, .channel = arrival.channel, .bytes = {}});
    for (const auto b : arrival.bytes) arrivals.back().bytes += static_cast<char>(b);
    if (on_arrival) on_arrival();
}

void Session::on_link(const LinkChange& change) { links.push_back(change); }

void Session::on_end(const Result<void>& how) { end = how; }

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

}  // namespace sacrum::transport_tests
