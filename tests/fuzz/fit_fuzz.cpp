// Any bytes as a file of this format: no crash, and what is accepted is sound.
#include <cstdint>

#include "firmware_bridge/import/formats/fit.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/recording_soundness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(sacrum::fuzz::fault_in(
        sacrum::firmware_bridge::parse_fit({reinterpret_cast<const char*>(bytes), size}, "fuzz")));
}
