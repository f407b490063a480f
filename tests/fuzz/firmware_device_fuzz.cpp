// Any bytes from a host to a device with our firmware: it does not matter how they are cut, and what the
// device then sends is undamaged and in pieces that fit.
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "firmware_bridge/firmware/sacrum_device.h"
#include "firmware_bridge/protocol/sacrum_frames.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sacrum_frames_oracle.hpp"

namespace {

constexpr std::uint16_t kNotificationBytes = 20;  // the fewest

using Bytes = std::vector<std::byte>;

struct Sent {
    Bytes bytes;
    bool fits = true;
};

void keep(void* sent, const std::uint8_t* bytes, std::size_t count) {
    auto& all = *static_cast<Sent*>(sent);
    const auto* begin = reinterpret_cast<const std::byte*>(bytes);
    all.bytes.insert(all.bytes.end(), begin, begin + count);
    all.fits = all.fits && count > 0 && count <= kNotificationBytes;
}

// What a device sends that hears the bytes in such pieces and measures a little before and after.
Sent sent_after(std::span<const std::uint8_t> bytes, std::size_t piece) {
    Sent sent;
    const sacrum_config config = {.model = "model",
                                  .serial_number = "1",
                                  .firmware = "1.0.0",
                                  .mounting = "up=+x,left=+y",
                                  .nominal_period_us = 5000,
                                  .accelerometer_range_g = 16,
                                  .gyroscope_range_deg_per_s = 2000,
                                  .notification_bytes = kNotificationBytes,
                                  .samples_per_packet = 2,
                                  .send = &keep,
                                  .link = &sent};
    sacrum_device device{};
    if (!sacrum_device_init(&device, &config)) return sent;
    sacrum_device_connected(&device);
    const std::int16_t reading[6] = {2048, 1, -2, 3, -4, 5};
    std::uint32_t tick = 0;
    const auto measure = [&] {
        for (int i = 0; i < 4; ++i) sacrum_device_push(&device, tick += 5000, reading);
    };
    measure();
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        sacrum_device_receive(&device, bytes.data() + at, std::min(piece, bytes.size() - at));
    measure();
    return sent;
}

std::string try_stream(std::span<const std::uint8_t> bytes) {
    const Sent whole = sent_after(bytes, bytes.size() + 1);
    if (!whole.fits) return "a piece does not fit a notification";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}})
        if (sent_after(bytes, piece).bytes != whole.bytes) return "it matters how the bytes are cut";
    const auto heard = sacrum::firmware_bridge::heard_of(whole.bytes, kNotificationBytes);
    if (heard.counts.damaged_packets > 0 || heard.counts.skipped_bytes > 0) return "the device sends damage";
    return heard.descriptions.empty() ? "the device does not say what it is" : "";
}

// The first byte chooses: a stream, or a message in a right frame, so that the check does not stand between
// the fuzzer and the content.
std::string try_bytes(std::span<const std::uint8_t> bytes) {
    if (bytes.empty()) return {};
    const bool is_message = (bytes.front() & 1U) != 0;
    bytes = bytes.subspan(1);
    if (!is_message) return try_stream(bytes);
    if (bytes.empty() || bytes.size() > sacrum::firmware_bridge::kLongestSacrumMessage) return {};
    const Bytes frame = sacrum::firmware_bridge::sacrum_frame(std::as_bytes(bytes));
    return try_stream({reinterpret_cast<const std::uint8_t*>(frame.data()), frame.size()});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_bytes({bytes, size}));
}
