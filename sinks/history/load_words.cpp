#include "sinks/history/load_words.hpp"

#include <fmt/format.h>

#include "sinks/export/utc_text.hpp"

namespace sacrum::sinks {
namespace {

std::string amount(LoadUnit unit, double volume) {
    return unit == LoadUnit::kilometres ? fmt::format("{:.1f} km", volume)
                                        : fmt::format("{:.0f} steps", volume);
}

std::string times(const LoadJump& jump) {
    return jump.ratio ? fmt::format("{:.1f} times as much", *jump.ratio)
                      : "there was nothing to compare with";
}

}  // namespace

std::string week_words(const WeekLoad& week) {
    const Load& load = week.load;
    std::string text = fmt::format("week of {}   ", utc_text(week.monday).substr(0, 10));
    if (load.sessions == 0) return text + "none recorded";
    text += fmt::format("{} session{}", load.sessions, load.sessions == 1 ? "" : "s");
    if (load.distance_km) text += fmt::format(", {:.1f} km", *load.distance_km);
    text += fmt::format(", {} steps, {:.0f} min", load.steps, load.duration_s / 60.0);
    if (load.impact_bw) text += fmt::format(", impact {:.0f} body weights", *load.impact_bw);
    if (load.drop_deg.left && load.drop_deg.right)
        text += fmt::format(", drop left {:.0f}° right {:.0f}°", *load.drop_deg.left, *load.drop_deg.right);
    return text;
}

std::vector<std::string> jump_sentences(const TrainingLoad& load) {
    std::vector<std::string> sentences;
    if (const auto& jump = load.week_jump) {
        sentences.push_back(
            fmt::format("This week is more than usual for you: {}, and {} on the mean of the weeks before, "
                        "at most four: {}.",
                        amount(jump->unit, jump->now), amount(jump->unit, jump->before), times(*jump)));
    }
    if (const auto& jump = load.session_jump) {
        sentences.push_back(fmt::format(
            "Its longest session is more than usual for you: {}, and {} the longest in those weeks: {}.",
            amount(jump->unit, jump->now), amount(jump->unit, jump->before), times(*jump)));
    }
    if (!sentences.empty())
        sentences.emplace_back(
            "The ratio describes and foretells nothing (Wang 2020), and what was not recorded is not in it.");
    return sentences;
}

}  // namespace sacrum::sinks
