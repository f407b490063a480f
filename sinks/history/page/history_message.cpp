#include "sinks/history/page/history_message.hpp"

#include <algorithm>

#include "sinks/history/change_words.hpp"
#include "sinks/history/page/history_words.hpp"
#include "sinks/history/page/load_part.hpp"
#include "sinks/history/past_session_message.hpp"
#include "sinks/report/gait_message.hpp"

namespace sacrum::sinks {
namespace {

double seconds_of(std::chrono::sys_seconds time) { return double(time.time_since_epoch().count()); }

const PastSession& session_of(const GaitCourse& course, std::int64_t id) {
    return *std::ranges::find(course.sessions, id, &PastSession::id);
}

std::string mark_of(AgainstUsual against) {
    if (against == AgainstUsual::within) return "";
    return std::string(against == AgainstUsual::more ? history_words::kMore : history_words::kLess);
}

void write(const CourseLine& line, const GaitCourse& course, proto::HistoryLine& out) {
    out.set_side(to_message(line.side));
    for (const CoursePoint& point : line.points) {
        auto& to = *out.add_points();
        to.set_session(std::uint64_t(point.session));
        to.set_began_s(seconds_of(session_of(course, point.session).began));
        to.set_median(to_millionth(point.summary.median));
        to.set_low(to_millionth(point.summary.ci95.low));
        to.set_high(to_millionth(point.summary.ci95.high));
        if (point.summary.strides < 2) {  // it has no interval
            to.set_low(to.median());
            to.set_high(to.median());
        }
        to.set_is_left_out(!point.why_left_out.empty());
        to.set_mark(mark_of(point.against_usual));
    }
    if (!line.has_band()) return;
    out.set_usual(to_millionth(line.change->before));
    out.set_detectable(to_millionth(*line.change->detectable));
}

void write(const MeasureCourse& measure, const GaitCourse& course, proto::HistoryPicture& out) {
    for (const CourseLine& line : measure.lines) write(line, course, *out.add_lines());
    const PastSession* before = nullptr;
    for (const PastSession& session : course.sessions) {
        if (before != nullptr && before->report.algorithm_version != session.report.algorithm_version) {
            auto& moment = *out.add_moments();
            moment.set_time_s(seconds_of(session.began));
            moment.set_words("methods " + session.report.algorithm_version);
        }
        before = &session;
    }
    const auto& baseline = course.changes.baseline;
    if (baseline.empty()) return;
    out.set_baseline_from_s(seconds_of(session_of(course, baseline.front()).began));
    out.set_baseline_to_s(seconds_of(session_of(course, baseline.back()).began));
}

}  // namespace

proto::HistoryPage history_message(const PersonView& view) {
    proto::HistoryPage page;
    auto& history = *page.mutable_history();
    history.set_person(view.code);
    history.set_label(view.label.value_or(""));
    for (const PastSession& session : view.sessions) *history.add_sessions() = to_message(session);
    if (!view.courses.empty()) *history.mutable_changes() = to_message(view.courses.front().changes);
    for (const GaitCourse& course : view.courses)
        for (const MeasureCourse& measure : course.measures) write(measure, course, *page.add_pictures());
    const LoadUnit unit = drawn_unit(view.load);
    for (std::size_t at = 0; at < view.load.weeks.size(); ++at) {
        auto& week = *page.add_weeks();
        week.set_monday_s(seconds_of(view.load.weeks[at].monday));
        week.set_volume(to_millionth(volume_of(view.load.weeks[at], unit)));
        if (view.week_jumps[at]) week.set_mark(std::string(history_words::kJump));
    }
    return page;
}

}  // namespace sacrum::sinks
