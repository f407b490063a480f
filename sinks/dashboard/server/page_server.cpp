#include "sinks/dashboard/server/page_server.hpp"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "sinks/dashboard/server/connection.hpp"
#include "sinks/dashboard/server/hub.hpp"

namespace sacrum::sinks {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr int kSendBuffer = 65536;  // what is on its way to a slow viewer is old
constexpr const char* kOwnAddress = "127.0.0.1";

// Takes connections at one address.
class Door {
  public:
    Door(asio::io_context& io, HubPointer hub) : hub_(std::move(hub)), acceptor_(io), pause_(io) {}

    Result<std::uint16_t> open(const std::string& address, std::uint16_t port) {
        const tcp::endpoint endpoint(asio::ip::make_address(address), port);
        error_code failed;
        acceptor_.open(endpoint.protocol(), failed);
        if (!failed) acceptor_.set_option(asio::socket_base::reuse_address(true), failed);
        if (!failed && endpoint.address().is_v6()) acceptor_.set_option(asio::ip::v6_only(false), failed);
        if (!failed) acceptor_.bind(endpoint, failed);
        if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
        if (failed) {
            const bool is_own = address == kOwnAddress;
            return fail(ErrorKind::usage,
                        fmt::format("port {} of {}: {}; give {}", port, address, failed.message(),
                                    is_own ? "--port another, or 0 for any free one"
                                           : "--listen an address of this machine and a free port"));
        }
        accept();
        return acceptor_.local_endpoint().port();
    }

  private:
    void accept() {
        acceptor_.async_accept([this, hub = hub_](error_code failed, tcp::socket socket) {
            if (hub->is_closed || failed == asio::error::operation_aborted) return;
            if (failed) return accept_later();  // no descriptors left, for instance
            error_code ignored;
            socket.set_option(asio::socket_base::send_buffer_size(kSendBuffer), ignored);
            socket.set_option(tcp::no_delay(true), ignored);
            serve_connection(hub, std::move(socket));
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
    tcp::acceptor acceptor_;
    asio::steady_timer pause_;
};

class Server final : public PageServer {
  public:
    Server(asio::io_context& io, const PageServerParams& params, PageWishes wishes)
        : io_(io), hub_(std::make_shared<Hub>(io)), listen_(params.listen) {
        hub_->wishes = std::move(wishes);
        hub_->most_connections = params.most_connections;
        hub_->host_names = params.host_names;
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server() override { hub_->close(); }

    // A person on this machine always finds it at 127.0.0.1 too, unless another address of this machine alone
    // was wanted.
    Result<void> listen(std::uint16_t port) {
        if (!listen_) return open(kOwnAddress, port);
        if (!listen_->is_loopback)
            hub_->access.emplace(system_random, [hub = hub_.get()](const PairingCodes& codes) {
                if (hub->wishes.tell_codes) hub->wishes.tell_codes(codes);
            });
        if (auto opened = open(listen_->address, listen_->port.value_or(port)); !opened) return opened;
        if (listen_->is_any || listen_->is_loopback) return {};
        return open(kOwnAddress, hub_->port);
    }

    [[nodiscard]] std::string address() const override {
        return page_address(listen_ && listen_->is_loopback ? listen_->address : kOwnAddress, hub_->port);
    }
    [[nodiscard]] std::vector<std::string> addresses_elsewhere() const override {
        std::vector<std::string> all;
        if (!hub_->access) return all;
        for (const std::string& name : hub_->host_names)
            all.push_back(fmt::format("http://{}:{}", name, hub_->port));
        if (!listen_->is_any) {
            all.push_back(page_address(listen_->address, hub_->port));
            return all;
        }
        for (const auto& own : own_addresses(listen_->address == "::"))
            all.push_back(page_address(own, hub_->port));
        return all;
    }
    [[nodiscard]] std::optional<PairingCodes> codes() const override {
        return hub_->access ? std::optional(hub_->access->codes()) : std::nullopt;
    }

    void publish(const proto::LiveMessage& message, std::chrono::system_clock::time_point heard) override {
        hub_->publish(message, heard);
    }
    void offer(const std::string& path, std::string html) override {
        hub_->offered.try_emplace(path, std::move(html));
    }
    void offer_history(std::string path, PageMaker make) override {
        hub_->history.offer(std::move(path), std::move(make));
    }
    [[nodiscard]] std::size_t viewers() const override { return hub_->viewers.size(); }
    [[nodiscard]] bool is_flushed() const override { return hub_->is_flushed(); }

  private:
    Result<void> open(const std::string& address, std::uint16_t port) {
        doors_.push_back(std::make_unique<Door>(io_, hub_));
        auto opened = doors_.back()->open(address, port);
        if (!opened) return tl::unexpected(opened.error());
        hub_->port = *opened;
        return {};
    }

    asio::io_context& io_;
    HubPointer hub_;
    std::optional<ListenAddress> listen_;
    std::vector<std::unique_ptr<Door>> doors_;
};

}  // namespace

Result<std::unique_ptr<PageServer>> PageServer::create(asio::io_context& io, const PageServerParams& params,
                                                       PageWishes wishes) {
    auto server = std::make_unique<Server>(io, params, std::move(wishes));
    if (auto listening = server->listen(params.port); !listening) return tl::unexpected(listening.error());
    return server;
}

}  // namespace sacrum::sinks
