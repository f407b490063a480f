// CRC-32 of ISO-HDLC (Ethernet, zip): what closes a sacrum frame and guards a chunk of a recording.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sacrum::firmware_bridge {

std::uint32_t crc32(std::span<const std::byte> bytes);

}  // namespace sacrum::firmware_bridge
