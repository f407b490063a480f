// Any bytes as a stream of sacrum frames, or as a message in one: no crash, and what is decoded is sound.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/sacrum_frames_oracle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string fault =
        sacrum::firmware_bridge::try_sacrum_frames(std::as_bytes(std::span(bytes, size)));
    if (!fault.empty()) {
        std::fprintf(stderr, "%s\n", fault.c_str());
        std::abort();
    }
    return 0;
}
