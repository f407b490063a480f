#include "sinks/dashboard/server/page_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket.hpp>
#include <map>
#include <optional>
#include <set>

#include "sinks/dashboard/page_files.hpp"
#include "sinks/dashboard/server/frame_queue.hpp"
#include "sinks/dashboard/server/request_rules.hpp"
#include "sinks/dashboard/server/session_so_far.hpp"

namespace sacrum::sinks {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using WallTime = std::chrono::system_clock::time_point;

constexpr auto kFrameInterval = std::chrono::milliseconds(34);
constexpr auto kRequestTime = std::chrono::seconds(10);
constexpr auto kSilence = std::chrono::seconds(30);
constexpr std::uint32_t kHeaderBytes = 8192;
constexpr std::size_t kMessageBytes = 2048;
constexpr std::size_t kMostPending =
    4096;                           // messages between two frames; more come only in a fast simulation
constexpr int kSendBuffer = 65536;  // what is on its way to a slow viewer is old
constexpr int kRequestsPerSecond = 10;
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

class Viewer;

// What all connections share. They keep it alive.
struct Hub {
    explicit Hub(asio::io_context& io) : frame_timer(io) {}
    PageWishes wishes;
    std::uint16_t port = 0;
    std::size_t connections = 0;
    std::size_t most_connections = 0;
    std::set<Viewer*> viewers;
    SessionSoFar so_far;
    proto::PageFrame pending;
    std::optional<WallTime> pending_since;
    std::map<std::uint32_t, int> pending_pose;  // by device: a newer pose takes the place of an older one
    asio::steady_timer frame_timer;
    Clock::time_point last_frame{};
    bool is_scheduled = false;
    bool is_closed = false;

    void send_frame();
    FrameQueue::Frame snapshot() const {
        auto frame = so_far.frame();
        frame.set_viewers(std::uint32_t(viewers.size()));
        return std::make_shared<const std::string>(frame.SerializeAsString());
    }
};
using HubPointer = std::shared_ptr<Hub>;

// A browser that watches.
class Viewer : public std::enable_shared_from_this<Viewer> {
  public:
    Viewer(HubPointer hub, beast::tcp_stream stream) : hub_(std::move(hub)), socket_(std::move(stream)) {}
    Viewer(const Viewer&) = delete;
    Viewer& operator=(const Viewer&) = delete;
    ~Viewer() {
        hub_->viewers.erase(this);
        --hub_->connections;
    }

    void start(const http::request<http::string_body>& request) {
        beast::get_lowest_layer(socket_).expires_never();
        socket_.set_option(websocket::stream_base::timeout{kRequestTime, kSilence, true});
        socket_.read_message_max(kMessageBytes);
        socket_.binary(true);
        socket_.async_accept(request, [self = shared_from_this()](error_code failed) {
            if (failed || self->hub_->is_closed) return;
            self->hub_->viewers.insert(self.get());
            self->queue_.ask_for_snapshot();
            self->send();
            self->read();
        });
    }

    void push(const FrameQueue::Frame& frame) {
        queue_.push(frame);
        send();
    }
    [[nodiscard]] bool is_flushed() const { return !sending_ && queue_.is_empty(); }
    [[nodiscard]] std::uint32_t lost() const { return queue_.lost(); }
    void close() { beast::get_lowest_layer(socket_).close(); }

  private:
    void send() {
        if (sending_) return;
        sending_ = queue_.pop([this] { return hub_->snapshot(); });
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
            self->fulfil(request);
        });
    }

    bool is_in_time() {
        const auto now = Clock::now();
        if (now - second_ > std::chrono::seconds(1)) second_ = now, requests_ = 0;
        return ++requests_ <= kRequestsPerSecond;
    }

    void fulfil(proto::PageRequest& request) {
        if (request.has_end()) return hub_->wishes.end();
        if (!request.has_action()) return;
        request.mutable_action()->set_author("page");
        hub_->wishes.act(request.action());
    }

    void leave() {
        hub_->viewers.erase(this);
        close();
    }

    HubPointer hub_;
    websocket::stream<beast::tcp_stream> socket_;
    beast::flat_buffer buffer_;
    FrameQueue queue_;
    FrameQueue::Frame sending_;
    Clock::time_point second_{};
    int requests_ = 0;
};

