// What a .sacrum file holds, entry by entry in order of arrival.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "firmware_bridge/arrival.hpp"
#include "firmware_bridge/protocol/device_sample.hpp"
#include "proto/action.pb.h"

namespace sacrum::firmware_bridge {

struct RecordingHeader {
    std::string program_version{};
    std::string algorithm_version{};
    std::string protocol{};       // which decoder reads the bytes
    std::string address{};        // where the device was reached
    std::string configuration{};  // sacrum.proto.Configuration as in effect, serialised
    std::chrono::sys_time<std::chrono::nanoseconds> start_utc{};
    std::optional<DeviceDescription> device{};  // if known at the start
};

// What a person did. One that check_action refuses is not read from a file.
struct PersonAction {
    ArrivalTime time{};
    proto::Action what{};
};

struct DescribedDevice {
    ArrivalTime time{};
    DeviceDescription description{};
};

// Here something is missing: the disk did not take it, or the file is damaged.
struct RecordingLoss {
    ArrivalTime from{};
    ArrivalTime to{};
    std::uint64_t entries = 0;  // 0: not known
    std::uint64_t bytes = 0;
};

enum class EndReason : std::uint8_t { not_known, stopped_by_person, device_ended, fault, recovered };

struct RecordingEnd {
    ArrivalTime time{};
    EndReason reason = EndReason::not_known;
    std::string remark{};
};

using RecordingEntry =
    std::variant<Arrival, LinkChange, PersonAction, DescribedDevice, RecordingLoss, RecordingEnd>;

ArrivalTime time_of(const RecordingEntry& entry);

}  // namespace sacrum::firmware_bridge
