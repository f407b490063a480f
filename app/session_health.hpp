// How a running session fares, for the page: link, rate, losses and the recording.
#pragma once

#include <filesystem>
#include <optional>

#include "app/live_device.hpp"
#include "proto/live.pb.h"

namespace sacrum::app {

proto::SessionHealth session_health(const LiveDevice& device,
                                    const std::optional<std::filesystem::path>& recording);

}  // namespace sacrum::app
