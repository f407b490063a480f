// Any bytes as a .sacrum file, or as damage to a good one: no crash, no wrong entries, every byte accounted
// for.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/recording_oracle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string fault =
        sacrum::firmware_bridge::try_recording({reinterpret_cast<const char*>(bytes), size});
    if (!fault.empty()) {
        std::fprintf(stderr, "%s\n", fault.c_str());
        std::abort();
    }
    return 0;
}
