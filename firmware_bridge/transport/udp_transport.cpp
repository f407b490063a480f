#include "firmware_bridge/transport/udp_transport.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <utility>

namespace sacrum::firmware_bridge {
namespace {

using boost::asio::ip::udp;
using ErrorCode = boost::system::error_code;

constexpr std::string_view kOptions[] = {"silence_s"};
constexpr double kUsualSilence = 3.0, kLeastSilence = 0.1, kMostSilence = 3600.0;
constexpr int kReceiveBuffer = 1 << 20;  // a second of many devices while this program is kept waiting

// What outlives a transport until the last call of the io_context has returned.
struct Port {
    explicit Port(boost::asio::io_context& io) : socket(io) {}
    udp::socket socket;
    udp::endpoint sender;
    std::array<std::byte, 65536> datagram;
};

class UdpTransport : public Transport {
  public:
    UdpTransport(boost::asio::io_context& io, const ArrivalClock& clock, std::shared_ptr<Port> port,
                 Duration silence)
        : link_(io, clock, {}), silence_alarm_(io), port_(std::move(port)), silence_(silence) {}
    ~UdpTransport() override { UdpTransport::stop(); }

    void start(TransportListener& listener) override {
        link_.start(listener, [this] { receive(); });
    }

    void send(std::span<const std::byte> bytes) override {
        if (!port_ || !link_.is_up()) return;
        ErrorCode ignored;  // a full buffer drops, as the network may
        port_->socket.send_to(boost::asio::buffer(bytes.data(), bytes.size()), device_, 0, ignored);
    }

    void stop() override {
        link_.stop();
        silence_alarm_.cancel();
        if (auto port = std::exchange(port_, nullptr)) {
            ErrorCode ignored;
            port->socket.close(ignored);
        }
    }

  private:
    void receive() {
        port_->socket.async_receive_from(boost::asio::buffer(port_->datagram), port_->sender,
                                         [this, port = port_](const ErrorCode& error, std::size_t count) {
                                             if (!port->socket.is_open())
                                                 return;  // stopped; this may be gone
                                             // An error is about what was sent before: nobody listens there
                                             // any more.
                                             if (!error) hear(*port, count);
                                             if (port->socket.is_open()) receive();
                                         });
    }

    void hear(const Port& port, std::size_t count) {
        device_ = port.sender;
        silence_alarm_.set(
            silence_, [this] { link_.down(fmt::format("nothing came for {:g} s", in_seconds(silence_))); });
        link_.up();
        link_.bytes(0, std::span(port.datagram).first(count));
    }

    Reconnector link_;
    Alarm silence_alarm_;
    std::shared_ptr<Port> port_;
    Duration silence_;
    udp::endpoint device_;
};

Result<void> listen_on(Port& port, const std::string& name, const HostPort& here) {
    ErrorCode error;
    const auto address = here.host.empty() ? boost::asio::ip::address(boost::asio::ip::address_v4::any())
                                           : boost::asio::ip::make_address(here.host, error);
    if (error) {
        return fail(ErrorKind::usage,
                    fmt::format("{}: udp waits for the device to send; say udp://:{}, or the number "
                                "of one of this machine's addresses before the port",
                                name, here.port));
    }
    const udp::endpoint end(address, here.port);
    port.socket.open(end.protocol(), error);
    if (!error) port.socket.bind(end, error);
    if (!error) port.socket.non_blocking(true, error);
    if (error) {
        return fail(ErrorKind::input,
                    fmt::format("{}: this port cannot be opened ({}); choose another, or close the "
                                "program that has it",
                                name, error.message()));
    }
    port.socket.set_option(udp::socket::receive_buffer_size(kReceiveBuffer), error);  // less is fine
    return {};
}

}  // namespace

Result<std::unique_ptr<Transport>> open_udp_transport(boost::asio::io_context& io, const ArrivalClock& clock,
                                                      const Address& address) {
    if (auto known = check_options(address, kOptions); !known) return tl::unexpected(known.error());
    const auto silence = number_option(address, "silence_s", kUsualSilence, kLeastSilence, kMostSilence);
    if (!silence) return tl::unexpected(silence.error());
    const auto here = host_port_of(address);
    if (!here) return tl::unexpected(here.error());
    auto port = std::make_shared<Port>(io);
    if (auto bound = listen_on(*port, text_of(address), *here); !bound) return tl::unexpected(bound.error());
    return std::make_unique<UdpTransport>(io, clock, std::move(port), duration_from_seconds(*silence));
}

}  // namespace sacrum::firmware_bridge
