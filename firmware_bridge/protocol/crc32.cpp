#include "firmware_bridge/protocol/crc32.hpp"

#include <boost/crc.hpp>

namespace sacrum::firmware_bridge {

std::uint32_t crc32(std::span<const std::byte> bytes) {
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

}  // namespace sacrum::firmware_bridge
