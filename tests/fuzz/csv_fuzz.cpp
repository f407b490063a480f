// Any bytes as a CSV file: no crash, and what is accepted is sound.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/csv_oracle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string fault = sacrum::firmware_bridge::try_csv({reinterpret_cast<const char*>(bytes), size});
    if (!fault.empty()) {
        std::fprintf(stderr, "%s\n", fault.c_str());
        std::abort();
    }
    return 0;
}
