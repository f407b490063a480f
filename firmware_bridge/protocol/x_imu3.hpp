// x-IMU3 over serial, USB, UDP or TCP: ASCII and binary messages, each ended by a line feed. Reads inertial
// and battery messages; the others are understood and ignored. No checksum and no counter.
#pragma once

#include <memory>

#include "firmware_bridge/protocol/decoder.hpp"

namespace sacrum::firmware_bridge {

//   ASCII    I,<microseconds>,gx,gy,gz,ax,ay,az\n           deg/s, g
//   binary   0x80 + 'I' | u64 microseconds | 6 × f32 | \n   little-endian
//            within it 0xDB 0xDC stands for 0x0A and 0xDB 0xDD for 0xDB
//   {...}\n  a command or its response; ^<channel>...\n multiplexed: not read
// A message counts as damaged when its length or form does not fit its letter, or a value is beyond ±16 g,
// ±2000 deg/s or 36 years. Where a line feed was damaged, the message that followed is found at the end of
// the line.
std::unique_ptr<Decoder> make_x_imu3_decoder();

}  // namespace sacrum::firmware_bridge
