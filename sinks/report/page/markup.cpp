#include "sinks/report/page/markup.hpp"

#include <fmt/format.h>

#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {

std::string as_sentence(std::string words) {
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = char(words[0] - 'a' + 'A');
    return words;
}

std::string prose(std::string_view words) {
    std::string out = html_escaped(words);
    for (auto at = out.find(" %"); at != std::string::npos; at = out.find(" %", at))
        out.replace(at, 1, "&nbsp;");
    return out;
}

std::string list_of(const std::vector<std::string>& sentences) {
    if (sentences.empty()) return "";
    std::string out = "<ul>\n";
    for (const std::string& sentence : sentences) out += fmt::format("<li>{}</li>\n", html_escaped(sentence));
    return out + "</ul>\n";
}

std::string side_key(Side side) {
    return side == Side::left ? "<span class=\"left-key\">● left</span>"
                              : "<span class=\"right-key\">▲ right</span>";
}

std::string term(std::string_view definition, std::string_view words) {
    return fmt::format("<button type=\"button\" class=\"term\" popovertarget=\"def-{}\">{}</button>",
                       definition, html_escaped(words));
}

std::string term(Metric metric) {
    const MetricDefinition& definition = definition_of(metric);
    return term(definition.id, definition.name);
}

}  // namespace sacrum::sinks
