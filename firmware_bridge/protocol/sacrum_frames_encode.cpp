#include "firmware_bridge/protocol/sacrum_frames_encode.hpp"

#include <cassert>
#include <cstdint>
#include <string>

#include "firmware_bridge/protocol/cobs.hpp"
#include "firmware_bridge/protocol/crc32.hpp"
#include "proto/wire.pb.h"

namespace sacrum::firmware_bridge {
namespace {

std::vector<std::byte> request(wire::HostMessage::Request what) {
    wire::HostMessage message;
    message.set_request(what);
    const std::string bytes = message.SerializeAsString();
    return sacrum_frame(std::as_bytes(std::span(bytes)));
}

}  // namespace

std::vector<std::byte> sacrum_frame(std::span<const std::byte> message) {
    assert(!message.empty() && message.size() <= kLongestSacrumMessage);
    std::vector<std::byte> frame(2);
    frame.reserve(message.size() + 7);
    frame.insert(frame.end(), message.begin(), message.end());
    const std::uint32_t crc = crc32(message);
    for (unsigned shift = 0; shift < 32; shift += 8) frame.push_back(std::byte((crc >> shift) & 0xFFU));
    cobs_encode_in_place(std::span(frame).subspan(1));
    frame.push_back(std::byte{0});
    return frame;
}

std::vector<std::byte> description_request() { return request(wire::HostMessage::DESCRIBE); }
std::vector<std::byte> start_request() { return request(wire::HostMessage::START); }
std::vector<std::byte> stop_request() { return request(wire::HostMessage::STOP); }

}  // namespace sacrum::firmware_bridge
