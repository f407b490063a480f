// A whole .sacrum file as samples in memory: its arrivals go through the same SampleStream as a live device.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/protocol/decoder.hpp"
#include "firmware_bridge/recording/recording_reader.hpp"
#include "firmware_bridge/sample_stream.hpp"

namespace sacrum::firmware_bridge {

// A decoder for a protocol as a recording's header names it.
using DecoderFactory = std::function<Result<std::unique_ptr<Decoder>>(const std::string& protocol)>;

// The nominal rate is the one known at the first sample. What is missing in a file that was cut or damaged is
// said in Recording::assumptions. The mounting is the one of the configuration, else the one the device
// states.
Result<Recording> read_recording(const std::filesystem::path& path, const DecoderFactory& make_decoder);

// Feeds an entry to the stream; actions, descriptions and the end do not concern it.
void replay_entry(const RecordingEntry& entry, SampleStream& stream, SampleListener& listener);

}  // namespace sacrum::firmware_bridge
