#include "sinks/history/screening_history_words.hpp"

#include <fmt/format.h>

#include <array>

#include "domain/normal_quantile.hpp"
#include "sinks/export/utc_text.hpp"

namespace sacrum::sinks {
namespace {

using Kind = ScreeningMeasureKind;

constexpr std::array kMain{Kind::hold,      Kind::drop_mean,     Kind::sway_path,     Kind::repetitions,
                           Kind::drop_at_t, Kind::drop_per_step, Kind::rotation_mean, Kind::sag_mean};

std::string figure(const PastScreening::Value& value) {
    const std::string_view unit = unit_of(value.kind);
    std::string text = unit.empty() ? fmt::format("{:.0f}", value.value) : fmt::format("{:.1f}", value.value);
    if (value.standard_error) text += fmt::format(" ± {:.1f}", kNormal95 * *value.standard_error);
    if (!unit.empty()) text += fmt::format(" {}", unit);
    return text;
}

// Empty where the test has not the measure.
std::string line(const PastScreening& screening, Kind kind) {
    std::string text;
    const auto add = [&](std::optional<Side> side, const char* name) {
        if (const auto* value = screening.find(kind, side))
            text += fmt::format("  {:<24}", fmt::format("{}{}", name, figure(*value)));
    };
    add(std::nullopt, "");
    add(Side::left, "left ");
    add(Side::right, "right ");
    if (text.empty()) return text;
    text.erase(text.find_last_not_of(' ') + 1);
    return fmt::format("{}  {:<20}{}", day_text(screening.done), label_of(kind), text);
}

}  // namespace

std::span<const Kind> main_screening_measures() { return kMain; }

std::vector<std::string> screening_lines(std::span<const PastScreening> screenings,
                                         std::span<const Kind> measures) {
    std::vector<std::string> lines;
    for (const ScreeningTest test : kScreeningTests) {
        std::vector<std::string> of_test;
        for (const Kind kind : measures)
            for (const PastScreening& screening : screenings)
                if (screening.test == test)
                    if (std::string text = line(screening, kind); !text.empty())
                        of_test.push_back("  " + text);
        if (of_test.empty()) continue;
        lines.emplace_back(title_of(test));
        lines.insert(lines.end(), of_test.begin(), of_test.end());
    }
    return lines;
}

std::string exercise_name(const PrescribedExercise& exercise) {
    return exercise.side ? fmt::format("{}, {} side carrying", exercise.name, word(*exercise.side))
                         : exercise.name;
}

}  // namespace sacrum::sinks
