#include "sinks/history/page/change_part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "sinks/export/utc_text.hpp"
#include "sinks/history/change_words.hpp"
#include "sinks/history/page/history_words.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/page/markup.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string day_of(const PastSession& session) { return utc_text(session.began).substr(0, 10); }

const PastSession* session_of(const GaitCourse& course, std::int64_t id) {
    const auto found = std::ranges::find(course.sessions, id, &PastSession::id);
    return found == course.sessions.end() ? nullptr : &*found;
}

constexpr std::size_t kMostInBaseline = 10;  // docs/history.md

// "Session of 2026-06-28 against the mean of 10 sessions from 2026-03-02 to 2026-04-20, the baseline."
std::string what_is_compared(const GaitCourse& course) {
    const PastSession* compared = course.compared ? session_of(course, *course.compared) : nullptr;
    if (compared == nullptr) return "No recording is good enough to be compared.";
    std::string out;
    if (compared != &course.sessions.back())
        out =
            fmt::format("The newest recording, of {}, is of poor quality, so the one before it is compared. ",
                        day_of(course.sessions.back()));
    const auto& baseline = course.changes.baseline;
    if (baseline.empty()) return out + fmt::format("Session of {}.", day_of(*compared));
    const std::string first = day_of(*session_of(course, baseline.front()));
    if (baseline.size() == 1)
        return out + fmt::format("Session of {} against that of {}, the baseline.", day_of(*compared), first);
    return out + fmt::format(
                     "Session of {} against the mean of {} sessions from {} to {}, the baseline: {} that can "
                     "be compared with it.",
                     day_of(*compared), baseline.size(), first, day_of(*session_of(course, baseline.back())),
                     baseline.size() == kMostInBaseline ? "the first ten" : "all");
}

std::string shown_changes(const std::vector<SessionChange>& changes) {
    std::string items;
    for (const SessionChange& change : changes) {
        if (change.verdict != ChangeVerdict::more_than_chance) continue;
        items += fmt::format("<li>{} {}: {}</li>\n", change.side ? side_key(*change.side) : std::string(),
                             html_escaped(definition_of(change.metric).name), prose(change_words(change)));
    }
    if (items.empty()) return fmt::format("<p class=\"finding\">{}</p>\n", history_words::kNothingChanged);
    return "<ul class=\"finding\">\n" + items + "</ul>\n";
}

std::string chance_words(const std::vector<SessionChange>& changes) {
    const auto known = std::ranges::count_if(
        changes, [](const SessionChange& change) { return change.verdict != ChangeVerdict::not_known; });
    const auto shown = std::ranges::count(changes, ChangeVerdict::more_than_chance, &SessionChange::verdict);
    double least_power = 1.0;
    for (const SessionChange& change : changes)
        if (change.power) least_power = std::min(least_power, *change.power);
    std::string out =
        fmt::format("{} of {} lines show a change; by chance alone it would be about one in twenty. {}",
                    shown, known, history_words::kByChance);
    constexpr double kEnough = 0.9;
    if (least_power < kEnough)
        out += fmt::format(
            " Of true changes of 1.5 times the MDC95, {:.0f} of 10 are shown with so few sessions.",
            10.0 * least_power);
    return out;
}

// Each reason once, with the days it holds for.
std::vector<std::string> left_out_words(const GaitCourse& course) {
    std::vector<std::pair<std::string, std::string>> days_by_reason;
    for (const LeftOutSession& out : course.changes.left_out) {
        const PastSession* session = session_of(course, out.session);
        const std::string day = session != nullptr ? day_of(*session) : std::to_string(out.session);
        const auto found =
            std::ranges::find(days_by_reason, out.reason, [](const auto& one) { return one.first; });
        if (found == days_by_reason.end())
            days_by_reason.emplace_back(out.reason, day);
        else
            found->second += ", " + day;
    }
    std::vector<std::string> sentences;
    for (const auto& [reason, days] : days_by_reason)
        sentences.push_back(fmt::format("Left out, {}: {}.", days, reason));
    return sentences;
}

std::vector<std::string> methods_words(const GaitCourse& course) {
    std::vector<std::string> sentences;
    const PastSession* before = nullptr;
    for (const PastSession& session : course.sessions) {
        if (before != nullptr && before->report.algorithm_version != session.report.algorithm_version)
            sentences.push_back(fmt::format("From {} on measured by methods {}, before by {}.",
                                            day_of(session), session.report.algorithm_version,
                                            before->report.algorithm_version));
        before = &session;
    }
    return sentences;
}

}  // namespace

std::string change_part(const GaitCourse& course) {
    const SessionChanges& changes = course.changes;
    std::string out = fmt::format("<p>{}</p>\n", html_escaped(what_is_compared(course)));
    if (!changes.changes.empty())
        out += shown_changes(changes.changes) +
               fmt::format("<p class=\"small\">{}</p>\n", prose(chance_words(changes.changes)));
    else if (course.compared)
        out += fmt::format("<p class=\"finding\">{}</p>\n", history_words::kNothingToCompare);
    std::vector<std::string> remarks = changes.remarks;
    for (auto* more : {&left_out_words, &methods_words})
        for (std::string& sentence : (*more)(course)) remarks.push_back(std::move(sentence));
    return out + list_of(remarks);
}

}  // namespace sacrum::sinks
