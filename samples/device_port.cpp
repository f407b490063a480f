#include "samples/device_port.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "samples/paced_device.hpp"

namespace sacrum::samples {
namespace {

using boost::asio::ip::tcp;
using boost::asio::ip::udp;
using ErrorCode = boost::system::error_code;
using Done = std::function<void(const ErrorCode&, std::size_t)>;

constexpr std::size_t kMostUnsent = 1'000'000;  // bytes; five minutes at 200 Hz
constexpr std::size_t kLongestDatagram = 1200;  // bytes; fits any network whole
constexpr auto kLookInterval = std::chrono::milliseconds(10);
constexpr auto kLinger = std::chrono::seconds(2);

}  // namespace

// What both kinds have: the device, what is on its way out, and what comes in.
class DevicePort::Plug : public std::enable_shared_from_this<Plug> {
  public:
    Plug(boost::asio::io_context& io, SimulatedDevice device, double speed, std::function<void()> on_end)
        : device_(io, std::move(device), speed), on_end_(std::move(on_end)) {}
    Plug(const Plug&) = delete;
    Plug& operator=(const Plug&) = delete;
    virtual ~Plug() = default;

    virtual void listen() = 0;  // calls connected() when somebody is there
    virtual void hang_up() = 0;
    virtual void unplug() = 0;  // nobody can listen any more; handlers may keep this object for a while
    [[nodiscard]] virtual std::string address() const = 0;

    void stop() {
        is_stopped_ = true;
        device_.stop();
        unplug();
    }

  protected:
    virtual void read_some(std::span<std::byte> into, Done done) = 0;
    virtual void write_all(std::span<const std::byte> bytes, Done done) = 0;
    // Everything is written; `done` may follow only when closing would take nothing back.
    virtual void linger(std::function<void()> done) { done(); }

    void connected() {
        is_connected_ = true;
        read();
        if (std::exchange(has_begun_, true)) return;
        device_.start(
            [this](const DeviceEvent& event) {  // this outlives device_
                if (event.kind == DeviceEvent::Kind::bytes) write(event.bytes);
            },
            [this] {
                has_ended_ = true;
                write_more();
            });
    }
    // For a handler of something that takes time: does nothing after stop().
    template <class F>
    auto guarded(F&& handler) {
        return [self = shared_from_this(), handler = std::forward<F>(handler)](const auto&... arguments) {
            if (!self->is_stopped_) handler(arguments...);
        };
    }

  private:
    void read() {
        read_some(read_, guarded([this](const ErrorCode& error, std::size_t count) {
                      if (error) return lost();
                      device_.receive(std::span(read_).first(count));
                      read();
                  }));
    }
    void write(std::span<const std::byte> bytes) {
        if (!is_connected_ || unsent_.size() + bytes.size() > kMostUnsent) return;
        unsent_.insert(unsent_.end(), bytes.begin(), bytes.end());
        write_more();
    }
    void write_more() {
        if (is_writing_) return;
        if (unsent_.empty()) {
            if (has_ended_ && on_end_) linger(std::exchange(on_end_, nullptr));
            return;
        }
        is_writing_ = true;
        on_the_way_.swap(unsent_);
        unsent_.clear();
        write_all(on_the_way_, guarded([this](const ErrorCode& error, std::size_t) {
                      is_writing_ = false;
                      if (error) unsent_.clear();  // reading notices that nobody is there
                      write_more();
                  }));
    }
    void lost() {
        is_connected_ = false;
        unsent_.clear();
        hang_up();
        listen();
    }

    PacedDevice device_;
    std::function<void()> on_end_;
    std::array<std::byte, 256> read_{};
    std::vector<std::byte> unsent_, on_the_way_;
    bool is_connected_ = false, is_writing_ = false, has_begun_ = false, has_ended_ = false,
         is_stopped_ = false;
};

class DevicePort::PtyPlug final : public Plug {
  public:
    PtyPlug(boost::asio::io_context& io, SimulatedDevice device, double speed, std::function<void()> on_end,
            int master, std::filesystem::path link)
        : Plug(io, std::move(device), speed, std::move(on_end)),
          master_(io, master),
          timer_(io),
          link_(std::move(link)) {}

    // The terminal says that it is hung up as long as nobody has it open; there is nothing to wait on.
    void listen() override {
        pollfd looked{.fd = master_.native_handle(), .events = 0, .revents = 0};
        if (::poll(&looked, 1, 0) == 0) return connected();
        timer_.expires_after(kLookInterval);
        timer_.async_wait(guarded([this](const ErrorCode& error) {
            if (!error) listen();
        }));
    }
    void hang_up() override {
        timer_.cancel();
        master_.cancel();
    }
    void unplug() override {
        timer_.cancel();
        ErrorCode ignored;
        master_.close(ignored);
        std::error_code not_there;
        std::filesystem::remove(link_, not_there);
    }
    [[nodiscard]] std::string address() const override { return "serial:" + link_.string(); }

