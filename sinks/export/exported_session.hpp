// What an export is made from: the samples as read, what the analysis says of them, and where they come from.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "domain/recording.hpp"
#include "domain/session.hpp"
#include "proto/config.pb.h"

namespace sacrum::sinks {

// Empty where the recording does not say.
struct RecordingOrigin {
    std::string device_model{};
    std::string serial_number{};
    std::string firmware{};
    std::string address{};                                                          // where it was reached
    std::optional<std::chrono::sys_time<std::chrono::nanoseconds>> session_zero{};  // in UTC
};

struct ExportedSession {
    Recording recording;
    Session session;
    proto::Configuration configuration;
    RecordingOrigin origin;
    bool is_deidentified = false;

    // Of the first sample; session time zero of a recording without samples.
    [[nodiscard]] SessionTime start() const {
        return recording.samples.empty() ? SessionTime{} : recording.samples.front().time;
    }
    [[nodiscard]] bool has_magnetic_field() const {
        return !recording.samples.empty() && recording.samples.front().magnetic_field.has_value();
    }
};

}  // namespace sacrum::sinks
