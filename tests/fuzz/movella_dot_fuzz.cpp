// Any notifications of a Movella DOT: what is read, written out again, is the very message.
#include <cstdint>

#include "firmware_bridge/protocol/movella_dot.hpp"
#include "tests/fuzz/decoder_oracle.hpp"
#include "tests/fuzz/fail_on.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

// The first byte of a notification chooses its characteristic, the second its length.
std::string try_bytes(std::span<const std::byte> bytes) {
    constexpr std::uint16_t kChannels[] = {0, movella_dot::kDeviceInfo, movella_dot::kLongPayload,
                                           movella_dot::kMediumPayload, movella_dot::kBattery};
    const auto decoder = make_movella_dot_decoder();
    Heard all;
    std::size_t total = 0;
    while (bytes.size() >= 2) {
        const std::uint16_t channel =
            kChannels[std::to_integer<std::size_t>(bytes[0]) % std::size(kChannels)];
        const std::size_t size = std::min(std::to_integer<std::size_t>(bytes[1]), bytes.size() - 2);
        const std::span<const std::byte> message = bytes.subspan(2, size);
        Heard heard;
        decoder->push({{}, channel, message}, heard);
        for (const DeviceSample& sample : heard.samples) {
            const Message again = size >= 44 ? dot_custom_5(sample) : dot_rate_quantities(sample);
            const bool has_quaternion = size >= 44;
            const auto is_same = [&](std::size_t from, std::size_t to) {
                return std::equal(again.begin() + std::ptrdiff_t(from), again.begin() + std::ptrdiff_t(to),
                                  message.begin() + std::ptrdiff_t(from));
            };
            if (!is_same(0, 4) || !is_same(has_quaternion ? 20 : 4, again.size()))
                return "a message that was written out again is another";
        }
        all.samples.insert(all.samples.end(), heard.samples.begin(), heard.samples.end());
        all.batteries.insert(all.batteries.end(), heard.batteries.begin(), heard.batteries.end());
        total += size;
        bytes = bytes.subspan(2 + size);
    }
    return fault_in(all, decoder->counts(), total);
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(
        sacrum::firmware_bridge::tests::try_bytes({reinterpret_cast<const std::byte*>(bytes), size}));
}
