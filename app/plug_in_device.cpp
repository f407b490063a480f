#include "app/plug_in_device.hpp"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>

#include "firmware_bridge/transport/address.hpp"
#include "samples/device_port.hpp"
#include "samples/simulated_options.hpp"

namespace sacrum::app {

Result<void> plug_in_device(const std::string& where, const std::string& run) {
    // What was said last is still on its way out when the device falls silent.
    constexpr auto kLinger = std::chrono::milliseconds(300);
    const auto address = firmware_bridge::parse_address(run);
    if (!address) return tl::unexpected(address.error());
    if (address->scheme != "sim")
        return fail(ErrorKind::usage, run + ": a simulated device is named as in sim:runner?speed_mps=3");
    auto simulated = samples::parse_simulated_run(address->target, address->options);
    if (!simulated) return tl::unexpected(simulated.error());
    auto device = samples::SimulatedDevice::create(simulated->device);
    if (!device) return tl::unexpected(device.error());

    boost::asio::io_context io{1};
    boost::asio::steady_timer linger(io);
    auto port = samples::DevicePort::open(io, where, std::move(*device), simulated->speed, [&] {
        linger.expires_after(kLinger);
        linger.async_wait([&](const boost::system::error_code&) { io.stop(); });
    });
    if (!port) return tl::unexpected(port.error());
    boost::asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&](const boost::system::error_code&, int) { io.stop(); });
    fmt::print("{}\n", (*port)->address());
    std::fflush(stdout);
    io.run();
    return {};
}

}  // namespace sacrum::app