  private:
    void read_some(std::span<std::byte> into, Done done) override {
        master_.async_read_some(boost::asio::buffer(into.data(), into.size()), std::move(done));
    }
    void write_all(std::span<const std::byte> bytes, Done done) override {
        boost::asio::async_write(master_, boost::asio::buffer(bytes.data(), bytes.size()), std::move(done));
    }
    // A pseudo-terminal that closes throws away what the host has not read, and does not tell how much that
    // is.
    void linger(std::function<void()> done) override {
        timer_.expires_after(kLinger);
        timer_.async_wait(guarded([done = std::move(done)](const ErrorCode&) { done(); }));
    }

    boost::asio::posix::stream_descriptor master_;
    boost::asio::steady_timer timer_;
    std::filesystem::path link_;
};

class DevicePort::TcpPlug final : public Plug {
  public:
    TcpPlug(boost::asio::io_context& io, SimulatedDevice device, double speed, std::function<void()> on_end,
            tcp::acceptor acceptor)
        : Plug(io, std::move(device), speed, std::move(on_end)),
          acceptor_(std::move(acceptor)),
          socket_(io) {}

    void listen() override {
        acceptor_.async_accept(socket_, guarded([this](const ErrorCode& error) {
                                   if (error) return;
                                   ErrorCode ignored;
                                   socket_.set_option(tcp::no_delay(true), ignored);
                                   connected();
                               }));
    }
    void hang_up() override {
        ErrorCode ignored;
        socket_.close(ignored);
    }
    void unplug() override {
        hang_up();
        ErrorCode ignored;
        acceptor_.close(ignored);
    }
    [[nodiscard]] std::string address() const override {
        const auto endpoint = acceptor_.local_endpoint();
        const std::string host = endpoint.address().to_string();
        return endpoint.address().is_v6() ? fmt::format("tcp://[{}]:{}", host, endpoint.port())
                                          : fmt::format("tcp://{}:{}", host, endpoint.port());
    }

  private:
    void read_some(std::span<std::byte> into, Done done) override {
        socket_.async_read_some(boost::asio::buffer(into.data(), into.size()), std::move(done));
    }
    void write_all(std::span<const std::byte> bytes, Done done) override {
        boost::asio::async_write(socket_, boost::asio::buffer(bytes.data(), bytes.size()), std::move(done));
    }

    tcp::acceptor acceptor_;
    tcp::socket socket_;
};

class DevicePort::UdpPlug final : public Plug {
  public:
    UdpPlug(boost::asio::io_context& io, SimulatedDevice device, double speed, std::function<void()> on_end,
            udp::socket socket)
        : Plug(io, std::move(device), speed, std::move(on_end)), io_(io), socket_(std::move(socket)) {}

    void listen() override {
        boost::asio::post(io_, guarded([this] { connected(); }));
    }
    // A host that is not there yet refuses a datagram; the next one is sent all the same.
    void hang_up() override {}
    void unplug() override {
        ErrorCode ignored;
        socket_.close(ignored);
    }
    [[nodiscard]] std::string address() const override {
        return fmt::format("udp://:{}", socket_.remote_endpoint().port());
    }

  private:
    void read_some(std::span<std::byte> into, Done done) override {
        socket_.async_receive(
            boost::asio::buffer(into.data(), into.size()),
            guarded([this, into, done = std::move(done)](const ErrorCode& error, std::size_t count) {
                if (error == boost::asio::error::connection_refused) return read_some(into, done);
                done(error, count);
            }));
    }
    void write_all(std::span<const std::byte> bytes, Done done) override {
        for (std::size_t at = 0; at < bytes.size(); at += kLongestDatagram) {
            const auto piece = bytes.subspan(at, std::min(kLongestDatagram, bytes.size() - at));
            ErrorCode ignored;
            socket_.send(boost::asio::buffer(piece.data(), piece.size()), 0, ignored);
        }
        boost::asio::post(io_, [done = std::move(done), count = bytes.size()] { done({}, count); });
    }

