// Bytes both ways over an open file descriptor, which it owns: a serial port, a connected socket, the
// notifications of a BLE characteristic. One read is one call; packets of a packet socket stay apart.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

namespace boost::asio {
class io_context;
}

namespace sacrum::firmware_bridge {

class DescriptorStream {
  public:
    struct Calls {
        std::function<void(std::span<const std::byte>)> on_bytes;
        // Once, and nothing after it. 0: the other side closed; else an errno.
        std::function<void(int error)> on_lost;
    };
    // The calls may destroy the stream.
    DescriptorStream(boost::asio::io_context& io, int descriptor, Calls calls);
    ~DescriptorStream();
    DescriptorStream(const DescriptorStream&) = delete;
    DescriptorStream& operator=(const DescriptorStream&) = delete;

    // In order. Where the other side does not read, keeps 64 KiB and drops what comes on top.
    void send(std::span<const std::byte> bytes);

    // Whether something came that was not read yet, be it the end.
    [[nodiscard]] bool has_unread() const;

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace sacrum::firmware_bridge
