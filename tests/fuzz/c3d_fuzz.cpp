// Any bytes as a C3D file with an inertial sensor, also as its own continuation: no crash, and what is
// accepted is sound.
#include <array>
#include <cstdint>
#include <string>

#include "firmware_bridge/import/formats/c3d.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/recording_soundness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::array<std::string, 1> file{std::string(reinterpret_cast<const char*>(bytes), size)};
    return sacrum::fuzz::fail_on(
        sacrum::fuzz::fault_in(sacrum::firmware_bridge::parse_c3d(file[0], "fuzz", {}, file)));
}
