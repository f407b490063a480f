// A .sacrum file with the settings that it was recorded with, where a person does not choose others.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/followed_device.hpp"
#include "firmware_bridge/recording/recording_reader.hpp"

namespace sacrum::app {

struct RecordedSession {
    firmware_bridge::RecordingReader reader;
    FollowSettings settings;  // causal
};

Result<RecordedSession> open_recorded_session(const std::filesystem::path& file,
                                              const proto::Configuration& chosen,
                                              const std::optional<std::string>& protocol);

// What is in effect for a recording: its own settings, overridden by what was chosen now. Which pass is never
// taken from the recording.
proto::Configuration with_recorded(const std::optional<firmware_bridge::RecordingHeader>& header,
                                   const proto::Configuration& chosen);

// Whether the file begins as a .sacrum file does.
bool is_recording(const std::filesystem::path& file);

}  // namespace sacrum::app
