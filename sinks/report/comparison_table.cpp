#include "sinks/report/comparison_table.hpp"

#include <fmt/format.h>

#include "sinks/export/decimal_text.hpp"

namespace sacrum::sinks {
namespace {

std::string icc_text(const std::optional<double>& icc) { return icc ? fmt::format("{:.3f}", *icc) : "-"; }

std::string row(const QuantityComparison& quantity) {
    const auto words = words_of(quantity.quantity);
    // A degree sign is two bytes wide and one column.
    std::string name = fmt::format("{}, {}", words.name, words.unit);
    const std::size_t width = name.size() - (words.unit == "°" ? 1 : 0);
    name.append(width < 23 ? 23 - width : 0, ' ');
    std::string text =
        fmt::format("  {} {:>6} {:>6} {:>6}", name, quantity.pairs.size(), quantity.missed, quantity.extra);
    if (!quantity.agreement) return text + "   too few pairs\n";
    const Agreement& a = *quantity.agreement;
    return text + fmt::format(" {:>+8.{}f} {:>7.{}f} {:>+8.{}f} to {:>+7.{}f} {:>7.{}f} {:>8} {:>8}\n",
                              a.bias, words.decimals, a.sd, words.decimals, a.limits.low, words.decimals,
                              a.limits.high, words.decimals, a.rmse, words.decimals,
                              icc_text(a.icc_agreement), icc_text(a.icc_consistency));
}

}  // namespace

std::string alignment_sentence(const Alignment& alignment) {
    std::string text = fmt::format("offset {:+.3f}", in_seconds(alignment.offset));
    if (alignment.offset_sd) text += fmt::format(" ± {:.3f}", in_seconds(*alignment.offset_sd));
    text += fmt::format(" s by {}", word(alignment.method));
    if (alignment.method == AlignmentMethod::given) return text;
    if (alignment.method == AlignmentMethod::marks)
        return text + fmt::format("; certainty {:.3f}, {:.0f} % of the marks lie together",
                                  alignment.certainty, 100.0 * alignment.correlation);
    text += fmt::format("; certainty {:.3f}, correlation {:.3f}", alignment.certainty, alignment.correlation);
    if (alignment.next_offset)
        text += fmt::format(" (next best {:+.3f} s with {:.3f})", in_seconds(*alignment.next_offset),
                            alignment.next_correlation.value_or(0.0));
    return text;
}

std::string comparison_table(const ReferenceComparison& comparison) {
    std::string text = fmt::format("{}   {}, against\n", comparison.recording, word(comparison.gait));
    for (const std::string& source : comparison.sources) text += fmt::format("  {}\n", source);
    text += fmt::format("aligned   {}\n", alignment_sentence(comparison.alignment));
    if (comparison.clock_drift_ppm)
        text += fmt::format("clocks    the recording's second is {:+.0f} ± {:.0f} ppm longer\n",
                            *comparison.clock_drift_ppm, comparison.clock_drift_error_ppm.value_or(0.0));
    if (comparison.sides_known > 0)
        text += fmt::format("sides     {} of {} right, {} undecided\n", comparison.sides_right,
                            comparison.sides_known, comparison.sides_known - comparison.sides_decided);
    text += fmt::format("\n  {:<23} {:>6} {:>6} {:>6} {:>8} {:>7} {:>19} {:>7} {:>8} {:>8}\n",
                        "recording - reference", "n", "missed", "extra", "bias", "SD", "limits of agreement",
                        "RMSE", "ICC(2,1)", "ICC(3,1)");
    for (const QuantityComparison& quantity : comparison.quantities) text += row(quantity);
    if (!comparison.remarks.empty()) text += '\n';
    for (const std::string& remark : comparison.remarks) text += fmt::format("note: {}\n", remark);
    return text;
}

std::string comparison_csv(const ReferenceComparison& comparison) {
    std::string text = "quantity,side,t_s,reference,measured\n";
    for (const QuantityComparison& quantity : comparison.quantities) {
        for (const ComparedPair& pair : quantity.pairs) {
            text += words_of(quantity.quantity).id;
            text += ',';
            if (pair.side) text += letter(*pair.side);
            text += ',';
            append_seconds(text, pair.time);
            for (const double value : {pair.reference, pair.measured}) {
                text += ',';
                append_decimal(text, value, 4);
            }
            text += '\n';
        }
    }
    return text;
}

}  // namespace sacrum::sinks
