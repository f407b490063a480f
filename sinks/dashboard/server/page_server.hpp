// Serves the page and feeds it, on the thread that runs the io_context. Loopback only; refuses foreign hosts
// and origins with 403. At most 30 frames a second go to a viewer; one that is too slow loses old frames and
// slows nobody. Connections, requests and messages are limited.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "domain/result.hpp"
#include "proto/action.pb.h"
#include "proto/live.pb.h"

namespace boost::asio {
class io_context;
}

namespace sacrum::sinks {

struct PageServerParams {
    std::uint16_t port = 8600;  // 0: any free one
    std::size_t most_connections = 32;
};

// What a person at the page asks for; nobody has looked at it yet.
struct PageWishes {
    std::function<void(const proto::Action&)> act;
    std::function<void()> end;
};

class PageServer {
  public:
    // Fails where the port is taken.
    static Result<std::unique_ptr<PageServer>> create(boost::asio::io_context& io,
                                                      const PageServerParams& params, PageWishes wishes);
    virtual ~PageServer() = default;

    [[nodiscard]] virtual std::string address() const = 0;
    // `heard`: when the bytes came that the message rests on.
    virtual void publish(const proto::LiveMessage& message, std::chrono::system_clock::time_point heard) = 0;
    // Whether every viewer has been sent everything.
    [[nodiscard]] virtual bool is_flushed() const = 0;
};

}  // namespace sacrum::sinks
