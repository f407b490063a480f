// Any bytes as a stream of sacrum frames, or as a message in one: no crash, and what is decoded is sound.
#include <cstdint>

#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sacrum_frames_oracle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(
        sacrum::firmware_bridge::try_sacrum_frames(std::as_bytes(std::span(bytes, size))));
}
