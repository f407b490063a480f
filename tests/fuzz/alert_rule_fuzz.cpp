// Any text as an alert rule: a sentence, or a rule that is the same when it is written out and that is either
// refused or complete.
#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "sinks/alerts/alert_measure.hpp"
#include "sinks/alerts/alert_rules.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace sacrum::sinks {
namespace {

std::string written(const proto::AlertRule& rule) {
    const std::string side = !rule.has_side() ? "" : rule.side() == proto::LEFT ? "left " : "right ";
    const std::string text = side + std::string(traits_of(rule.measure()).word);
    if (rule.has_low() && rule.has_high()) return text + fmt::format("={}..{}", rule.low(), rule.high());
    if (rule.has_low()) return text + fmt::format("<{}", rule.low());
    return rule.has_high() ? text + fmt::format(">{}", rule.high()) : text;
}

std::string try_text(std::string_view text) {
    const auto rule = parse_alert_rule(text);
    if (!rule) return fuzz::fault_in_sentence(rule.error(), text);
    if (!std::isfinite(rule->low()) || !std::isfinite(rule->high())) return "an end of a band is no number";
    const auto again = parse_alert_rule(written(*rule));
    if (!again || again->SerializeAsString() != rule->SerializeAsString())
        return "a rule that was written out is another";
    proto::FeedbackConfiguration chosen;
    *chosen.add_rule() = *rule;
    const auto whole = complete_feedback(chosen);
    if (!whole) return fuzz::fault_in_sentence(whole.error(), text);
    const auto& complete = whole->rule(0);
    if (!is_band(complete.has_low(), complete.low(), complete.has_high(), complete.high()))
        return "an empty band is taken";
    if (!complete.has_hysteresis() || !complete.has_over_strides() || !complete.has_dwell_s())
        return "a rule is not complete";
    return complete_feedback(*whole)->SerializeAsString() == whole->SerializeAsString()
               ? ""
               : "what is complete is completed to something else";
}

}  // namespace
}  // namespace sacrum::sinks

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(sacrum::sinks::try_text(sacrum::fuzz::text_of(bytes, size)));
}
