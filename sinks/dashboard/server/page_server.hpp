// Serves the page and feeds it, on the thread that runs the io_context. On this machine alone, or, where a
// person wants it, on other addresses too, to those who give a code. At most 30 frames a second go to a
// viewer; one that is too slow loses old frames and slows nobody. Connections, requests and messages are
// limited.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/result.hpp"
#include "proto/action.pb.h"
#include "proto/live.pb.h"
#include "sinks/dashboard/server/access.hpp"
#include "sinks/dashboard/server/listen_address.hpp"

namespace boost::asio {
class io_context;
}

namespace sacrum::sinks {

struct PageServerParams {
    std::uint16_t port = 8600;              // 0: any free one
    std::optional<ListenAddress> listen{};  // empty: this machine alone
    std::vector<std::string> host_names{};  // under which browsers come, beside its addresses
    std::size_t most_connections = 32;
};

// What somebody asked for, or, where it is not there, a page that says so.
struct MadePage {
    bool is_found = true;
    std::string html;
};
// Of the rest of the path: "" or "/P-7QK2". Called on a thread of its own, one after the other.
using PageMaker = std::function<MadePage(const std::string& rest)>;

// What a person at the page asks for; nobody has looked at it yet.
struct PageWishes {
    std::function<void(const proto::Action&)> act;
    std::function<void()> end;
    std::function<void(const PairingCodes&)> tell_codes{};  // after too many wrong ones there are new ones
};

class PageServer {
  public:
    // Fails where the port is taken, or the address is not one of this machine.
    static Result<std::unique_ptr<PageServer>> create(boost::asio::io_context& io,
                                                      const PageServerParams& params, PageWishes wishes);
    virtual ~PageServer() = default;

    // For a browser on this machine.
    [[nodiscard]] virtual std::string address() const = 0;
    // For others, who give a code; none where it is served on this machine alone.
    [[nodiscard]] virtual std::vector<std::string> addresses_elsewhere() const = 0;
    [[nodiscard]] virtual std::optional<PairingCodes> codes() const = 0;
    // `heard`: when the bytes came that the message rests on.
    virtual void publish(const proto::LiveMessage& message, std::chrono::system_clock::time_point heard) = 0;
    // Serves a page that is made while the program runs and needs nothing but its own inline style: a report.
    virtual void offer(const std::string& path, std::string html) = 0;
    // Serves what is made anew whenever somebody asks for `path` or below it, to those who may do more than
    // look.
    virtual void offer_history(std::string path, PageMaker make) = 0;
    [[nodiscard]] virtual std::size_t viewers() const = 0;
    // Whether every viewer has been sent everything.
    [[nodiscard]] virtual bool is_flushed() const = 0;
};

}  // namespace sacrum::sinks
