// Any bytes of a WitMotion: cutting does not matter, and a reading written out is read as the same.
#include <cstdint>

#include "firmware_bridge/protocol/wit_motion.hpp"
#include "tests/fuzz/decoder_oracle.hpp"
#include "tests/fuzz/fail_on.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

std::string try_bytes(std::span<const std::byte> bytes) {
    if (std::string fault = try_stream(make_wit_motion_decoder, bytes); !fault.empty()) return fault;
    const auto decoder = make_wit_motion_decoder();
    return try_round_trip(make_wit_motion_decoder, wit_motion(made_up_samples(1)[0]),
                          hear(*decoder, bytes).samples, wit_motion, is_same_reading);
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(
        sacrum::firmware_bridge::tests::try_bytes({reinterpret_cast<const std::byte*>(bytes), size}));
}
