// Any bytes from a device of which nobody knows what it speaks: what is heard once that is clear is what the
// decoder of that protocol would have heard from the start.
#include <cstdint>

#include "firmware_bridge/protocol/detect_protocol.hpp"
#include "firmware_bridge/protocol/protocol_detector.hpp"
#include "tests/fuzz/decoder_oracle.hpp"
#include "tests/fuzz/fail_on.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

// After so much it may have skipped what it saw.
constexpr std::size_t kOneLook = 4096;          // bytes
constexpr std::size_t kArrivalsOfALook = 2000;  // one each millisecond

std::string try_bytes(std::span<const std::byte> bytes) {
    const std::size_t chunk = bytes.empty() ? 1 : 1 + std::to_integer<std::size_t>(bytes.front()) % 61;
    const auto decoder = *make_decoder("auto");
    const Heard heard = hear(*decoder, bytes, chunk);
    const std::string name = dynamic_cast<const ProtocolDetector&>(*decoder).name();
    if (name.empty()) return heard.samples.empty() ? "" : "a sample is heard before it is clear of whom";
    const std::int64_t skipped = decoder->counts().skipped_bytes;
    if (skipped < 0 || skipped > std::int64_t(bytes.size())) return "bytes are miscounted";
    if (bytes.size() > kOneLook || bytes.size() / chunk >= kArrivalsOfALook) return {};
    const auto direct = *make_decoder(name);
    const Heard expected = hear(*direct, bytes, chunk);
    if (!are_same_readings(heard.samples, expected.samples)) return "a sample was lost in the looking";
    return are_same_counts(decoder->counts(), direct->counts()) ? "" : "the looking changes the counts";
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(
        sacrum::firmware_bridge::tests::try_bytes({reinterpret_cast<const std::byte*>(bytes), size}));
}
