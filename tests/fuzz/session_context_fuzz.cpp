// Any words of a session's context: a sentence, or a context that is possible and the same when it is written
// out.
#include <fmt/format.h>

#include <cstdint>

#include "app/session_context_words.hpp"
#include "sinks/export/utc_text.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

std::string written(const sacrum::app::SaidContext& said) {
    const auto& context = said.context;
    std::string words;
    if (context.surface) words += "surface=" + *context.surface + ",";
    if (context.camber) {
        std::string camber = word(*context.camber);
        std::ranges::replace(camber, ' ', '_');
        words += "camber=" + camber + ",";
    }
    if (context.distance_km) words += fmt::format("distance_km={},", *context.distance_km);
    if (context.speed_m_per_s) words += fmt::format("speed={},", *context.speed_m_per_s);
    if (said.began) words += "date=" + sacrum::sinks::utc_text(*said.began) + ",";
    return words;
}

bool is_within(const std::optional<double>& number, double most) {
    return !number || (*number > 0.0 && *number <= most);
}

std::string try_words(const std::string& words) {
    const auto said = sacrum::app::parse_session_context(words);
    if (!said) return sacrum::fuzz::fault_in_sentence(said.error(), "");
    if (!is_within(said->context.distance_km, 1000.0) || !is_within(said->context.speed_m_per_s, 13.0))
        return "nobody runs so";
    if (!sacrum::fuzz::is_printable(said->context.surface.value_or(""))) return "a surface is no word";
    const auto again = sacrum::app::parse_session_context(written(*said));
    const bool is_same = again && again->began == said->began &&
                         again->context.surface == said->context.surface &&
                         again->context.camber == said->context.camber &&
                         again->context.distance_km == said->context.distance_km &&
                         again->context.speed_m_per_s == said->context.speed_m_per_s;
    return is_same ? "" : "a context that was written out is another: " + written(*said);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_words(std::string(sacrum::fuzz::text_of(bytes, size))));
}
