// What all connections of a page's server share: the viewers, the session so far, and the frame that is being
// filled for them. Connections keep it alive.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "proto/page.pb.h"
#include "sinks/dashboard/server/access.hpp"
#include "sinks/dashboard/server/frame_queue.hpp"
#include "sinks/dashboard/server/page_server.hpp"
#include "sinks/dashboard/server/pages_on_demand.hpp"
#include "sinks/dashboard/server/session_so_far.hpp"

namespace sacrum::sinks {

// A browser that watches.
class FrameReceiver {
  public:
    virtual ~FrameReceiver() = default;
    virtual void push(const FrameQueue::Frame& frame) = 0;
    [[nodiscard]] virtual bool is_flushed() const = 0;
    [[nodiscard]] virtual std::uint32_t lost() const = 0;
    [[nodiscard]] virtual bool may_change() const = 0;
    virtual void close() = 0;
};

class Hub : public std::enable_shared_from_this<Hub> {
  public:
    explicit Hub(boost::asio::io_context& io) : history(io), frame_timer_(io) {}

    void publish(const proto::LiveMessage& message, std::chrono::system_clock::time_point heard);
    [[nodiscard]] bool is_flushed() const;
    [[nodiscard]] FrameQueue::Frame snapshot(bool may_change) const;
    void close();

    PageWishes wishes;
    std::uint16_t port = 0;
    std::vector<std::string> host_names{};  // that a person says lead here
    std::optional<Access> access{};         // empty: only this machine reaches it
    std::size_t connections = 0, foreign_connections = 0;
    std::size_t most_connections = 0;
    std::set<FrameReceiver*> viewers;
    std::map<std::string, std::string, std::less<>> offered;  // by path; stays as long as the server
    PagesOnDemand history;
    bool is_closed = false;

  private:
    void schedule();
    void send_frame();

    SessionSoFar so_far_;
    proto::PageFrame pending_;
    std::optional<std::chrono::system_clock::time_point> pending_since_;
    std::map<std::uint32_t, int> pending_pose_;  // by device: a newer pose takes the place of an older one
    boost::asio::steady_timer frame_timer_;
    std::chrono::steady_clock::time_point last_frame_{};
    bool is_scheduled_ = false;
};
using HubPointer = std::shared_ptr<Hub>;

// A place among the connections, given back when it goes.
class Seat {
  public:
    Seat(HubPointer hub, bool is_foreign) : hub_(std::move(hub)), is_foreign_(is_foreign) {
        ++hub_->connections;
        hub_->foreign_connections += is_foreign_;
    }
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    ~Seat() {
        --hub_->connections;
        hub_->foreign_connections -= is_foreign_;
    }
    [[nodiscard]] Hub& hub() const { return *hub_; }
    // Of another machine, or of this one over an address that others reach too.
    [[nodiscard]] bool is_foreign() const { return is_foreign_; }

  private:
    HubPointer hub_;
    bool is_foreign_;
};

}  // namespace sacrum::sinks
