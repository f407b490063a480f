#include "firmware_bridge/protocol/cobs.hpp"

#include <cassert>

namespace sacrum::firmware_bridge {

void cobs_encode_in_place(std::span<std::byte> block) {
    assert(!block.empty() && block.size() <= kLongestCobsBlock + 1);
    std::size_t code_at = 0;
    for (std::size_t i = 1; i < block.size(); ++i) {
        if (block[i] != std::byte{0}) continue;
        block[code_at] = std::byte(i - code_at);
        code_at = i;
    }
    block[code_at] = std::byte(block.size() - code_at);
}

std::optional<std::span<const std::byte>> cobs_decode_in_place(std::span<std::byte> block) {
    if (block.empty()) return std::nullopt;
    for (std::size_t at = 0; at < block.size();) {
        const auto code = std::to_integer<std::size_t>(block[at]);
        if (code == 0 || code > block.size() - at) return std::nullopt;
        block[at] = std::byte{0};
        at += code;
    }
    return block.subspan(1);
}

}  // namespace sacrum::firmware_bridge
