// One device followed from its bytes to what is said about it. A live session and a replay feed it the same
// entries, so they say the same: everything it says is a function of these entries, never of a clock.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/analyze_settings.hpp"
#include "firmware_bridge/recording/recording_entry.hpp"
#include "firmware_bridge/sample_stream.hpp"
#include "proto/live.pb.h"

namespace sacrum::app {

struct FollowSettings {
    std::string address{};          // as shown
    std::string protocol = "auto";  // which decoder reads the bytes
    AnalyzeSettings analyze{};      // the pass is causal, whatever it says
    std::uint32_t device = 0;       // number among several; 0: the only one
    bool measures = true;           // false: only the samples are counted
    double poses_per_s = 0.0;       // LivePose messages per second of session time; 0: none
    bool says_courses = false;      // StrideCourse and FirstCourses
};

// In a session of several devices each message carries the device's number.
using Say = std::function<void(const proto::LiveMessage&)>;

class FollowedDevice {
  public:
    // Says that the session has started. Fails where the protocol is not known.
    static Result<std::unique_ptr<FollowedDevice>> create(const FollowSettings& settings, Say say);
    virtual ~FollowedDevice() = default;

    // In order of arrival. The end, if it comes, is the last.
    virtual void take(const firmware_bridge::RecordingEntry& entry) = 0;
    [[nodiscard]] virtual const firmware_bridge::SampleStream& stream() const = 0;
};

}  // namespace sacrum::app
