// The report as the message that crosses processes and disks, and that message as text. The text of equal
// sessions is equal byte for byte: it holds no date and nothing of this machine. Numbers are rounded to a
// millionth of their unit.
#pragma once

#include <string>

#include "domain/session.hpp"
#include "proto/config.pb.h"
#include "proto/report.pb.h"

namespace sacrum::sinks {

proto::SessionReport to_message(const Session& session, const proto::Configuration& configuration);

// The same without strides and waveforms.
proto::SessionReport to_message(const SessionReport& report, const proto::Configuration& configuration);

// Protobuf's JSON form with the field names of proto/, indented, ending in a new line.
std::string json_text(const google::protobuf::Message& message);

// The same in one line.
std::string json_line(const google::protobuf::Message& message);

// As short as it can be: no white space, and nothing of fields that are 0, false or empty.
std::string compact_json(const google::protobuf::Message& message);

}  // namespace sacrum::sinks
