// Any bytes as the kept result of a guided test: nothing, or a result whose figures are numbers and that is
// the same when it is written out.
#include <cmath>
#include <cstdint>

#include "analysis/exercise_adherence.hpp"
#include "sinks/history/past_screening_message.hpp"
#include "sinks/report/report_message.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace sacrum::sinks {
namespace {

std::string try_text(std::string_view text) {
    const auto result = parse_screening(text);
    if (!result) return {};
    const auto again = parse_screening(json_text(*result));
    if (!again || again->SerializeAsString() != result->SerializeAsString())
        return "a result that was written out is another";
    for (const auto& exercise : result->plan()) {
        const auto days = analysis::days_per_week_of(exercise.dose());
        if (days && !(*days >= 1.0 && *days <= 7.0)) return "a week has seven days";
    }
    const auto screening = past_screening(*result);
    if (!screening) return result->is_valid() ? "a valid result is not kept" : "";
    for (const auto& one : screening->values)
        if (!std::isfinite(one.value) || !std::isfinite(one.standard_error.value_or(0.0)))
            return "a figure is no number";
    const auto same = past_screening(*again);
    return digest_of_screening(*screening) == digest_of_screening(*same)
               ? ""
               : "a result that was written out is not recognised";
}

}  // namespace
}  // namespace sacrum::sinks

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(sacrum::sinks::try_text(sacrum::fuzz::text_of(bytes, size)));
}
