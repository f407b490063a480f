// A session with one device or several, from the first byte to Ctrl-C: connects, records, follows, and says
// at once when a recording cannot be written. A first Ctrl-C ends it in order, a second one at once.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/exit_code.hpp"
#include "app/live_device.hpp"
#include "sinks/dashboard/server/listen_address.hpp"

namespace sacrum::app {

struct SessionPlan {
    std::vector<std::string> addresses{};
    std::optional<std::filesystem::path> record{};  // several devices: NAME-1.sacrum, NAME-2.sacrum, …
    bool compress = false;                          // the recordings, with zstd
    std::optional<std::string> protocol{};          // empty: by the address, else found from the bytes
    AnalyzeSettings analyze{};
    bool measures = true;
    std::optional<double> stop_after_s{};                  // of session time
    std::vector<firmware_bridge::PersonAction> planned{};  // done by itself, in order of time
    // Both above count from the first bytes of the device, not from the start of the session.
    bool counts_from_data = false;
    // Makes what follows a device; empty: FollowedDevice::create.
    std::function<Result<std::unique_ptr<FollowedDevice>>(const FollowSettings&)> follow{};
    bool takes_actions = false;  // lines of JSON on stdin
    Say say{};
    std::function<bool()> has_listener{};      // asked now and then; the session ends when nobody listens
    std::optional<std::uint16_t> page_port{};  // serves the page there; 0: on any free port
    std::optional<sinks::ListenAddress> page_listen{};  // elsewhere too, with a code
    std::vector<std::string> page_host_names{};
    std::optional<std::filesystem::path> page_history{};  // people and their sessions, served beside the page
    bool stdout_is_taken = false;                         // what people read goes to stderr
    std::function<void(const std::vector<std::unique_ptr<LiveDevice>>&)> every_second{};
};

// Runs until every device has ended, a signal (INT, TERM, HUP) or stop_after_s. With a page, recordings then
// become reports beside them, and the page is served on while somebody looks. Errors are printed.
ExitCode run_session(const SessionPlan& plan);

}  // namespace sacrum::app
