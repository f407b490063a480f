#include "analysis/measure_course.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "analysis/pooled_reliability.hpp"
#include "analysis/session_change.hpp"

namespace sacrum::analysis {
namespace {

struct DrawnMetric {
    Metric metric;
    bool is_of_a_side;
};
constexpr DrawnMetric kDrawn[] = {{Metric::cpd_peak, true},       {Metric::cpd_excursion, true},
                                  {Metric::obliquity_rom, false}, {Metric::sway_ml, false},
                                  {Metric::vertical_osc, false},  {Metric::contact_time, true},
                                  {Metric::cadence, false}};

bool is_poor(const PastSession& session) { return session.report.verdict == Verdict::poor; }

bool has_stood(const PastSession& session) { return session.report.mounting.standing_sd_deg.has_value(); }

// Why a session of the gait is in no comparison of this measure; empty when it is in.
std::string why_left_out(const GaitCourse& course, const PastSession& session, const PastSession& compared,
                         Metric metric, const MetricSummary& summary) {
    if (&session != &compared) {
        // The step rate itself is compared also where it makes the rest incomparable.
        if (metric == Metric::cadence) {
            if (auto reason = why_not_comparable(session, compared); !reason.empty()) return reason;
        } else {
            const auto& out = course.changes.left_out;
            const auto found = std::ranges::find(out, session.id, &LeftOutSession::session);
            if (found != out.end()) return found->reason;
        }
        if (is_poor(session)) return "the quality of its recording is poor";
        if (session.began > compared.began) return "it is newer than the session that is compared";
        if (carries_level(metric) && has_stood(session) != has_stood(compared))
            return "somebody stood still in only one of the two, and this angle rests on it";
    }
    if (summary.strides < kFewestStrides) return "it has too few strides of this measure";
    return "";
}

AgainstUsual against_usual(const CourseLine& line, double value) {
    if (!line.has_band() || !(std::abs(value - line.change->before) > *line.change->detectable))
        return AgainstUsual::within;
    return value > line.change->before ? AgainstUsual::more : AgainstUsual::less;
}

CourseLine line_of(const GaitCourse& course, const PastSession* compared, Metric metric,
                   std::optional<Side> side) {
    CourseLine line{.side = side};
    const auto& changes = course.changes.changes;
    const auto found = std::ranges::find_if(
        changes, [&](const SessionChange& change) { return change.metric == metric && change.side == side; });
    if (found != changes.end()) line.change = *found;
    const auto& baseline = course.changes.baseline;
    const auto is_after_baseline = [&](const PastSession& session) {
        const auto last =
            std::ranges::find(course.sessions, baseline.empty() ? 0 : baseline.back(), &PastSession::id);
        return last != course.sessions.end() && &session > &*last;
    };
    for (const PastSession& session : course.sessions) {
        const SideSummary& all = side ? session.report.sides[*side] : session.report.both;
        const auto& summary = all.metrics[std::size_t(metric)];
        if (!summary) continue;
        CoursePoint point{.session = session.id, .summary = *summary};
        if (compared == nullptr)
            point.why_left_out = "the quality of its recording is poor";
        else
            point.why_left_out = why_left_out(course, session, *compared, metric, *summary);
        if (point.why_left_out.empty()) {
            point.is_baseline = std::ranges::find(baseline, session.id) != baseline.end();
            if (!point.is_baseline && is_after_baseline(session))
                point.against_usual = against_usual(line, summary->median);
        }
        line.points.push_back(std::move(point));
    }
    return line;
}

MeasureCourse measure_course(const GaitCourse& course, const PastSession* compared,
                             const DrawnMetric& drawn) {
    MeasureCourse out{.metric = drawn.metric};
    if (drawn.is_of_a_side) {
        for (const Side side : kBothSides) out.lines.push_back(line_of(course, compared, drawn.metric, side));
    } else {
        out.lines.push_back(line_of(course, compared, drawn.metric, std::nullopt));
    }
    return out;
}

GaitCourse course_of(GaitMode gait, std::span<const PastSession> all,
                     std::span<const std::vector<PastSession>> others) {
    GaitCourse course{.gait = gait};
    std::ranges::copy_if(all, std::back_inserter(course.sessions),
                         [&](const PastSession& session) { return session.report.main_gait == gait; });
    const std::span sessions(course.sessions);
    const auto sound = std::find_if_not(sessions.rbegin(), sessions.rend(), is_poor);
    const auto earlier = std::size_t(std::distance(sound, sessions.rend()));  // and the sound one itself
    const PastSession* compared = earlier > 0 ? &sessions[earlier - 1] : nullptr;
    if (compared != nullptr) {
        course.compared = compared->id;
        const auto before = sessions.first(earlier - 1);
        std::vector<std::vector<PastSession>> people(others.begin(), others.end());
        people.emplace_back(before.begin(), before.end());
        course.changes = changes_since(before, sessions.subspan(earlier - 1, 1), BaselineChoice::first,
                                       pooled_reliability(people, *compared));
    }
    for (const DrawnMetric& drawn : kDrawn) {
        MeasureCourse measure = measure_course(course, compared, drawn);
        const auto has_points = [](const CourseLine& line) { return !line.points.empty(); };
        if (std::ranges::any_of(measure.lines, has_points)) course.measures.push_back(std::move(measure));
    }
    return course;
}

}  // namespace

std::vector<GaitCourse> gait_courses(std::span<const PastSession> sessions,
                                     std::span<const std::vector<PastSession>> others) {
    std::vector<GaitCourse> courses;
    for (std::size_t at = sessions.size(); at-- > 0;) {
        const GaitMode gait = sessions[at].report.main_gait;
        if (std::ranges::find(courses, gait, &GaitCourse::gait) == courses.end())
            courses.push_back(course_of(gait, sessions, others));
    }
    return courses;
}

}  // namespace sacrum::analysis
