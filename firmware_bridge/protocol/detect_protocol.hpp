// Decoders by name.
#pragma once

#include <memory>
#include <string>

#include "domain/result.hpp"
#include "firmware_bridge/protocol/decoder.hpp"

namespace sacrum::firmware_bridge {

// sacrum, movella-dot, x-imu3, witmotion, csv, or auto: a ProtocolDetector that chooses among them.
Result<std::unique_ptr<Decoder>> make_decoder(const std::string& name);

}  // namespace sacrum::firmware_bridge
