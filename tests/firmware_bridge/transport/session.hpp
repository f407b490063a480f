// A session with one transport, as a test sees it: what it heard, and a loop that runs until something holds.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firmware_bridge/transport/arrival_clock.hpp"
#include "firmware_bridge/transport/reconnector.hpp"

namespace sacrum::transport_tests {

using namespace firmware_bridge;

struct HeardArrival {
    ArrivalTime time{};
    std::uint16_t channel = 0;
    std::string bytes;
};

class Session : public TransportListener {
  public:
    Session();
    ~Session() override;

    boost::asio::io_context& io();
    // Runs the loop until the claim holds; false after a limit that only a fault reaches.
    bool until(const std::function<bool()>& claim, Duration limit = std::chrono::minutes(5));
    // Runs the loop for what may still come, where nothing should.
    void linger();

    void begin(Result<std::unique_ptr<Transport>> opened);

    std::string text() const;  // all bytes of channel 0
    bool is_up() const { return !links.empty() && links.back().is_up; }
    std::size_t times_up() const;

    void on_bytes(const Arrival& arrival) override;
    void on_link(const LinkChange& change) override;
    void on_end(const Result<void>& how) override;

    ArrivalClock clock;
    std::unique_ptr<Transport> transport;
    std::vector<HeardArrival> arrivals;
    std::vector<LinkChange> links;
    std::optional<Result<void>> end;
    std::function<void()> on_arrival;

  private:
    struct Loop;
    std::unique_ptr<Loop> loop_;
};

// Short, so that a test need not wait for what it does not test.
constexpr ReconnectPauses kShortPauses{.first = std::chrono::milliseconds(5),
                                       .longest = std::chrono::milliseconds(50)};

std::span<const std::byte> bytes_of(std::string_view text);

}  // namespace sacrum::transport_tests
