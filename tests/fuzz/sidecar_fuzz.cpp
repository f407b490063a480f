// Any bytes as the file beside a recording: a sentence, no mounting, or one that reads the same again.
#include <cmath>
#include <cstdint>

#include "firmware_bridge/import/sidecar.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

std::string try_text(std::string_view text) {
    const auto read = sacrum::firmware_bridge::parse_sidecar(text, "fuzz");
    if (!read) return sacrum::fuzz::fault_in_sentence(read.error());
    if (!*read) return {};
    const sacrum::DeclaredMounting& mounting = **read;
    if (!(std::abs(mounting.pelvis_from_sensor.matrix().determinant() - 1.0) < 1e-9))
        return "a mounting is no rotation";
    const auto again =
        sacrum::firmware_bridge::parse_sidecar("{\"mount\": \"" + mounting.text + "\"}", "fuzz");
    const bool is_same =
        again && *again && (*again)->pelvis_from_sensor.matrix() == mounting.pelvis_from_sensor.matrix();
    return is_same ? "" : "a mounting that was written out is another";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_text(sacrum::fuzz::text_of(bytes, size)));
}
