#include "firmware_bridge/transport/reconnector.hpp"

#include <algorithm>
#include <utility>

namespace sacrum::firmware_bridge {

Reconnector::Reconnector(boost::asio::io_context& io, const ArrivalClock& clock, ReconnectPauses pauses)
    : pause_alarm_(io), clock_(clock), pauses_(pauses), next_pause_(pauses.first) {}

void Reconnector::start(TransportListener& listener, std::function<void()> attempt) {
    listener_ = &listener;
    attempt_ = std::move(attempt);
    pause_alarm_.set(Duration::zero(), [this] { attempt_(); });
}

void Reconnector::stop() {
    listener_ = nullptr;
    pause_alarm_.cancel();
}

void Reconnector::up() {
    if (listener_ == nullptr || is_up_) return;
    is_up_ = true;
    was_ever_up_ = true;
    listener_->on_link({.time = clock_.now(), .is_up = true});
}

void Reconnector::bytes(std::uint16_t channel, std::span<const std::byte> bytes) {
    if (listener_ == nullptr) return;
    next_pause_ = pauses_.first;
    listener_->on_bytes({.time = clock_.now(), .channel = channel, .bytes = bytes});
}

void Reconnector::lost(const std::string& reason) {
    if (listener_ == nullptr) return;
    const auto pause = std::exchange(next_pause_, std::min(next_pause_ * 2, pauses_.longest));
    pause_alarm_.set(pause, [this] { attempt_(); });
    down(reason);
}

void Reconnector::failed(const Error& error) {
    if (listener_ == nullptr) return;
    if (was_ever_up_) {
        lost(error.sentence);
    } else {
        std::exchange(listener_, nullptr)->on_end(tl::unexpected(error));
    }
}

void Reconnector::down(const std::string& reason) {
    if (listener_ == nullptr || !is_up_) return;
    is_up_ = false;
    listener_->on_link({.time = clock_.now(), .is_up = false, .reason = reason});
}

}  // namespace sacrum::firmware_bridge
