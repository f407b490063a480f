#include "sinks/dashboard/server/hub.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sacrum::sinks {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kFrameInterval = std::chrono::milliseconds(34);
constexpr std::size_t kMostPending =
    4096;  // messages between two frames; more come only in a fast simulation

}  // namespace

FrameQueue::Frame Hub::snapshot(bool may_change) const {
    auto frame = so_far_.frame();
    frame.set_viewers(std::uint32_t(viewers.size()));
    frame.set_may_change(may_change);
    frame.set_has_history(may_change && history.has_any());
    return std::make_shared<const std::string>(frame.SerializeAsString());
}

void Hub::publish(const proto::LiveMessage& message, std::chrono::system_clock::time_point heard) {
    if (!pending_since_) pending_since_ = heard;
    if (message.has_pose()) {
        const auto [place, is_first] = pending_pose_.try_emplace(message.device(), pending_.messages_size());
        if (!is_first) {
            *pending_.mutable_messages(place->second) = message;
            return;
        }
    }
    *pending_.add_messages() = message;
    const bool is_full = pending_.messages_size() >= int(kMostPending);
    if (viewers.empty() || is_full) return send_frame();
    schedule();
}

bool Hub::is_flushed() const {
    return !is_scheduled_ && std::ranges::all_of(viewers, &FrameReceiver::is_flushed);
}

void Hub::close() {
    is_closed = true;
    history.close();
    for (FrameReceiver* viewer : viewers) viewer->close();
}

void Hub::schedule() {
    if (std::exchange(is_scheduled_, true)) return;
    frame_timer_.expires_at(last_frame_ + kFrameInterval);
    frame_timer_.async_wait([hub = shared_from_this()](boost::system::error_code failed) {
        hub->is_scheduled_ = false;
        if (!failed && !hub->is_closed) hub->send_frame();
    });
}

void Hub::send_frame() {
    last_frame_ = Clock::now();
    pending_pose_.clear();
    // Only now, so that a snapshot never holds what a later frame brings again.
    for (const auto& message : pending_.messages()) so_far_.add(message);
    if (pending_since_) {
        using Milliseconds = std::chrono::duration<double, std::milli>;
        pending_.set_heard_utc_ms(Milliseconds(pending_since_->time_since_epoch()).count());
        pending_since_.reset();
    }
    pending_.set_viewers(std::uint32_t(viewers.size()));
    // Written once for all who hear the same.
    struct Written {
        FrameQueue::Frame frame;
        std::uint32_t lost = 0;
    };
    std::array<Written, 2> written;
    // push() may end a viewer only later, from the io_context; the set stays as it is.
    for (FrameReceiver* viewer : viewers) {
        Written& one = written[viewer->may_change() ? 1 : 0];
        if (!one.frame || viewer->lost() != one.lost) {
            one.lost = viewer->lost();
            pending_.set_lost_frames(one.lost);
            pending_.set_may_change(viewer->may_change());
            one.frame = std::make_shared<const std::string>(pending_.SerializeAsString());
        }
        viewer->push(one.frame);
    }
    pending_.Clear();
}

}  // namespace sacrum::sinks
