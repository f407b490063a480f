#include "sinks/alerts/alert_words.hpp"

#include <fmt/format.h>

#include "sinks/alerts/alert_measure.hpp"

namespace sacrum::sinks {
namespace {

std::string name_of(proto::AlertMeasure measure, proto::Side side) {
    const char* const of = side == proto::LEFT ? "left " : side == proto::RIGHT ? "right " : "";
    return fmt::format("{}{}", of, traits_of(measure).word);
}

std::string place_of(const proto::Alert& alert) {
    const std::string_view unit = traits_of(alert.measure()).unit;
    switch (int(alert.place())) {
        case proto::Alert::WITHIN: return fmt::format("{:.1f}{}, back within", alert.measured(), unit);
        case proto::Alert::BELOW:
            return fmt::format("{:.1f}{}, below {:.1f}{}", alert.measured(), unit, alert.low(), unit);
        case proto::Alert::ABOVE:
            return fmt::format("{:.1f}{}, above {:.1f}{}", alert.measured(), unit, alert.high(), unit);
        default: return "no usable stride for a while";
    }
}

}  // namespace

std::string alert_words(const proto::Alert& alert) {
    return fmt::format("{:8.1f} s  {} {}{}", alert.time_s(), name_of(alert.measure(), alert.side()),
                       place_of(alert), alert.is_signalled() ? "  *" : "");
}

std::string alert_words(const proto::Baseline& baseline) {
    std::string words = "baseline";
    for (const auto& usual : baseline.measures()) {
        const auto& traits = traits_of(usual.measure());
        words += fmt::format("  {} {:.1f} ± {:.1f}{}", name_of(usual.measure(), usual.side()), usual.median(),
                             usual.detectable(), traits.unit);
    }
    if (baseline.measures_size() == 0) words += "  none";
    return baseline.reason().empty() ? words : fmt::format("{}  ({})", words, baseline.reason());
}

std::string alert_words(const proto::FeedbackState& state) {
    return fmt::format("{:8.1f} s  feedback is {} ({:.0f} % of the time)", state.time_s(),
                       state.is_given() ? "given" : "withdrawn", 100.0 * state.planned_fraction());
}

}  // namespace sacrum::sinks
