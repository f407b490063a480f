// The devices of a session, opened, their recordings begun; nothing has come from them yet. Everything that
// can be wrong is found before the first file is made and the first line is said.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "app/session_run.hpp"

namespace sacrum::app {

// What the session brings; devices are told apart by their index.
struct SessionParts {
    boost::asio::io_context& io;
    const firmware_bridge::ArrivalClock& clock;
    std::function<Say(std::size_t)> say_of{};
    std::function<void(std::size_t)> on_end{};  // nothing will come from it any more
    double poses_per_s = 0.0;                   // with them the courses of the strides; 0: nobody looks
};

// Fills both. Leaves no recording behind where it fails.
Result<void> open_devices(const SessionPlan& plan, const SessionParts& parts,
                          std::vector<std::unique_ptr<LiveDevice>>& devices,
                          std::vector<std::filesystem::path>& recordings);

}  // namespace sacrum::app
