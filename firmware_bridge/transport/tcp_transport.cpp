#include "firmware_bridge/transport/tcp_transport.hpp"

#include <fmt/format.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <optional>
#include <utility>

#include "firmware_bridge/transport/descriptor_stream.hpp"
#include "firmware_bridge/transport/tcp_socket.hpp"

namespace sacrum::firmware_bridge {
namespace {

using boost::asio::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr Duration kConnectLimit = std::chrono::seconds(10);

Error refusal(const std::string& name, const std::string& why) {
    return {.kind = ErrorKind::input, .sentence = name + ": " + why};
}

std::string connect_failure(const ErrorCode& error) {
    namespace asio_error = boost::asio::error;
    if (error == asio_error::connection_refused) {
        return "nothing listens there (connection refused); start the device first, and compare the port";
    }
    if (error == asio_error::operation_aborted || error == asio_error::timed_out ||
        error == asio_error::host_unreachable || error == asio_error::network_unreachable) {
        return "it does not answer; check that the device is on and in the same network";
    }
    return fmt::format("no connection ({}); check address and network", error.message());
}

// The connection both kinds have, and what they do with it.
class TcpLink {
  public:
    TcpLink(boost::asio::io_context& io, const ArrivalClock& clock, ReconnectPauses pauses)
        : io_(io), link(io, clock, pauses) {}

    void send(std::span<const std::byte> bytes) {
        if (stream_) stream_->send(bytes);
    }

    void take(tcp::socket&& socket, std::function<void(const std::string& reason)> on_lost) {
        ErrorCode error;
        prepare_connection(socket.native_handle());
        const int descriptor = socket.release(error);
        if (error) return on_lost(error.message());
        stream_.emplace(io_, descriptor,
                        DescriptorStream::Calls{
                            .on_bytes = [this](std::span<const std::byte> bytes) { link.bytes(0, bytes); },
                            .on_lost =
                                [this, on_lost = std::move(on_lost)](int loss) {
                                    stream_.reset();
                                    on_lost(connection_loss_in_words(loss));
                                }});
        link.up();
    }

    void close() { stream_.reset(); }
    bool is_open() const { return stream_.has_value(); }

  private:
    boost::asio::io_context& io_;
    std::optional<DescriptorStream> stream_;

  public:
    Reconnector link;
};

class TcpClient : public Transport {
  public:
    TcpClient(boost::asio::io_context& io, const ArrivalClock& clock, ReconnectPauses pauses,
              std::string name, HostPort there)
        : io_(io), tcp_(io, clock, pauses), limit_(io), name_(std::move(name)), there_(std::move(there)) {}
    ~TcpClient() override { TcpClient::stop(); }

    void start(TransportListener& listener) override {
        tcp_.link.start(listener, [this] { seek(); });
    }
    void send(std::span<const std::byte> bytes) override { tcp_.send(bytes); }
    void stop() override {
        tcp_.link.stop();
        limit_.cancel();
        seeking_.reset();
        tcp_.close();
    }

  private:
    // One attempt; whoever drops it cancels it, and its calls find it gone.
    struct Seeking {
        explicit Seeking(boost::asio::io_context& io) : resolver(io), socket(io) {}
        tcp::resolver resolver;
        tcp::socket socket;
    };

    void seek() {
        seeking_ = std::make_shared<Seeking>(io_);
        limit_.set(kConnectLimit, [this] { give_up(connect_failure(boost::asio::error::timed_out)); });
        seeking_->resolver.async_resolve(
            there_.host, std::to_string(there_.port),
            [this, here = std::weak_ptr(seeking_)](const ErrorCode& error,
                                                   const tcp::resolver::results_type& found) {
                if (here.expired()) return;
                if (error)
                    return give_up("there is no host of this name; check its spelling and the network");
                connect(found);
            });
    }

