// The blocks of an Axivity AX6 file: 512 bytes with a check sum, one time stamp and some readings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sacrum::firmware_bridge {

// The layout of OpenMovement's cwa.h, all little-endian:
//
//   1024 bytes  "MD" 1020 …                                         header
//    512 bytes  "AX" 508 fraction session sequence time scale …     as often as there are samples
//               @24 rate  @25 axes and width  @26 sample at the time stamp  @28 samples  @30 readings
//               @510 makes the sum of all words zero
constexpr std::size_t kCwaHeaderSize = 1024;
constexpr std::size_t kCwaBlockSize = 512;
constexpr std::size_t kCwaReadingsAt = 30;

struct CwaBlock {
    std::uint32_t sequence = 0;
    double time_s = 0.0;   // since 1970 on the device's clock, of the sample below
    double at_sample = 0;  // within the block; may lie outside it
    std::size_t axes = 0;
    std::size_t samples = 0;
    double rate_hz = 0.0;
    double force_g = 0.0;     // of one count
    double rate_deg_s = 0.0;  // of one count
};

// Empty where its check sum is wrong, or where it cannot be used: no time, no rate, or more samples than it
// has room for. `block` has its 512 bytes.
std::optional<CwaBlock> read_cwa_block(std::string_view block);

}  // namespace sacrum::firmware_bridge
