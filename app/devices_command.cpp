// sacrum devices: what can be connected to from here.
#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <memory>

#include "app/command.hpp"
#include "app/terminal.hpp"
#include "firmware_bridge/transport/ble_search.hpp"
#include "firmware_bridge/transport/serial_port.hpp"

namespace sacrum::app {
namespace {

ExitCode list_devices(double listen_s) {
    const auto ports = firmware_bridge::serial_ports();
    for (const auto& port : ports) fmt::print("serial:{}  {}\n", port.path, port.name);
    if (ports.empty()) fmt::print("no serial port has hardware behind it\n");
    std::fflush(stdout);
    if (listen_s <= 0.0) return ExitCode::ok;
    if (is_terminal(stderr)) fmt::print(stderr, "listening for Bluetooth devices for {:g} s …\r", listen_s);

    // A machine without Bluetooth is no fault: the ports were listed, and the sentence says what to do.
    boost::asio::io_context io{1};
    firmware_bridge::scan_ble(io, duration_from_seconds(listen_s),
                              [&](const Result<std::vector<firmware_bridge::BleDevice>>& found) {
                                  if (is_terminal(stderr)) fmt::print(stderr, "\033[K");
                                  if (!found) {
                                      print_error(found.error().sentence);
                                      return;
                                  }
                                  for (const auto& device : *found) {
                                      fmt::print(
                                          "ble:{}  {}{}{}\n", device.address,
                                          device.name.empty() ? "(no name)" : device.name,
                                          device.rssi_dbm ? fmt::format("  {} dBm", *device.rssi_dbm) : "",
                                          device.profile.empty() ? "" : "  " + device.profile);
                                  }
                                  if (found->empty()) fmt::print("no Bluetooth device is in reach\n");
                              });
    io.run();
    return ExitCode::ok;
}

}  // namespace

Command make_devices_command(CLI::App& program) {
    auto listen_s = std::make_shared<double>(5.0);
    CLI::App* parser = program.add_subcommand(
        "devices", "Serial ports and Bluetooth devices in reach, with their addresses.");
    parser
        ->add_option("--listen", *listen_s,
                     "seconds to listen for Bluetooth devices (default: 5; 0: serial ports only)")
        ->check(CLI::Range(0.0, 3600.0))
        ->type_name("S");
    parser->footer(
        "Examples:\n"
        "  Serial ports at once, without Bluetooth:\n"
        "    sacrum devices --listen 0\n"
        "  A device that advertises seldom:\n"
        "    sacrum devices --listen 20");
    return {parser, [listen_s] { return list_devices(*listen_s); }};
}

}  // namespace sacrum::app