    void connect(const tcp::resolver::results_type& found) {
        boost::asio::async_connect(
            seeking_->socket, found,
            [this, here = std::weak_ptr(seeking_)](const ErrorCode& error, const tcp::endpoint&) {
                const auto seeking = here.lock();
                if (!seeking) return;
                if (error) return give_up(connect_failure(error));
                limit_.cancel();
                seeking_.reset();
                tcp_.take(std::move(seeking->socket),
                          [this](const std::string& reason) { tcp_.link.lost(reason); });
            });
    }

    void give_up(const std::string& why) {
        limit_.cancel();
        seeking_.reset();
        tcp_.link.failed(refusal(name_, why));
    }

    boost::asio::io_context& io_;
    TcpLink tcp_;
    Alarm limit_;
    std::string name_;
    HostPort there_;
    std::shared_ptr<Seeking> seeking_;
};

class TcpServer : public Transport {
  public:
    TcpServer(boost::asio::io_context& io, const ArrivalClock& clock, ReconnectPauses pauses,
              tcp::acceptor&& acceptor)
        : tcp_(io, clock, pauses), acceptor_(std::make_shared<tcp::acceptor>(std::move(acceptor))) {}
    ~TcpServer() override { TcpServer::stop(); }

    void start(TransportListener& listener) override {
        tcp_.link.start(listener, [this] { accept(); });
    }
    void send(std::span<const std::byte> bytes) override { tcp_.send(bytes); }
    void stop() override {
        tcp_.link.stop();
        acceptor_.reset();
        tcp_.close();
    }

  private:
    void accept() {
        acceptor_->async_accept(
            [this, here = std::weak_ptr(acceptor_)](const ErrorCode& error, tcp::socket socket) {
                if (here.expired()) return;
                if (!error) welcome(std::move(socket));
                if (!here.expired()) accept();  // the listener may have called stop()
            });
    }

    void welcome(tcp::socket&& socket) {
        ErrorCode error;
        const auto host = socket.remote_endpoint(error).address();
        if (error) return;  // it has left again
        if (tcp_.is_open()) {
            if (host != device_) return;
            // A device that lost its power comes back while its old connection still looks alive.
            tcp_.close();
            tcp_.link.down("the device connected anew");
        }
        if (tcp_.link.is_stopped()) return;
        device_ = host;
        tcp_.take(std::move(socket), [this](const std::string& reason) { tcp_.link.down(reason); });
    }

    TcpLink tcp_;
    std::shared_ptr<tcp::acceptor> acceptor_;
    boost::asio::ip::address device_;
};

Result<tcp::acceptor> listening(boost::asio::io_context& io, const std::string& name, std::uint16_t port) {
    tcp::acceptor acceptor(io);
    ErrorCode error;
    const tcp::endpoint here(tcp::v4(), port);
    acceptor.open(here.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(here, error);
    if (!error) acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
    if (!error) return acceptor;
    if (error == boost::asio::error::access_denied) {
        return tl::unexpected(refusal(name, "ports below 1024 need a privilege; choose a higher one"));
    }
    if (error == boost::asio::error::address_in_use) {
        return tl::unexpected(refusal(name, "another program listens on this port; choose another"));
    }
    return tl::unexpected(
        refusal(name, fmt::format("this port cannot be opened ({}); choose another", error.message())));
}

}  // namespace

Result<std::unique_ptr<Transport>> open_tcp_transport(boost::asio::io_context& io, const ArrivalClock& clock,
                                                      const Address& address, ReconnectPauses pauses) {
    if (auto known = check_options(address, {}); !known) return tl::unexpected(known.error());
    auto there = host_port_of(address);
    if (!there) return tl::unexpected(there.error());
    if (!there->host.empty()) {
        return std::make_unique<TcpClient>(io, clock, pauses, text_of(address), *std::move(there));
    }
    auto acceptor = listening(io, text_of(address), there->port);
    if (!acceptor) return tl::unexpected(acceptor.error());
    return std::make_unique<TcpServer>(io, clock, pauses, *std::move(acceptor));
}

}  // namespace sacrum::firmware_bridge
