#include "firmware_bridge/transport/serial_port.hpp"

// <termios.h> knows only the rates of POSIX; the kernel's own structure takes every one and cannot be
// included beside it.
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>

namespace sacrum::firmware_bridge {
namespace {

constexpr double kRateTolerance = 0.03;  // ten bits on a wire bear 5 % between both ends together

std::string open_failure(int error) {
    switch (error) {
        case ENOENT:
        case ENXIO:
        case ENODEV:
            return "there is no such port; plug the device in, and see sacrum devices for the ports there "
                   "are";
        case EACCES:
        case EPERM:
            return "permission denied; add yourself to the group dialout (sudo adduser $USER dialout) and "
                   "log in "
                   "again";
        case EBUSY: return "another program has it open; close that program";
        default:
            return fmt::format("it cannot be opened ({}); unplug the device and plug it in again",
                               std::strerror(error));
    }
}

tl::unexpected<Error> refusal(const std::string& path, const std::string& why) {
    return fail(ErrorKind::input, fmt::format("serial:{}: {}", path, why));
}

void make_raw(termios2& settings, unsigned baud) {
    settings.c_iflag = 0;
    settings.c_oflag = 0;
    settings.c_lflag = 0;
    settings.c_cflag = CS8 | CREAD | CLOCAL | BOTHER;
    settings.c_ispeed = baud;
    settings.c_ospeed = baud;
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
}

Result<void> set_up(int port, const std::string& path, unsigned baud) {
    termios2 settings{};
    if (ioctl(port, TCGETS2, &settings) != 0)
        return refusal(path, "it is not a serial port; sacrum devices lists them");
    make_raw(settings, baud);
    if (ioctl(port, TCSETS2, &settings) != 0 || ioctl(port, TCGETS2, &settings) != 0) {
        return refusal(path, fmt::format("it does not take {} baud; choose another rate with ?baud=", baud));
    }
    const double made = settings.c_ospeed;
    if (!(std::abs(made - baud) <= kRateTolerance * baud)) {
        return refusal(
            path, fmt::format("it makes {:.0f} baud where {} was asked for; choose another rate with ?baud=",
                              made, baud));
    }
    ioctl(port, TIOCEXCL);  // two readers would share the bytes between them; a driver without it is fine
    return {};
}

std::string first_line(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

// What USB says about itself stands a few folders above the port.
std::string usb_name(std::filesystem::path device) {
    for (int level = 0; level < 4; ++level, device = device.parent_path()) {
        if (!std::filesystem::exists(device / "product")) continue;
        std::string name;
        for (const auto* const part : {"manufacturer", "product", "serial"}) {
            const auto word = first_line(device / part);
            if (!word.empty()) name += (name.empty() ? "" : " ") + word;
        }
        return name;
    }
    return {};
}

// {"ttyUSB0": "/dev/serial/by-id/usb-…"}
std::map<std::string, std::string> lasting_names(const std::filesystem::path& by_id) {
    std::map<std::string, std::string> names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(by_id, error)) {
        const auto target = std::filesystem::read_symlink(entry.path(), error);
        if (!error) names.emplace(target.filename().string(), entry.path().string());
    }
    return names;
}

// Four ttyS stand in every system; type 0 says that nothing is behind one (serial_core.h, PORT_UNKNOWN).
bool has_hardware(const std::filesystem::path& tty) {
    std::error_code error;
    return std::filesystem::exists(tty / "device", error) && first_line(tty / "type") != "0";
}

}  // namespace

Result<int> open_serial_port(const std::string& path, unsigned baud) {
    const int port = open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (port < 0) return refusal(path, open_failure(errno));
    if (auto done = set_up(port, path, baud); !done) {
        close(port);
        return tl::unexpected(done.error());
    }
    return port;
}

std::vector<SerialPort> serial_ports(const SerialPortFolders& folders) {
    const auto lasting = lasting_names(folders.by_id);
    std::vector<SerialPort> ports;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folders.tty, error)) {
        if (!has_hardware(entry.path())) continue;
        const auto name = entry.path().filename().string();
        const auto found = lasting.find(name);
        const auto device = std::filesystem::canonical(entry.path() / "device", error);
        const auto product = error ? std::string{} : usb_name(device);
        ports.push_back({.path = found == lasting.end() ? (folders.dev / name).string() : found->second,
                         .name = product.empty() ? "serial port " + name : product});
    }
    std::sort(ports.begin(), ports.end(),
              [](const SerialPort& a, const SerialPort& b) { return a.path < b.path; });
    return ports;
}

}  // namespace sacrum::firmware_bridge
