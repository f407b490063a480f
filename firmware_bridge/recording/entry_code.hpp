// Entries to and from the messages of proto/recording.proto.
#pragma once

#include <optional>
#include <string>

#include "firmware_bridge/recording/recording_entry.hpp"
#include "proto/recording.pb.h"

namespace sacrum::firmware_bridge {

// Appends entries to the content of a chunk, as the repeated field of sacrum.proto.RecordedChunk. Keeps its
// message, so that a warm encoder allocates only where `content` grows.
class EntryEncoder {
  public:
    // Appends; returns the number of bytes.
    std::size_t append(const RecordingEntry& entry, std::string& content);
    std::size_t append(const RecordingHeader& header, std::string& content);

  private:
    std::size_t append_message(std::string& content) const;
    proto::RecordedEntry message_;
};

// None for a header, and for an entry that this program does not know or would not have written. The bytes of
// an arrival live in the message.
std::optional<RecordingEntry> decode_entry(const proto::RecordedEntry& message);
proto::RecordedDevice to_message(const DeviceDescription& device);
proto::RecordingEndReason to_message(EndReason reason);
RecordingHeader decode_header(const proto::RecordingHeader& message);

}  // namespace sacrum::firmware_bridge
