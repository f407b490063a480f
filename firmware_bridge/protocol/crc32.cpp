#include "firmware_bridge/protocol/crc32.hpp"

#include <zlib.h>

namespace sacrum::firmware_bridge {

std::uint32_t crc32(std::span<const std::byte> bytes) {
    return std::uint32_t(::crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

}  // namespace sacrum::firmware_bridge
