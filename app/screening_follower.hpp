// One device followed through a guided test, from its bytes to the result. As with any followed device, a
// live session and a replay feed it the same entries, so they say the same.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "app/followed_device.hpp"
#include "domain/mounting.hpp"
#include "domain/screening.hpp"
#include "proto/screening.pb.h"

namespace sacrum::app {

struct ScreeningSettings {
    ScreeningTest test{};
    std::string protocol = "auto";
    std::optional<DeclaredMounting> mounting{};  // empty: what the device says
    bool is_unguided = false;                    // nobody called out the phases
    std::optional<Side> side{};                  // that carries then; empty: told by the shifts
};

struct ScreeningEars {
    std::function<void(const proto::ScreeningMessage&)> say;
    std::function<void(const Result<ScreeningResult>&)> end;  // once, with the last entry
};

// Fails where the protocol is not known.
Result<std::unique_ptr<FollowedDevice>> follow_screening(const ScreeningSettings& settings,
                                                         ScreeningEars ears);

// The same for samples that are in memory; nobody guided.
Result<ScreeningResult> screen_recording(const Recording& recording, const ScreeningSettings& settings,
                                         const std::function<void(const proto::ScreeningMessage&)>& say);

}  // namespace sacrum::app
