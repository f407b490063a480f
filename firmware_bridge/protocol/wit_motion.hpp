// WitMotion WT901BLE: frames of 20 bytes in a stream, with no clock, no counter and no checksum. So loss is
// invisible, time is the arrival's, and damage inside a frame passes.
#pragma once

#include <memory>

#include "firmware_bridge/protocol/decoder.hpp"

namespace sacrum::firmware_bridge {

//   0x55 0x61 | force x y z | rate x y z | angle x y z      nine i16, little-endian
//               /32768·16 g   /32768·2000 deg/s  (not read)
// Frames follow each other. Off their beat, a header is believed unless another one within its frame is
// followed by a third where its own is not: the two bytes also occur by chance.
std::unique_ptr<Decoder> make_wit_motion_decoder();

}  // namespace sacrum::firmware_bridge
