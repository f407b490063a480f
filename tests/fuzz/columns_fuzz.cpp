// Any text as columns or as units: a sentence, or a choice that is the same when it is written out.
#include <cstdint>

#include "app/analyze_settings.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

using sacrum::firmware_bridge::CsvParams;

std::string written_columns(const CsvParams& params) {
    constexpr std::array<const char*, sacrum::firmware_bridge::kValueCount> kNames = {
        "ax", "ay", "az", "gx", "gy", "gz", "mx", "my", "mz"};
    std::string text = params.ignores_time ? "time=none," : "";
    if (params.time) text += "time=" + *params.time + ",";
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (params.values[i]) text += std::string(kNames[i]) + "=" + *params.values[i] + ",";
    return text;
}

std::string try_columns(std::string_view text) {
    const auto params = sacrum::firmware_bridge::parse_columns(text);
    if (!params) return sacrum::fuzz::fault_in_sentence(params.error(), text);
    if (params->ignores_time && params->time) return "the time is both a column and none";
    for (const auto& column : params->values)
        if (column && column->empty()) return "a column has no name";
    const auto again = sacrum::firmware_bridge::parse_columns(written_columns(*params));
    const bool is_same = again && again->time == params->time && again->values == params->values &&
                         again->ignores_time == params->ignores_time;
    return is_same ? "" : "columns that were written out are others";
}

std::string try_units(std::string_view text) {
    const auto params = sacrum::app::parse_units(text, {});
    if (!params) return sacrum::fuzz::fault_in_sentence(params.error(), text);
    std::string written;
    if (params->specific_force_unit) written += std::string(word(*params->specific_force_unit)) + ",";
    if (params->angular_rate_unit) written += std::string(word(*params->angular_rate_unit)) + ",";
    if (params->time_unit) written += std::string(word(*params->time_unit)) + ",";
    if (written.empty() != text.empty()) return "a unit was passed over";
    const auto again = sacrum::app::parse_units(written, {});
    const bool is_same = again && again->specific_force_unit == params->specific_force_unit &&
                         again->angular_rate_unit == params->angular_rate_unit &&
                         again->time_unit == params->time_unit;
    return is_same ? "" : "units that were written out are others";
}

// The first byte chooses.
std::string try_text(std::string_view text) {
    if (text.empty()) return {};
    const bool is_units = (unsigned(static_cast<unsigned char>(text.front())) & 1U) != 0;
    return is_units ? try_units(text.substr(1)) : try_columns(text.substr(1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_text(sacrum::fuzz::text_of(bytes, size)));
}
