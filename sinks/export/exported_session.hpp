// What an export is made from: the recording as read and what the analysis says of it.
#pragma once

#include "domain/recording.hpp"
#include "domain/session.hpp"
#include "proto/config.pb.h"

namespace sacrum::sinks {

struct ExportedSession {
    Recording recording;
    Session session;
    proto::Configuration configuration;
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
