// Any bytes as a .sacrum file, or as damage to a good one: no crash, no wrong entries, every byte accounted
// for.
#include <cstdint>

#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/recording_oracle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(
        sacrum::firmware_bridge::try_recording({reinterpret_cast<const char*>(bytes), size}));
}