    boost::asio::io_context& io_;
    udp::socket socket_;
};

namespace {

// The master of a new pseudo-terminal whose slave is found at `link`.
Result<int> open_pty(const std::filesystem::path& link) {
    const auto refuse = [&](const std::string& what) {
        return fail(ErrorKind::output, fmt::format("{}: {}: {}", link.string(), what, std::strerror(errno)));
    };
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0) return refuse("no pseudo-terminal is to be had");
    std::array<char, 128> name{};
    if (::grantpt(master) != 0 || ::unlockpt(master) != 0 ||
        ::ptsname_r(master, name.data(), name.size()) != 0) {
        ::close(master);
        return refuse("the pseudo-terminal cannot be opened");
    }
    termios settings{};
    if (::tcgetattr(master, &settings) == 0) {  // bytes as they are, no echo; Linux applies it to the slave
        ::cfmakeraw(&settings);
        ::tcsetattr(master, TCSANOW, &settings);
    }
    // Opened and closed once, so that it counts as hung up until a host opens it.
    if (const int slave = ::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC); slave >= 0) ::close(slave);
    std::error_code error;
    if (std::filesystem::is_symlink(link, error)) std::filesystem::remove(link, error);
    std::filesystem::create_symlink(name.data(), link, error);
    if (error) {
        ::close(master);
        return fail(ErrorKind::output, fmt::format("{}: cannot be made a link to the pseudo-terminal: {}",
                                                   link.string(), error.message()));
    }
    return master;
}

struct Place {
    boost::asio::ip::address host;
    std::uint16_t port = 0;
};

// "127.0.0.1:9000"; an IPv6 address stands in brackets.
Result<Place> parse_place(const std::string& where, std::string_view host_port) {
    const auto colon = host_port.rfind(':');
    std::uint16_t port = 0;
    const std::string_view digits = colon == std::string_view::npos ? "" : host_port.substr(colon + 1);
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    ErrorCode error;
    std::string_view name = host_port.substr(0, colon);
    if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
    const auto host = boost::asio::ip::make_address(std::string(name), error);
    if (digits.empty() || wrong != std::errc() || end != digits.data() + digits.size() || error) {
        return fail(ErrorKind::usage, where + ": give an address and a port, as in tcp://127.0.0.1:9000");
    }
    return Place{host, port};
}

Result<udp::socket> open_udp(boost::asio::io_context& io, const std::string& where, const Place& place) {
    udp::socket socket(io);
    ErrorCode error;
    socket.connect(udp::endpoint(place.host, place.port), error);
    if (error)
        return fail(ErrorKind::output, fmt::format("{}: cannot send there: {}", where, error.message()));
    return socket;
}

Result<tcp::acceptor> open_tcp(boost::asio::io_context& io, const std::string& where, const Place& place) {
    ErrorCode error;
    tcp::acceptor acceptor(io);
    const tcp::endpoint endpoint(place.host, place.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(1, error);
    if (error)
        return fail(ErrorKind::output, fmt::format("{}: cannot listen there: {}", where, error.message()));
    return acceptor;
}

}  // namespace

Result<std::unique_ptr<DevicePort>> DevicePort::open(boost::asio::io_context& io, const std::string& where,
                                                     SimulatedDevice device, double speed,
                                                     std::function<void()> on_end) {
    std::shared_ptr<Plug> plug;
    if (where.starts_with("pty:") && where.size() > 4) {
        const std::filesystem::path link = where.substr(4);
        const auto master = open_pty(link);
        if (!master) return tl::unexpected(master.error());
        plug = std::make_shared<PtyPlug>(io, std::move(device), speed, std::move(on_end), *master, link);
    } else if (where.starts_with("tcp://")) {
        const auto place = parse_place(where, std::string_view(where).substr(6));
        if (!place) return tl::unexpected(place.error());
        auto acceptor = open_tcp(io, where, *place);
        if (!acceptor) return tl::unexpected(acceptor.error());
        plug =
            std::make_shared<TcpPlug>(io, std::move(device), speed, std::move(on_end), *std::move(acceptor));
    } else if (where.starts_with("udp://")) {
        const auto place = parse_place(where, std::string_view(where).substr(6));
        if (!place) return tl::unexpected(place.error());
        auto socket = open_udp(io, where, *place);
        if (!socket) return tl::unexpected(socket.error());
        plug = std::make_shared<UdpPlug>(io, std::move(device), speed, std::move(on_end), *std::move(socket));
    } else {
        return fail(ErrorKind::usage,
                    where +
                        ": a simulated device can be plugged in at pty:PATH, tcp://ADDRESS:PORT or "
                        "udp://ADDRESS:PORT");
    }
    plug->listen();
    return std::unique_ptr<DevicePort>(new DevicePort(std::move(plug)));
}

DevicePort::DevicePort(std::shared_ptr<Plug> plug) : plug_(std::move(plug)) {}
DevicePort::~DevicePort() { plug_->stop(); }
std::string DevicePort::address() const { return plug_->address(); }

}  // namespace sacrum::samples
