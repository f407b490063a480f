#include "sinks/dashboard/server/viewer.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <utility>

namespace sacrum::sinks {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr auto kHandshakeTime = std::chrono::seconds(10);
constexpr auto kSilence = std::chrono::seconds(30);
constexpr std::size_t kMessageBytes = 2048;
constexpr int kRequestsPerSecond = 10;

class Viewer final : public FrameReceiver, public std::enable_shared_from_this<Viewer> {
  public:
    Viewer(std::unique_ptr<Seat> seat, Role role, beast::tcp_stream stream)
        : seat_(std::move(seat)), hub_(seat_->hub()), role_(role), socket_(std::move(stream)) {}
    Viewer(const Viewer&) = delete;
    Viewer& operator=(const Viewer&) = delete;
    ~Viewer() override { hub_.viewers.erase(this); }

    void start(const http::request<http::string_body>& request) {
        beast::get_lowest_layer(socket_).expires_never();
        socket_.set_option(websocket::stream_base::timeout{kHandshakeTime, kSilence, true});
        socket_.read_message_max(kMessageBytes);
        socket_.binary(true);
        socket_.async_accept(request, [self = shared_from_this()](error_code failed) {
            if (failed || self->hub_.is_closed) return;
            self->hub_.viewers.insert(self.get());
            self->queue_.ask_for_snapshot();
            self->send();
            self->read();
        });
    }

    void push(const FrameQueue::Frame& frame) override {
        queue_.push(frame);
        send();
    }
    [[nodiscard]] bool is_flushed() const override { return !sending_ && queue_.is_empty(); }
    [[nodiscard]] std::uint32_t lost() const override { return queue_.lost(); }
    [[nodiscard]] bool may_change() const override { return role_ == Role::change; }
    void close() override { beast::get_lowest_layer(socket_).close(); }

  private:
    void send() {
        if (sending_) return;
        sending_ = queue_.pop([this] { return hub_.snapshot(may_change()); });
        if (!sending_) return;
        socket_.async_write(asio::buffer(*sending_),
                            [self = shared_from_this()](error_code failed, std::size_t) {
                                self->sending_.reset();
                                if (failed) return self->leave();
                                self->send();
                            });
    }

    void read() {
        socket_.async_read(buffer_, [self = shared_from_this()](error_code failed, std::size_t) {
            if (failed) return self->leave();
            proto::PageRequest request;
            const bool is_understood =
                self->socket_.got_binary() &&
                request.ParseFromArray(self->buffer_.data().data(), int(self->buffer_.data().size()));
            self->buffer_.consume(self->buffer_.size());
            if (!is_understood || !self->is_in_time()) return self->leave();
            self->read();
            if (self->may_change()) self->fulfil(request);
        });
    }

    bool is_in_time() {
        const auto now = Clock::now();
        if (now - second_ > std::chrono::seconds(1)) second_ = now, requests_ = 0;
        return ++requests_ <= kRequestsPerSecond;
    }

    void fulfil(proto::PageRequest& request) {
        if (request.has_end()) return hub_.wishes.end();
        if (!request.has_action()) return;
        request.mutable_action()->set_author("page");
        hub_.wishes.act(request.action());
    }

    void leave() {
        hub_.viewers.erase(this);
        close();
    }

    std::unique_ptr<Seat> seat_;
    Hub& hub_;
    Role role_;
    websocket::stream<beast::tcp_stream> socket_;
    beast::flat_buffer buffer_;
    FrameQueue queue_;
    FrameQueue::Frame sending_;
    Clock::time_point second_{};
    int requests_ = 0;
};

}  // namespace

void serve_viewer(std::unique_ptr<Seat> seat, Role role, beast::tcp_stream stream,
                  const http::request<http::string_body>& request) {
    std::make_shared<Viewer>(std::move(seat), role, std::move(stream))->start(request);
}

}  // namespace sacrum::sinks
