// Any text is either refused with a sentence or is an orientation.
#include <cmath>
#include <cstdint>

#include "domain/mounting.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

// The text may come from a device: what an error repeats of it must be printable.
std::string try_text(std::string_view text) {
    const auto mounting = sacrum::parse_mounting(text);
    if (!mounting) return sacrum::fuzz::fault_in_sentence(mounting.error(), "");
    const bool is_rotation = std::abs(mounting->pelvis_from_sensor.matrix().determinant() - 1.0) < 1e-9;
    return is_rotation ? "" : "a mounting is no rotation";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_text(sacrum::fuzz::text_of(bytes, size)));
}
