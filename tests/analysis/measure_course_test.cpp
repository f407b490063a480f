#include "analysis/measure_course.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "analysis/session_change.hpp"

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

PastSession session_of(std::int64_t id, GaitMode gait, double drop) {
    PastSession session;
    session.id = id;
    session.began = std::chrono::sys_seconds(std::chrono::days(20000 + 7 * id));
    session.report.main_gait = gait;
    session.report.algorithm_version = "3";
    session.report.mounting.standing_sd_deg = 0.2;
    for (SideSummary* side : {&session.report.sides.left, &session.report.sides.right, &session.report.both})
        side->metrics[std::size_t(Metric::cpd_peak)] =
            MetricSummary{.strides = 60, .median = drop, .minimal_detectable_change = 1.5};
    return session;
}

std::vector<PastSession> walks(int count) {
    std::vector<PastSession> sessions;
    for (int id = 1; id <= count; ++id)
        sessions.push_back(session_of(id, GaitMode::walking, id % 2 == 0 ? 2.9 : 3.1));
    return sessions;
}

const CourseLine& left_drop(const GaitCourse& course) {
    REQUIRE_FALSE(course.measures.empty());
    CHECK(course.measures.front().metric == Metric::cpd_peak);
    return course.measures.front().lines.front();
}

}  // namespace

TEST_CASE("walking and running are courses of their own, that of the newest session first") {
    auto sessions = walks(3);
    sessions.push_back(session_of(4, GaitMode::running, 6.0));
    sessions.push_back(session_of(5, GaitMode::walking, 3.0));
    const auto courses = gait_courses(sessions);
    REQUIRE(courses.size() == 2);
    CHECK(courses[0].gait == GaitMode::walking);
    CHECK(courses[0].sessions.size() == 4);
    CHECK(courses[1].sessions.size() == 1);
    CHECK(courses[0].changes.left_out.empty());
    CHECK(gait_courses({}).empty());
}

TEST_CASE("a session after the baseline that leaves the band is marked with its direction, and none of it") {
    auto sessions = walks(13);
    sessions[1] = session_of(2, GaitMode::walking, 4.5);  // within the baseline
    sessions[11] = session_of(12, GaitMode::walking, 9.0);
    const auto courses = gait_courses(sessions);
    const CourseLine& line = left_drop(courses[0]);
    REQUIRE(line.has_band());
    REQUIRE(line.points.size() == 13);
    for (const CoursePoint& point : line.points) {
        CHECK(point.is_baseline == (point.session <= 10));
        CHECK((point.against_usual == AgainstUsual::more) == (point.session == 12));
        CHECK(point.against_usual != AgainstUsual::less);
    }
}

TEST_CASE("the mark of the newest session is the verdict of its change") {
    for (const double drop : {0.1, 2.0, 3.0, 4.2, 6.0}) {
        auto sessions = walks(12);
        sessions.push_back(session_of(13, GaitMode::walking, drop));
        const auto courses = gait_courses(sessions);
        const CourseLine& line = left_drop(courses[0]);
        INFO(drop);
        CHECK((line.points.back().against_usual != AgainstUsual::within) ==
              (line.change->verdict == ChangeVerdict::more_than_chance));
    }
}

TEST_CASE("a session on another surface keeps its point and its reason, and is in no band") {
    auto sessions = walks(5);
    for (PastSession& session : sessions) session.context.surface = "road";
    sessions[2].context.surface = "sand";
    const auto courses = gait_courses(sessions);
    const CourseLine& line = left_drop(courses[0]);
    for (const CoursePoint& point : line.points) CHECK(point.why_left_out.empty() == (point.session != 3));
    CHECK(line.points[2].why_left_out.find("sand") != std::string::npos);
    CHECK_FALSE(line.points[2].is_baseline);
}

TEST_CASE("with few own sessions the other people of the history tell how well a measure repeats itself") {
    const auto sessions = walks(3);
    const std::vector<std::vector<PastSession>> others(6, walks(4));
    const auto source = [&](std::span<const std::vector<PastSession>> people) {
        return left_drop(gait_courses(sessions, people)[0]).change->basis;
    };
    CHECK(source(others) == ChangeBasis::pooled_sessions);
    CHECK(source({}) != ChangeBasis::pooled_sessions);
}

TEST_CASE("where the newest recording is poor, the one before it is compared") {
    auto sessions = walks(6);
    sessions.back().report.verdict = Verdict::poor;
    const auto courses = gait_courses(sessions);
    CHECK(courses[0].compared == 5);
    const CourseLine& line = left_drop(courses[0]);
    CHECK(line.change->sessions_before == 4);
    CHECK_FALSE(line.points.back().why_left_out.empty());
    for (PastSession& session : sessions) session.report.verdict = Verdict::poor;
    CHECK_FALSE(gait_courses(sessions)[0].compared);
    CHECK(gait_courses(sessions)[0].changes.changes.empty());
}
