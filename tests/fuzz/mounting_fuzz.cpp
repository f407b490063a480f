// Any text is either refused with a sentence or is an orientation.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "domain/mounting.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer prescribes the name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto mounting = sacrum::parse_mounting(text);
    if (!mounting) {
        if (mounting.error().sentence.empty()) std::abort();
    } else if (!(std::abs(mounting->pelvis_from_sensor.matrix().determinant() - 1.0) < 1e-9)) {
        std::abort();
    }
    return 0;
}
