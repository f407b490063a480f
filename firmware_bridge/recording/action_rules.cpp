#include "firmware_bridge/recording/action_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "domain/foreign_text.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kMostAuthor = 40;  // bytes
constexpr std::size_t kMostText = 400;
constexpr std::size_t kMostName = 80;
constexpr int kMostBands = 16;
constexpr double kFastest_m_per_s = 15.0;
constexpr double kSteepest_percent = 50.0;
constexpr double kMostPain = 10.0;
constexpr double kDay_s = 86400.0;
constexpr double kLargestBound = 1e4;  // in any measure's unit

Result<void> refused(const std::string& sentence) { return fail(ErrorKind::usage, sentence); }

Result<void> check_text(std::string_view what, std::string_view text, std::size_t most) {
    if (text.size() <= most) return {};
    return refused(fmt::format("{}: {} bytes of text, at most {} are kept", what, text.size(), most));
}

Result<void> check_number(std::string_view what, double number, double low, double high) {
    if (number >= low && number <= high) return {};
    return refused(fmt::format("{} {:g}: give one from {:g} to {:g}", what, number, low, high));
}

Result<void> check_speed(double number) { return check_number("speed", number, 0.0, kFastest_m_per_s); }
Result<void> check_incline(double number) {
    return check_number("incline", number, -kSteepest_percent, kSteepest_percent);
}

Result<void> check(const proto::Note& note) {
    constexpr std::array<std::string_view, 6> kKinds{"note", "speed", "incline", "pain", "shoe", "cue"};
    if (std::ranges::find(kKinds, note.kind()) == kKinds.end())
        return refused(fmt::format("mark of kind \"{}\": the kinds are {}", quotable(note.kind()),
                                   fmt::join(kKinds, ", ")));
    if (auto fits = check_text("mark", note.text(), kMostText); !fits) return fits;
    if (note.text().empty() && !note.has_number()) return refused("mark: says nothing; give a text");
    if (!note.has_number()) return {};
    if (note.kind() == "speed") return check_speed(note.number());
    if (note.kind() == "incline") return check_incline(note.number());
    if (note.kind() == "pain") return check_number("pain", note.number(), 0.0, kMostPain);
    return check_number("mark's number", note.number(), -kLargestBound, kLargestBound);
}

Result<void> check(const proto::BeginStage& stage) {
    if (stage.name().empty()) return refused("stage: has no name; give one");
    if (std::ranges::any_of(stage.name(), [](char c) { return c >= 0 && c < ' '; }))
        return refused("stage: its name has line ends or other controls in it; write it in one line");
    if (auto fits = check_text("stage", stage.name(), kMostName); !fits) return fits;
    if (stage.has_speed_m_per_s())
        if (auto fits = check_speed(stage.speed_m_per_s()); !fits) return fits;
    if (stage.has_incline_percent())
        if (auto fits = check_incline(stage.incline_percent()); !fits) return fits;
    if (!stage.has_duration_s()) return {};
    return check_number("stage's seconds", stage.duration_s(), 1.0, kDay_s);
}

Result<void> check(const proto::SetBands& set) {
    if (set.bands_size() > kMostBands)
        return refused(fmt::format("{} bands: at most {} can be set", set.bands_size(), kMostBands));
    for (const proto::WantedBand& band : set.bands()) {
        if (!proto::AlertMeasure_IsValid(band.measure()) || band.measure() == proto::ALERT_MEASURE_NOT_KNOWN)
            return refused("band: is of no known measure");
        for (const auto& end : {band.has_low() ? std::optional(band.low()) : std::nullopt,
                                band.has_high() ? std::optional(band.high()) : std::nullopt}) {
            if (!end) continue;
            if (auto fits = check_number("end of a band", *end, -kLargestBound, kLargestBound); !fits)
                return fits;
        }
        if (band.has_low() && band.has_high() && !(band.low() < band.high()))
            return refused("band: its low end is not below its high end");
    }
    return {};
}

}  // namespace

Result<void> check_action(const proto::Action& action) {
    if (auto fits = check_text("author", action.author(), kMostAuthor); !fits) return fits;
    switch (action.what_case()) {
        case proto::Action::kNote: return check(action.note());
        case proto::Action::kCalibrate:
            return check_number("seconds of standing", action.calibrate().duration_s(),
                                kShortestCalibration_s, kLongestCalibration_s);
        case proto::Action::kBeginStage: return check(action.begin_stage());
        case proto::Action::kSetBaseline:
            return check_number("baseline's seconds", action.set_baseline().over_s(), 0.0, kDay_s);
        case proto::Action::kSetBands: return check(action.set_bands());
        case proto::Action::kSwapSides:
        case proto::Action::kEndStage:
        case proto::Action::kClearBaseline: return {};
        case proto::Action::WHAT_NOT_SET: break;
    }
    return refused("action: asks for nothing that this program knows");
}

}  // namespace sacrum::firmware_bridge