void Hub::send_frame() {
    last_frame = Clock::now();
    pending_pose.clear();
    // Only now, so that a snapshot never holds what a later frame brings again.
    for (const auto& message : pending.messages()) so_far.add(message);
    if (pending_since) {
        using Milliseconds = std::chrono::duration<double, std::milli>;
        pending.set_heard_utc_ms(Milliseconds(pending_since->time_since_epoch()).count());
        pending_since.reset();
    }
    pending.set_viewers(std::uint32_t(viewers.size()));
    std::uint32_t lost_before = 0;
    FrameQueue::Frame frame;
    // push() may end a viewer only later, from the io_context; the set stays as it is.
    for (Viewer* viewer : viewers) {
        if (!frame || viewer->lost() != lost_before) {
            lost_before = viewer->lost();
            pending.set_lost_frames(lost_before);
            frame = std::make_shared<const std::string>(pending.SerializeAsString());
        }
        viewer->push(frame);
    }
    pending.Clear();
}

// A connection until it is a viewer: files, one request after the other.
class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(HubPointer hub, asio::ip::tcp::socket socket)
        : hub_(std::move(hub)), stream_(std::move(socket)) {
        ++hub_->connections;
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        if (!is_given_away_) --hub_->connections;
    }

    void read() {
        parser_.emplace();
        parser_->header_limit(kHeaderBytes);
        parser_->body_limit(0);
        stream_.expires_after(kRequestTime);
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](error_code failed, std::size_t) {
                             if (!failed && !self->hub_->is_closed) self->answer();
                         });
    }

  private:
    using Request = http::request<http::string_body>;

    void answer() {
        const Request& request = parser_->get();
        const bool has_origin = request.find(http::field::origin) != request.end();
        const bool is_own = is_own_host(view(request[http::field::host]), hub_->port) &&
                            (!has_origin || is_own_origin(view(request[http::field::origin]), hub_->port));
        if (!is_own)
            return refuse(http::status::forbidden, "refused: this page answers only to its own address\n");
        if (websocket::is_upgrade(request)) {
            if (!has_origin || request.target() != "/live")
                return refuse(http::status::forbidden, "refused: /live is for the page itself\n");
            is_given_away_ = true;
            return std::make_shared<Viewer>(hub_, std::move(stream_))->start(request);
        }
        const bool is_head = request.method() == http::verb::head;
        if (request.method() != http::verb::get && !is_head)
            return refuse(http::status::method_not_allowed, "refused: there is nothing to change here\n");
        const std::string_view target = view(request.target());
        const std::string_view wanted = target.substr(0, target.find('?'));
        const auto files = page_files();
        const auto file = std::ranges::find_if(files, [&](const PageFile& one) {
            return one.path == wanted || (wanted == "/" && one.path == "/index.html");
        });
        if (file == files.end()) return refuse(http::status::not_found, "there is no such page\n");
        send(http::status::ok, file->type, file->content, request.keep_alive(), is_head);
    }

    void refuse(http::status status, std::string_view sentence) {
        send(status, "text/plain; charset=utf-8", sentence, false, false);
    }

    // The content must outlive the program's run: it is embedded.
    void send(http::status status, std::string_view type, std::string_view content, bool keep_alive,
              bool is_head) {
        response_ = {};
        response_.result(status);
        response_.version(11);
        response_.keep_alive(keep_alive);
        response_.set(http::field::content_type, beast::string_view(type.data(), type.size()));
        response_.set(http::field::cache_control, "no-store");
        response_.set("Content-Security-Policy", kPolicy);
        response_.set("X-Content-Type-Options", "nosniff");
        response_.set("Referrer-Policy", "no-referrer");
        response_.set("Cross-Origin-Resource-Policy", "same-origin");
        response_.set("Cross-Origin-Opener-Policy", "same-origin");
        response_.content_length(content.size());
        if (!is_head) response_.body() = {content.data(), content.size()};
        http::async_write(stream_, response_,
                          [self = shared_from_this(), keep_alive](error_code failed, std::size_t) {
                              if (failed) return;
                              if (keep_alive) return self->read();
                              error_code ignored;
                              self->stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
                          });
    }

    HubPointer hub_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_{kHeaderBytes};
    std::optional<http::request_parser<http::string_body>> parser_;
    http::response<http::span_body<const char>> response_;
    bool is_given_away_ = false;
};

