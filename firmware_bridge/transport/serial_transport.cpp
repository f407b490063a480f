#include "firmware_bridge/transport/serial_transport.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "firmware_bridge/transport/descriptor_stream.hpp"
#include "firmware_bridge/transport/serial_port.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::string_view kOptions[] = {"baud"};
constexpr double kUsualBaud = 115200, kLeastBaud = 50, kMostBaud = 12'000'000;

// A pty and a pulled plug end in end-of-file, EIO or ENXIO, as the driver likes.
std::string loss_in_words(int error) {
    if (error == 0 || error == EIO || error == ENXIO || error == ENODEV) return "the device was unplugged";
    return std::string("the serial port failed: ") + std::strerror(error);
}

class SerialTransport : public Transport {
  public:
    SerialTransport(boost::asio::io_context& io, const ArrivalClock& clock, ReconnectPauses pauses,
                    std::string path, unsigned baud)
        : io_(io), link_(io, clock, pauses), path_(std::move(path)), baud_(baud) {}

    void start(TransportListener& listener) override {
        link_.start(listener, [this] { open(); });
    }

    void send(std::span<const std::byte> bytes) override {
        if (stream_) stream_->send(bytes);
    }

    void stop() override {
        link_.stop();
        stream_.reset();
    }

  private:
    void open() {
        const auto port = open_serial_port(path_, baud_);
        if (!port) return link_.failed(port.error());
        stream_.emplace(io_, *port,
                        DescriptorStream::Calls{
                            .on_bytes = [this](std::span<const std::byte> bytes) { link_.bytes(0, bytes); },
                            .on_lost =
                                [this](int error) {
                                    stream_.reset();
                                    link_.lost(loss_in_words(error));
                                }});
        link_.up();
    }

    boost::asio::io_context& io_;
    Reconnector link_;
    std::string path_;
    unsigned baud_;
    std::optional<DescriptorStream> stream_;
};

}  // namespace

Result<std::unique_ptr<Transport>> open_serial_transport(boost::asio::io_context& io,
                                                         const ArrivalClock& clock, const Address& address,
                                                         ReconnectPauses pauses) {
    if (auto known = check_options(address, kOptions); !known) return tl::unexpected(known.error());
    const auto baud = number_option(address, "baud", kUsualBaud, kLeastBaud, kMostBaud);
    if (!baud) return tl::unexpected(baud.error());
    return std::make_unique<SerialTransport>(io, clock, pauses, address.target, static_cast<unsigned>(*baud));
}

}  // namespace sacrum::firmware_bridge
