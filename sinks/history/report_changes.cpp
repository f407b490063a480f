#include "sinks/history/report_changes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sinks/export/utc_text.hpp"
#include "sinks/report/gait_message.hpp"
#include "sinks/report/page/page_words.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::size_t kMostDrawn = 12;  // sessions whose days can be read below a chart

// Each reason once, with how many sessions it kept out.
void add_left_out(const std::vector<LeftOutSession>& left_out, proto::ComparedWith& message) {
    std::vector<std::string> reasons;
    for (const LeftOutSession& session : left_out)
        if (std::ranges::find(reasons, session.reason) == reasons.end()) reasons.push_back(session.reason);
    for (const std::string& reason : reasons) {
        const auto count = std::ranges::count(left_out, reason, &LeftOutSession::reason);
        message.add_remarks(count == 1 ? fmt::format(page_words::kOneLeftOut, reason)
                                       : fmt::format(page_words::kSomeLeftOut, count, reason));
    }
}

bool is_left_out(const SessionChanges& changes, std::int64_t session) {
    return std::ranges::find(changes.left_out, session, &LeftOutSession::session) != changes.left_out.end();
}

}  // namespace

std::vector<proto::MeasureChange> measure_changes(const SessionChanges& changes) {
    std::vector<proto::MeasureChange> messages;
    for (const SessionChange& change : changes.changes) {
        proto::MeasureChange& message = messages.emplace_back();
        message.set_metric(std::string(definition_of(change.metric).id));
        message.set_side(to_message(change.side));
        message.set_before(to_millionth(change.before));
        message.set_now(to_millionth(change.now));
        if (change.detectable) {
            message.set_detectable(to_millionth(*change.detectable));
            message.set_basis(word(change.basis));
        } else {
            message.set_reason(change.reason);
        }
    }
    return messages;
}

proto::ComparedWith compared_with(const SessionChanges& changes, std::span<const PastSession> earlier,
                                  const std::optional<std::string>& since, std::size_t sessions_now) {
    proto::ComparedWith message;
    message.set_sessions(std::uint32_t(changes.baseline.size()));
    for (const PastSession& session : earlier) {
        if (std::ranges::find(changes.baseline, session.id) == changes.baseline.end()) continue;
        if (message.first_day().empty()) message.set_first_day(day_text(session.began));
        message.set_last_day(day_text(session.began));
    }
    message.set_since(since.value_or(""));
    message.set_sessions_now(std::uint32_t(sessions_now));
    for (const std::string& remark : changes.remarks) message.add_remarks(remark);
    add_left_out(changes.left_out, message);
    return message;
}

std::vector<proto::SessionReport> course_of(const SessionChanges& changes,
                                            std::span<const PastSession> earlier) {
    std::vector<proto::SessionReport> reports;
    if (changes.baseline.empty()) return reports;
    for (const PastSession& session : earlier) {
        if (is_left_out(changes, session.id)) continue;
        reports.push_back(to_message(session.report, {}));
        reports.back().set_began_utc(utc_text(session.began));
    }
    if (reports.size() > kMostDrawn) reports.erase(reports.begin(), reports.end() - kMostDrawn);
    return reports;
}

}  // namespace sacrum::sinks
