#include "app/open_device.hpp"

#include <array>

#include "firmware_bridge/transport/file_transport.hpp"
#include "firmware_bridge/transport/open_transport.hpp"
#include "samples/simulated_transport.hpp"

namespace sacrum::app {
namespace {

// The pace of a replay: 1 as recorded; max or nothing: as fast as possible.
Result<double> speed_of(const firmware_bridge::Address& address) {
    constexpr std::array<std::string_view, 1> kOptions{"speed"};
    if (auto known = firmware_bridge::check_options(address, kOptions); !known)
        return tl::unexpected(known.error());
    const auto speed = address.options.find("speed");
    if (speed == address.options.end() || speed->second == "max") return 0.0;
    return firmware_bridge::number_option(address, "speed", 0.0, 0.0, 1e6);
}

Result<OpenedDevice> open_file(boost::asio::io_context& io, const firmware_bridge::Address& address) {
    const auto speed = speed_of(address);
    if (!speed) return tl::unexpected(speed.error());
    auto file = firmware_bridge::FileTransport::open(io, address.target, *speed);
    if (!file) return tl::unexpected(file.error());
    const auto& header = (*file)->header();
    return OpenedDevice{.transport = std::move(*file),
                        .protocol = header ? header->protocol : "auto",
                        .keeps_wall_time = false};
}

}  // namespace

Result<OpenedDevice> open_device(boost::asio::io_context& io, const firmware_bridge::ArrivalClock& clock,
                                 const std::string& text) {
    const auto address = firmware_bridge::parse_address(text);
    if (!address) return tl::unexpected(address.error());
    if (address->scheme == "file") return open_file(io, *address);
    if (address->scheme == "sim") {
        auto simulated = samples::make_simulated_transport(io, address->target, address->options);
        if (!simulated) return tl::unexpected(simulated.error());
        return OpenedDevice{.transport = std::move(*simulated),
                            .protocol = "sacrum",
                            .understands_requests = true,
                            .keeps_wall_time = false};
    }
    auto transport = firmware_bridge::open_transport(io, clock, *address);
    if (!transport) return tl::unexpected(transport.error());
    return OpenedDevice{.transport = std::move(*transport), .protocol = "auto"};
}

}  // namespace sacrum::app
