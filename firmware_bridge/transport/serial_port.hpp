// A serial port opened raw, and those this machine has.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

// A descriptor of the port: raw, eight bits, no parity, no flow control, for this program alone. Takes any
// rate the driver can make to 3 %, odd ones too; the error names the remedy.
Result<int> open_serial_port(const std::string& path, unsigned baud);

struct SerialPort {
    std::string path;  // the name that stays when ports are numbered anew, if there is one
    std::string name;  // for people: maker, product, serial number as far as known
};

struct SerialPortFolders {
    std::filesystem::path by_id = "/dev/serial/by-id";
    std::filesystem::path tty = "/sys/class/tty";
    std::filesystem::path dev = "/dev";
};

// Ports with hardware behind them, in the order of their paths. None: empty.
std::vector<SerialPort> serial_ports(const SerialPortFolders& folders = {});

}  // namespace sacrum::firmware_bridge
