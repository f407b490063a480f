// Any bytes as a configuration, from a file or as a recording holds it: a sentence, or settings that stay the
// same when what is in effect is asked for again.
#include <cstdint>

#include "app/analyze_settings.hpp"
#include "app/configuration_file.hpp"
#include "app/recorded_session.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

namespace app = sacrum::app;
using sacrum::proto::Configuration;

std::string fault_in(const Configuration& chosen) {
    const auto settings = app::settings_from(chosen);
    if (!settings) return sacrum::fuzz::fault_in_sentence(settings.error(), chosen.SerializeAsString());
    if (settings->csv.rate && !(settings->csv.rate->si() > 0.0 && settings->csv.rate->si() < 1e5))
        return "a rate is no rate";
    for (const auto& lifted : settings->analysis.lifted_legs)
        if (lifted.time < sacrum::SessionTime{}) return "a knee was lifted before the session";
    const auto again = app::settings_from(settings->effective);
    if (!again) return "what is in effect is refused: " + again.error().sentence;
    return again->effective.SerializeAsString() == settings->effective.SerializeAsString()
               ? ""
               : "what is in effect becomes something else";
}

std::string try_file(std::string_view text) {
    const auto chosen = app::parse_configuration(text, "fuzz");
    return chosen ? fault_in(*chosen) : sacrum::fuzz::fault_in_sentence(chosen.error());
}

std::string try_recorded(std::string_view bytes) {
    const sacrum::firmware_bridge::RecordingHeader header{.configuration = std::string(bytes)};
    return fault_in(app::with_recorded(header, {}));
}

// The first byte chooses.
std::string try_bytes(std::string_view bytes) {
    if (bytes.empty()) return {};
    const bool is_recorded = bytes.front() == 'r';
    return is_recorded ? try_recorded(bytes.substr(1)) : try_file(bytes.substr(1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_bytes(sacrum::fuzz::text_of(bytes, size)));
}
