// Any bytes as a CSV file: no crash, and what is accepted is sound.
#include <cstdint>

#include "tests/fuzz/csv_oracle.hpp"
#include "tests/fuzz/fail_on.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(
        sacrum::firmware_bridge::try_csv({reinterpret_cast<const char*>(bytes), size}));
}
