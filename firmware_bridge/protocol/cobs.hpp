// Consistent overhead byte stuffing (Cheshire and Baker 1999): bytes without a zero, so that zeros can stand
// between frames. Only for blocks of at most 253 bytes, where it costs exactly one byte.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace sacrum::firmware_bridge {

constexpr std::size_t kLongestCobsBlock = 253;  // decoded

// block[0] is free, the bytes follow it. Afterwards the whole block has no zero. At most kLongestCobsBlock
// bytes.
void cobs_encode_in_place(std::span<std::byte> block);

// Undoes it: what follows block[0]. Empty where the codes do not meet the end or a zero stands inside.
std::optional<std::span<const std::byte>> cobs_decode_in_place(std::span<std::byte> block);

}  // namespace sacrum::firmware_bridge
