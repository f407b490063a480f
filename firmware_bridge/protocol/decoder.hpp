// Bytes of one device to what it says. A decoder finds its way back after garbage, trusts no length,
// allocates nothing once warm, and counts what it could not use. How the bytes were cut into arrivals does
// not matter, except where a protocol's own messages are notifications.
#pragma once

#include <cstdint>

#include "firmware_bridge/protocol/device_sample.hpp"

namespace sacrum::firmware_bridge {

class DecoderListener {
  public:
    virtual ~DecoderListener() = default;
    virtual void on_sample(const DeviceSample& sample) = 0;
    virtual void on_description(const DeviceDescription& description) = 0;
    virtual void on_battery(const Battery& battery) = 0;
};

struct DecoderCounts {
    std::int64_t packets = 0;          // understood
    std::int64_t damaged_packets = 0;  // framed, but the check or the content was wrong
    std::int64_t skipped_bytes = 0;    // outside any packet, or of a damaged one
};

class Decoder {
  public:
    virtual ~Decoder() = default;
    virtual void push(const Arrival& arrival, DecoderListener& listener) = 0;
    // The link was lost: forgets a half packet, keeps the counts.
    virtual void restart() = 0;
    [[nodiscard]] virtual DeviceClock clock() const = 0;
    [[nodiscard]] virtual const DecoderCounts& counts() const = 0;
};

}  // namespace sacrum::firmware_bridge
