#include "firmware_bridge/protocol/crc32.hpp"

#include <libdeflate.h>

namespace sacrum::firmware_bridge {

std::uint32_t crc32(std::span<const std::byte> bytes) {
    return ::libdeflate_crc32(0, bytes.data(), bytes.size());
}

}  // namespace sacrum::firmware_bridge
