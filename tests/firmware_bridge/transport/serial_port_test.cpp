#include "firmware_bridge/transport/serial_port.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/firmware_bridge/transport/pty.hpp"
#include "tests/support/pseudo_terminal.hpp"

namespace sacrum::firmware_bridge {

using namespace transport_tests;

TEST_CASE("a port opens at usual and at odd rates") {
    if (!sacrum::tests::has_pseudo_terminals()) return;
    const ScratchFolder folder;
    const Pty line(folder / "imu");
    for (const unsigned baud : {9600u, 115200u, 250000u, 921600u, 256000u, 1234567u}) {
        INFO(baud);
        const auto port = open_serial_port(line.link(), baud);
        REQUIRE(port.has_value());
        close(*port);
    }
}

TEST_CASE("ports with hardware are listed under lasting names, with their maker's words") {
    const ScratchFolder folder;
    namespace fs = std::filesystem;
    const auto usb = folder / "devices/usb1/1-2";
    fs::create_directories(usb / "1-2:1.0/ttyUSB0");
    std::ofstream(usb / "manufacturer") << "FTDI\n";
    std::ofstream(usb / "product") << "FT232R USB UART\n";
    std::ofstream(usb / "serial") << "A50285BI\n";
    fs::create_directories(folder / "devices/board");
    for (const auto* const name : {"ttyUSB0", "ttyS0", "ttyS1", "tty7"})
        fs::create_directories(folder / "tty" / name);
    fs::create_directory_symlink(usb / "1-2:1.0/ttyUSB0", folder / "tty/ttyUSB0/device");
    fs::create_directory_symlink(folder / "devices/board", folder / "tty/ttyS0/device");
    fs::create_directory_symlink(folder / "devices/board", folder / "tty/ttyS1/device");
    std::ofstream(folder / "tty/ttyS0/type") << "4\n";
    std::ofstream(folder / "tty/ttyS1/type") << "0\n";
    fs::create_directories(folder / "by-id");
    fs::create_symlink("../../ttyUSB0", folder / "by-id/usb-FTDI_A50285BI-if00-port0");

    const auto ports = serial_ports({.by_id = folder / "by-id", .tty = folder / "tty", .dev = "/dev"});
    REQUIRE(ports.size() == 2);
    CHECK(ports[0].path == "/dev/ttyS0");
    CHECK(ports[0].name == "serial port ttyS0");
    CHECK(ports[1].path == (folder / "by-id/usb-FTDI_A50285BI-if00-port0").string());
    CHECK(ports[1].name == "FTDI FT232R USB UART A50285BI");
    CHECK(serial_ports({.by_id = folder / "none", .tty = folder / "none", .dev = "/dev"}).empty());
}

}  // namespace sacrum::firmware_bridge
