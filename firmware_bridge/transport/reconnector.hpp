// Keeps one link: seeks it, announces when it is up or lost, and seeks it again after growing pauses until
// stop(). The first attempt decides: if that fails the session ends with its error, for a mistyped address
// mends itself never; once the link was up, every failure is waited out.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "firmware_bridge/transport/alarm.hpp"
#include "firmware_bridge/transport/arrival_clock.hpp"
#include "firmware_bridge/transport/transport.hpp"

namespace sacrum::firmware_bridge {

// Each pause is twice the one before; bytes that arrive begin with the first again.
struct ReconnectPauses {
    Duration first = std::chrono::milliseconds(250);
    Duration longest = std::chrono::seconds(5);
};

class Reconnector {
  public:
    Reconnector(boost::asio::io_context& io, const ArrivalClock& clock, ReconnectPauses pauses);

    // Calls attempt soon, and again whenever the link is to be sought. Each attempt is answered by one of
    // up(), lost() or failed().
    void start(TransportListener& listener, std::function<void()> attempt);
    void stop();

    void up();
    void bytes(std::uint16_t channel, std::span<const std::byte> bytes);
    // The link was lost, or an attempt to find it again failed.
    void lost(const std::string& reason);
    // The attempt failed: the end before the link was first up, lost after.
    void failed(const Error& error);
    // A loss that needs no attempt: the device is the one to come back (servers).
    void down(const std::string& reason);

    bool is_up() const { return is_up_; }
    bool was_ever_up() const { return was_ever_up_; }
    bool is_stopped() const { return listener_ == nullptr; }

  private:
    Alarm pause_alarm_;
    const ArrivalClock& clock_;
    ReconnectPauses pauses_;
    Duration next_pause_;
    TransportListener* listener_ = nullptr;
    std::function<void()> attempt_;
    bool is_up_ = false;
    bool was_ever_up_ = false;
};

}  // namespace sacrum::firmware_bridge
