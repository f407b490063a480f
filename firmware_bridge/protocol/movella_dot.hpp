// Movella (Xsens) DOT: every notification is one message, so arrivals must be notifications. Its length says
// which payload mode it is; a message padded with zeros to the length of its characteristic is taken too.
// Messages of modes without raw acceleration and rate are skipped. Live the device sends at most 60 Hz.
#pragma once

#include <memory>

#include "firmware_bridge/protocol/decoder.hpp"

namespace sacrum::firmware_bridge {

// The 16-bit numbers of the characteristics that are read; 0 is read as whichever the length fits.
namespace movella_dot {
inline constexpr std::uint16_t kDeviceInfo = 0x1001;  // as read, 34 bytes
inline constexpr std::uint16_t kLongPayload = 0x2002;
inline constexpr std::uint16_t kMediumPayload = 0x2003;
inline constexpr std::uint16_t kBattery = 0x3001;
}  // namespace movella_dot

//   custom mode 5          44 bytes   time 0  quaternion 4  force 20 (m/s²)  rate 32 (deg/s)
//   rate quantities        28         time 0  force 4  rate 16
//   rate and magnetometer  34         time 0  force 4  rate 16  field 28 (3 × i16 / 4096)
// time: u32, microseconds, wraps after 71.6 minutes; the others float. No counter, no checksum: a message
// counts as damaged when a value is beyond ±16 g, ±2000 deg/s or the quaternion is no rotation.
std::unique_ptr<Decoder> make_movella_dot_decoder();

}  // namespace sacrum::firmware_bridge
