// What this program says to a device that speaks the sacrum protocol, as frames ready to send.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sacrum::firmware_bridge {

constexpr std::size_t kLongestSacrumFrame = 244;                        // with the zeros before and behind
constexpr std::size_t kLongestSacrumMessage = kLongestSacrumFrame - 7;  // zeros, code, CRC-32

// The frame around a serialised message of proto/wire.proto, of 1 to kLongestSacrumMessage bytes.
std::vector<std::byte> sacrum_frame(std::span<const std::byte> message);

std::vector<std::byte> description_request();
std::vector<std::byte> start_request();
std::vector<std::byte> stop_request();

}  // namespace sacrum::firmware_bridge
