#include "firmware_bridge/transport/bluez_errors.hpp"

#include <fmt/format.h>

#include <string_view>

namespace sacrum::firmware_bridge {
namespace {

struct Saying {
    std::string_view name;
    std::string_view sentence;
};

constexpr std::string_view kNotRunning =
    "BlueZ is not running; start it with: sudo systemctl start bluetooth";
constexpr std::string_view kNoBus = "there is no D-Bus system bus; start it with: sudo systemctl start dbus";
constexpr std::string_view kNoAnswer = "it does not answer; wake the device and bring it near";

constexpr Saying kSayings[] = {
    {"org.freedesktop.DBus.Error.ServiceUnknown", kNotRunning},
    {"org.freedesktop.DBus.Error.NameHasNoOwner", kNotRunning},
    {"org.freedesktop.DBus.Error.FileNotFound", kNoBus},
    {"org.freedesktop.DBus.Error.NoServer", kNoBus},
    {"System.Error.ENOENT", kNoBus},
    {"System.Error.ECONNREFUSED", kNoBus},
    {"org.freedesktop.DBus.Error.AccessDenied",
     "no permission to use Bluetooth; add yourself to the group bluetooth (sudo adduser $USER bluetooth) and "
     "log in "
     "again"},
    {"org.freedesktop.DBus.Error.NoReply", kNoAnswer},
    {"org.freedesktop.DBus.Error.Timeout", kNoAnswer},
    {"System.Error.ETIMEDOUT", kNoAnswer},
    {"org.bluez.Error.NotReady",
     "the Bluetooth adapter is turned off; turn it on with: bluetoothctl power on"},
    {"org.bluez.Error.DoesNotExist", "BlueZ does not know the device any more; wake it and bring it near"},
    {"org.bluez.Error.AuthenticationFailed",
     "the device wants to be paired; pair it with: bluetoothctl pair ADDRESS"},
    {"org.bluez.Error.NotPermitted",
     "the device wants to be paired; pair it with: bluetoothctl pair ADDRESS"},
};

}  // namespace

Error bluez_error(const std::string& name, const std::string& message, const std::string& otherwise) {
    for (const auto& saying : kSayings) {
        if (saying.name == name) return {.kind = ErrorKind::input, .sentence = std::string(saying.sentence)};
    }
    // BlueZ's one word for "no answer", with its own names for how: le-connection-abort-by-local, …
    if (message.find("abort-by") != std::string::npos || message.find("imed out") != std::string::npos) {
        return {.kind = ErrorKind::input, .sentence = std::string(kNoAnswer)};
    }
    return {.kind = ErrorKind::input,
            .sentence =
                fmt::format("{} ({}: {}); try again, or restart it with: sudo systemctl restart bluetooth",
                            otherwise, name, message)};
}

}  // namespace sacrum::firmware_bridge
