// Any bytes as an AX6 file, whose blocks get their right check sums first: no crash, and what is accepted is
// sound.
#include <cstdint>
#include <string>

#include "firmware_bridge/import/formats/cwa.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/recording_soundness.hpp"

namespace {

constexpr std::size_t kHeader = 1024;
constexpr std::size_t kBlock = 512;

void seal_blocks(std::string& bytes) {
    for (std::size_t at = kHeader; at + kBlock <= bytes.size(); at += kBlock) {
        unsigned sum = 0;
        for (std::size_t i = at; i < at + kBlock - 2; i += 2)
            sum += unsigned(std::uint8_t(bytes[i])) | unsigned(std::uint8_t(bytes[i + 1])) << 8U;
        const unsigned check = (0x10000U - (sum & 0xFFFFU)) & 0xFFFFU;
        bytes[at + kBlock - 2] = char(check & 0xFFU);
        bytes[at + kBlock - 1] = char(check >> 8U);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string file(reinterpret_cast<const char*>(bytes), size);
    seal_blocks(file);
    return sacrum::fuzz::fail_on(sacrum::fuzz::fault_in(sacrum::firmware_bridge::parse_cwa(file, "fuzz")));
}
