#include "firmware_bridge/transport/descriptor_stream.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <utility>
#include <vector>

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kLargestRead = 4096;
constexpr std::size_t kLongestQueue = 65536;
constexpr int kReadsPerTurn = 64;  // then others have their turn on the io_context

bool is_socket(int descriptor) {
    struct stat status {};
    return fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

bool is_to_be_tried_again(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

}  // namespace

struct DescriptorStream::State : std::enable_shared_from_this<State> {
    State(boost::asio::io_context& io, int fd, Calls its_calls)
        : descriptor(io, fd), calls(std::move(its_calls)), is_a_socket(is_socket(fd)) {
        boost::system::error_code error;
        descriptor.non_blocking(true, error);  // fails only where reads fail as well
    }

    void wait_to_read() {
        descriptor.async_wait(Descriptor::wait_read,
                              [self = shared_from_this()](const boost::system::error_code& error) {
                                  if (!error) self->read();
                              });
    }

    void read() {
        std::array<std::byte, kLargestRead> buffer;
        for (int reads = 0; reads < kReadsPerTurn; ++reads) {
            if (!descriptor.is_open()) return;
            const auto count = ::read(descriptor.native_handle(), buffer.data(), buffer.size());
            if (count < 0 && is_to_be_tried_again(errno)) break;
            if (count <= 0) return lose(count == 0 ? 0 : errno);
            calls.on_bytes(std::span(buffer).first(static_cast<std::size_t>(count)));
        }
        if (descriptor.is_open()) wait_to_read();
    }

    void write() {
        while (descriptor.is_open() && !queue.empty()) {
            const int fd = descriptor.native_handle();
            // Plain write() on a closed socket would end the program with SIGPIPE.
            const auto count = is_a_socket ? ::send(fd, queue.data(), queue.size(), MSG_NOSIGNAL)
                                           : ::write(fd, queue.data(), queue.size());
            if (count < 0 && is_to_be_tried_again(errno)) return wait_to_write();
            if (count < 0) return queue.clear();  // the read side finds out why
            queue.erase(queue.begin(), queue.begin() + count);
        }
    }

    void wait_to_write() {
        if (std::exchange(is_waiting_to_write, true)) return;
        descriptor.async_wait(Descriptor::wait_write,
                              [self = shared_from_this()](const boost::system::error_code& error) {
                                  self->is_waiting_to_write = false;
                                  if (!error) self->write();
                              });
    }

    void lose(int error) {
        close();
        calls.on_lost(error);
    }

    void close() {
        boost::system::error_code ignored;
        descriptor.close(ignored);
        queue.clear();
    }

    using Descriptor = boost::asio::posix::stream_descriptor;
    Descriptor descriptor;
    Calls calls;
    bool is_a_socket;
    bool is_waiting_to_write = false;
    std::vector<std::byte> queue;
};

DescriptorStream::DescriptorStream(boost::asio::io_context& io, int descriptor, Calls calls)
    : state_(std::make_shared<State>(io, descriptor, std::move(calls))) {
    state_->wait_to_read();
}

DescriptorStream::~DescriptorStream() { state_->close(); }

void DescriptorStream::send(std::span<const std::byte> bytes) {
    if (!state_->descriptor.is_open() || state_->queue.size() + bytes.size() > kLongestQueue) return;
    state_->queue.insert(state_->queue.end(), bytes.begin(), bytes.end());
    if (!state_->is_waiting_to_write) state_->write();
}

bool DescriptorStream::has_unread() const {
    pollfd readable{.fd = state_->descriptor.native_handle(), .events = POLLIN, .revents = 0};
    return state_->descriptor.is_open() && ::poll(&readable, 1, 0) == 1;
}

}  // namespace sacrum::firmware_bridge
