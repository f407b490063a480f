// Any bytes as the four files of a BIDS motion recording, parted by a zero byte: no crash, and what is
// accepted is sound.
#include <cstdint>

#include "firmware_bridge/import/formats/bids_motion.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/recording_soundness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string_view rest{reinterpret_cast<const char*>(bytes), size};
    const auto take = [&] {
        const std::string_view part = rest.substr(0, rest.find('\0'));
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
        return part;
    };
    const auto channels = take();
    const auto description = take();
    const auto motion = take();
    return sacrum::fuzz::fail_on(sacrum::fuzz::fault_in(
        sacrum::firmware_bridge::parse_bids_motion({motion, channels, description, rest}, "fuzz")));
}
