#include "sinks/report/metric_explanation.hpp"

#include <fmt/format.h>

#include <string_view>

namespace sacrum::sinks {
namespace {

constexpr std::size_t kLineWidth = 100;
constexpr std::size_t kIndent = 15;

constexpr const char* kPageOpening =
    "# The measures\n"
    "\n"
    "Written by `sacrum explain --all --markdown`; do not edit by hand.\n"
    "\n"
    "Angles are those of the pelvis in the sequence rotation, obliquity, tilt (Baker 2001). **Obliquity** is "
    "positive with\n"
    "the right side up. **Drop** is positive with the swing side lower than the stance side: obliquity in "
    "right stance,\n"
    "minus obliquity in left stance. A **stride** runs from an initial contact to the next one of the same "
    "foot; it belongs\n"
    "to the side of that contact, and its drop is that of this side's stance. A measure that a stride does "
    "not have is\n"
    "absent, never 0. Summaries are medians over the valid strides of a side. Their 95 % interval is that of "
    "the same median\n"
    "free of errors of sensor, skin, mounting and method, as far as the recording tells them. The interval "
    "of "
    "right minus left also holds\n"
    "that these strides are a sample of how the person moves.\n"
    "\n"
    "These are markers of frontal-plane pelvic control. None of them is a diagnosis, says why a pelvis moves "
    "as it does, or\n"
    "predicts an injury in one person.\n"
    "\n"
    "**Known error** separates what the sensor and the arithmetic contribute from what a real person adds: "
    "skin and mount\n"
    "motion dominate. Published totals for pelvis angles from a real sensor on the sacrum are 2 to 4°.\n";

// Breaks at spaces; continued lines are indented.
std::string wrapped(std::string_view label, std::string_view text) {
    std::string out = fmt::format("  {:<{}}", label, kIndent - 2);
    std::size_t column = kIndent;
    bool is_line_start = true;
    while (!text.empty()) {
        const auto space = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, space);
        if (!is_line_start && column + 1 + word.size() > kLineWidth) {
            out += '\n' + std::string(kIndent, ' ');
            column = kIndent;
            is_line_start = true;
        }
        if (!is_line_start) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
        is_line_start = false;
        text.remove_prefix(std::min(space + 1, text.size()));
    }
    return out + '\n';
}

}  // namespace

std::string explanation(const MetricDefinition& definition) {
    std::string text = fmt::format("{}\n", definition.name);
    text += wrapped("column", definition.id);
    text += wrapped("unit", definition.unit.empty() ? "none (a ratio)" : definition.unit);
    text += wrapped("definition", definition.definition);
    text += wrapped("formula", definition.formula);
    text += wrapped("source", definition.source);
    text += wrapped("known error", definition.known_error);
    return text;
}

std::string explanation_markdown(const MetricDefinition& definition) {
    return fmt::format("## {} — `{}`\n\n{}\n\n- Unit: {}\n- Formula: {}\n- Source: {}\n- Known error: {}\n",
                       definition.name, definition.id, definition.definition,
                       definition.unit.empty() ? "none (a ratio)" : definition.unit, definition.formula,
                       definition.source, definition.known_error);
}

std::string all_explanations() {
    std::string text;
    for (const MetricDefinition& definition : metric_catalogue()) {
        if (!text.empty()) text += '\n';
        text += explanation(definition);
    }
    return text;
}

std::string metrics_page() {
    std::string text = kPageOpening;
    for (const MetricDefinition& definition : metric_catalogue())
        text += '\n' + explanation_markdown(definition);
    return text;
}

}  // namespace sacrum::sinks
