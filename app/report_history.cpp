#include "app/report_history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "analysis/session_change.hpp"
#include "app/exercise_words.hpp"
#include "app/history_pool.hpp"
#include "app/session_report_file.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/history/past_session_message.hpp"
#include "sinks/history/report_changes.hpp"
#include "sinks/history/session_digest.hpp"

namespace sacrum::app {
namespace {

// The session itself is taken out of those that are kept.
std::optional<PastSession> take_out(std::vector<PastSession>& sessions,
                                    const std::optional<std::int64_t>& id) {
    const auto found =
        std::ranges::find_if(sessions, [&](const PastSession& session) { return session.id == id; });
    if (found == sessions.end()) return std::nullopt;
    PastSession taken = std::move(*found);
    sessions.erase(found);
    return taken;
}

// Those before `end`, in order of time.
std::span<const PastSession> before(const std::vector<PastSession>& sessions, std::chrono::sys_seconds end) {
    const auto last =
        std::ranges::find_if(sessions, [&](const PastSession& session) { return session.began >= end; });
    return {sessions.begin(), last};
}

Result<std::chrono::sys_seconds> first_day_of(const std::string& since, const PastSession& now) {
    const auto day = sinks::moment_of(since);
    if (!day) return fail(ErrorKind::usage, fmt::format("--since {}: wants a date as 2026-03-01", since));
    const auto from = std::chrono::floor<std::chrono::days>(*day);
    if (now.began < from)
        return fail(ErrorKind::usage,
                    fmt::format("--since {}: the session is of {}, before that day; name an earlier one",
                                since, sinks::day_text(now.began)));
    return from;
}

}  // namespace

void add_report_history_options(CLI::App& parser, ReportHistoryWords& words) {
    parser
        .add_option("--person", words.history.person,
                    "whose session it is, by made-up name or label: what changed is then judged against "
                    "their history")
        ->type_name("P");
    parser
        .add_option(
            "--since", words.since,
            "with --person: compare all sessions from this day on with those before it (default: this one "
            "with the first ten)")
        ->type_name("DATE");
    add_history_option(parser, words.history);
}

Result<void> compare_with_history(const std::filesystem::path& file, const ReportHistoryWords& words,
                                  const std::optional<std::chrono::sys_seconds>& said_date,
                                  sinks::ReportContent& content) {
    auto opened = open_person(words.history);
    if (!opened) return tl::unexpected(opened.error());
    auto digest = sinks::digest_of_file(file);
    if (!digest) return tl::unexpected(digest.error());
    PastSession now = sinks::past_session(content.report);
    const auto id =
        opened->store.find_session(opened->person, now, {*digest, sinks::digest_of_strides(content.report)});
    if (!id) return tl::unexpected(id.error());
    std::vector<PastSession>& sessions = opened->sessions;
    if (const auto kept = take_out(sessions, *id)) {
        now.context = kept->context;
        now.began = said_date.value_or(kept->began);
    } else {
        const SessionMoment moment = moment_of(file, content.report, said_date);
        now.began = moment.began;
        if (moment.is_guessed) say_guessed(file, moment.began, "--date");
    }
    if (*id || said_date) content.report.set_began_utc(sinks::utc_text(now.began));

    std::span<const PastSession> earlier = before(sessions, now.began);
    std::vector<PastSession> recent;
    if (words.since) {
        const auto from = first_day_of(*words.since, now);
        if (!from) return tl::unexpected(from.error());
        const auto first_new = before(sessions, *from).size();
        recent.assign(earlier.begin() + std::ptrdiff_t(first_new), earlier.end());
        earlier = earlier.first(first_new);
    }
    recent.push_back(now);
    const auto pooled = pooled_for(*opened, earlier, now);
    if (!pooled) return tl::unexpected(pooled.error());
    const SessionChanges changes = analysis::changes_since(
        earlier, recent, words.since ? analysis::BaselineChoice::latest : analysis::BaselineChoice::first,
        *pooled);
    content.changes = sinks::measure_changes(changes);
    content.compared_with = sinks::compared_with(changes, earlier, words.since, recent.size());
    content.exercises = exercises_of(opened->exercises, std::chrono::floor<std::chrono::days>(now.began));
    content.earlier = sinks::course_of(changes, before(sessions, now.began));
    return {};
}

}  // namespace sacrum::app