class Server final : public PageServer {
  public:
    Server(asio::io_context& io, const PageServerParams& params, PageWishes wishes)
        : hub_(std::make_shared<Hub>(io)), acceptor_(io), pause_(io) {
        hub_->wishes = std::move(wishes);
        hub_->most_connections = params.most_connections;
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server() override {
        hub_->is_closed = true;
        for (Viewer* viewer : hub_->viewers) viewer->close();
    }

    Result<void> listen(std::uint16_t port) {
        const asio::ip::tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
        error_code failed;
        acceptor_.open(endpoint.protocol(), failed);
        if (!failed) acceptor_.set_option(asio::socket_base::reuse_address(true), failed);
        if (!failed) acceptor_.bind(endpoint, failed);
        if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
        if (failed) {
            return fail(ErrorKind::usage,
                        fmt::format("port {} of 127.0.0.1: {}; give --port another, or 0 for any free one",
                                    port, failed.message()));
        }
        hub_->port = acceptor_.local_endpoint().port();
        accept();
        return {};
    }

    [[nodiscard]] std::string address() const override {
        return fmt::format("http://127.0.0.1:{}", hub_->port);
    }

    void publish(const proto::LiveMessage& message, WallTime heard) override {
        Hub& hub = *hub_;
        if (!hub.pending_since) hub.pending_since = heard;
        if (message.has_pose()) {
            const auto [place, is_first] =
                hub.pending_pose.try_emplace(message.device(), hub.pending.messages_size());
            if (!is_first) {
                *hub.pending.mutable_messages(place->second) = message;
                return;
            }
        }
        *hub.pending.add_messages() = message;
        const bool is_full = hub.pending.messages_size() >= int(kMostPending);
        if (hub.viewers.empty() || is_full) return hub.send_frame();
        schedule();
    }

    [[nodiscard]] bool is_flushed() const override {
        return !hub_->is_scheduled && std::ranges::all_of(hub_->viewers, &Viewer::is_flushed);
    }

  private:
    void schedule() {
        if (std::exchange(hub_->is_scheduled, true)) return;
        hub_->frame_timer.expires_at(hub_->last_frame + kFrameInterval);
        hub_->frame_timer.async_wait([hub = hub_](error_code failed) {
            hub->is_scheduled = false;
            if (!failed && !hub->is_closed) hub->send_frame();
        });
    }

    void accept() {
        acceptor_.async_accept([this, hub = hub_](error_code failed, asio::ip::tcp::socket socket) {
            if (hub->is_closed || failed == asio::error::operation_aborted) return;
            if (failed) return accept_later();  // no descriptors left, for instance
            if (hub->connections < hub->most_connections) {
                error_code ignored;
                socket.set_option(asio::socket_base::send_buffer_size(kSendBuffer), ignored);
                socket.set_option(asio::ip::tcp::no_delay(true), ignored);
                std::make_shared<Connection>(hub, std::move(socket))->read();
            }
            accept();
        });
    }

    void accept_later() {
        pause_.expires_after(std::chrono::seconds(1));
        pause_.async_wait([this, hub = hub_](error_code failed) {
            if (!failed && !hub->is_closed) accept();
        });
    }

    HubPointer hub_;
    asio::ip::tcp::acceptor acceptor_;
    asio::steady_timer pause_;
};

}  // namespace

Result<std::unique_ptr<PageServer>> PageServer::create(asio::io_context& io, const PageServerParams& params,
                                                       PageWishes wishes) {
    auto server = std::make_unique<Server>(io, params, std::move(wishes));
    if (auto listening = server->listen(params.port); !listening) return tl::unexpected(listening.error());
    return server;
}

}  // namespace sacrum::sinks
