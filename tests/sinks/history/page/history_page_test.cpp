#include "sinks/history/page/history_page.hpp"

#include <google/protobuf/util/json_util.h>

#include <catch2/catch.hpp>

#include "proto/history_page.pb.h"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

PastSession session_of(std::int64_t id, double left, const std::string& methods = "3") {
    PastSession session;
    session.id = id;
    session.began = std::chrono::sys_seconds(std::chrono::days(20000 + 7 * id));
    session.report.main_gait = GaitMode::running;
    session.report.algorithm_version = methods;
    auto& drop = session.report.sides.left.metrics[std::size_t(Metric::cpd_peak)];
    drop = MetricSummary{.strides = 60, .median = left, .ci95 = {left - 0.5, left + 0.5}};
    session.report.both.metrics[std::size_t(Metric::cpd_peak)] = drop;
    return session;
}

// Three sessions: measured by other methods, the baseline, and one that leaves the band.
PersonView view_of_three() {
    PersonView view{.code = "P-7QK2", .label = "<b>anna</b>"};
    view.sessions = {session_of(1, 2.0, "2"), session_of(2, 3.0), session_of(3, 7.5)};
    view.sessions[0].context.surface = "<i>sand</i>";
    GaitCourse course{.gait = GaitMode::running, .sessions = view.sessions, .compared = 3};
    const SessionChange change{.metric = Metric::cpd_peak,
                               .side = Side::left,
                               .before = 3.0,
                               .now = 7.5,
                               .sessions_before = 1,
                               .sessions_now = 1,
                               .basis = ChangeBasis::published_video,
                               .mdc95 = 2.8,
                               .detectable = 2.9,
                               .power = 0.81,
                               .verdict = ChangeVerdict::more_than_chance};
    course.changes = {.baseline = {2},
                      .left_out = {{1, "it was measured by methods 2, now 3"}},
                      .remarks = {},
                      .changes = {change}};
    CourseLine line{.side = Side::left, .change = change};
    for (const PastSession& session : view.sessions)
        line.points.push_back({.session = session.id,
                               .summary = *session.report.sides.left.metrics[std::size_t(Metric::cpd_peak)]});
    line.points[0].why_left_out = "it was measured by methods 2, now 3";
    line.points[1].is_baseline = true;
    line.points[2].against_usual = AgainstUsual::more;
    course.measures = {{.metric = Metric::cpd_peak, .lines = {line}}};
    view.courses = {course};
    view.load.weeks = {{.monday = std::chrono::sys_days(std::chrono::days(20000)),
                        .load = {.sessions = 1, .steps = 900, .distance_km = 5.0}},
                       {.monday = std::chrono::sys_days(std::chrono::days(20007)),
                        .load = {.sessions = 2, .steps = 5400, .distance_km = 30.0}}};
    view.week_jumps = {std::nullopt, LoadJump{LoadUnit::kilometres, 30.0, 5.0, 6.0}};
    return view;
}

proto::HistoryPage message_in(const std::string& page) {
    const std::string begin = "id=\"message\">";
    const auto from = page.find(begin) + begin.size();
    proto::HistoryPage message;
    REQUIRE(google::protobuf::util::JsonStringToMessage(
                page.substr(from, page.find("</script>", from) - from), &message)
                .ok());
    return message;
}

}  // namespace

TEST_CASE(
    "the page of a history says in words what changed, from whose figures, what was left out, and what "
    "jumped") {
    const std::string page = history_page(view_of_three(), PagePlace::file);
    CHECK(has(page,
              "4.5° more than usual for you, which is more than chance (2.9°; from 2-D video of runners"));
    CHECK(has(page, "it was measured by methods 2, now 3"));
    CHECK(has(page, "on measured by methods 3, before by 2"));
    CHECK(has(page, "<strong>more than usual</strong>"));
    CHECK(has(page, "jump: 30.0 km, the weeks before 5.0 km on average, 6.0 times as much"));
    CHECK(has(page, "8 of 10 are shown with so few sessions"));
    CHECK_FALSE(has(page, "abnormal"));
    CHECK_FALSE(has(page, "prevent"));
}

TEST_CASE("its pictures have a point a session, the band of what is usual, and where methods change") {
    const proto::HistoryPage message = message_in(history_page(view_of_three(), PagePlace::file));
    REQUIRE(message.pictures_size() == 1);
    const auto& line = message.pictures(0).lines(0);
    REQUIRE(line.points_size() == 3);
    CHECK(line.points(0).is_left_out());
    CHECK(line.points(2).mark() == "more");
    CHECK(line.usual() == Approx(3.0));
    CHECK(line.detectable() == Approx(2.9));
    REQUIRE(message.pictures(0).moments_size() == 1);
    CHECK(message.pictures(0).moments(0).words() == "methods 3");
    REQUIRE(message.weeks_size() == 2);
    CHECK(message.weeks(0).mark().empty());
    CHECK(message.weeks(1).mark() == "jump");
    CHECK(message.history().sessions_size() == 3);
}

TEST_CASE("labels, surfaces and sentences in the history's pages cannot become markup") {
    for (const std::string& page :
         {history_page(view_of_three(), PagePlace::served), no_history_page("<script>alert(1)</script>"),
          people_page(std::vector<Person>{{.code = "P-7QK2", .label = "<b>anna</b>"}})}) {
        CHECK_FALSE(has(page, "<b>"));
        CHECK_FALSE(has(page, "<i>"));
        CHECK_FALSE(has(page, "<script>alert"));
    }
}

TEST_CASE(
    "the page as a file leads nowhere; served it leads to the live page and the people, and they to it") {
    CHECK_FALSE(has(history_page(view_of_three(), PagePlace::file), "href=\"/"));
    const std::string served = history_page(view_of_three(), PagePlace::served);
    CHECK(has(served, "href=\"/\""));
    CHECK(has(served, "href=\"/history\""));
    const std::string people = people_page(
        std::vector<Person>{{.code = "P-7QK2", .sessions = 3}, {.code = "P-0AAA", .label = "bob"}});
    CHECK(has(people, "href=\"/history/P-7QK2\""));
    CHECK(has(people, "P-0AAA (bob)"));
    CHECK(count_of(people, "<tr>") == 3);
}

TEST_CASE("a person without sessions and a history without people have a page that says how to begin") {
    CHECK(has(history_page({.code = "P-7QK2"}, PagePlace::file), "sacrum history add FILE --person P-7QK2"));
    CHECK(has(people_page({}), "sacrum history add FILE --new"));
}
