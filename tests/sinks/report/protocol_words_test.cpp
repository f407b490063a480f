#include "sinks/report/protocol_words.hpp"

#include <catch2/catch.hpp>

#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

SessionReport report_with_stages() {
    SessionReport report = made_up_session().report;
    StageSummary stage;
    stage.stage = {.name = "<hill>", .speed_m_per_s = 2.8, .incline_percent = -1.5};
    stage.start = session_time_from_seconds(10.0);
    stage.end = session_time_from_seconds(70.0);
    stage.main_gait = GaitMode::running;
    stage.sides.left.strides_used = 80;
    stage.sides.left.strides_rejected = 4;
    stage.sides.left.metrics[std::size_t(Metric::cpd_peak)] =
        MetricSummary{.strides = 80, .median = 6.94, .ci95 = {6.5, 7.3}};
    report.stages.push_back(std::move(stage));
    report.notes.push_back({.kind = "shoe", .text = "a & b"});
    report.notes.push_back(
        {.time = session_time_from_seconds(12.34), .kind = "pain", .text = "", .number = 3.0});
    return report;
}

}  // namespace

TEST_CASE("a report without stages and marks says nothing of them") {
    const SessionReport report = made_up_session().report;
    CHECK(stages_section(report).empty());
    CHECK(notes_section(report).empty());
    CHECK(stages_lines(report).empty());
    CHECK(notes_lines(report).empty());
}

TEST_CASE("each stage has a row a side with what was used and measured, and no name becomes markup") {
    const std::string page = stages_section(report_with_stages());
    CHECK(has(page, "&lt;hill&gt;, 2.8 m/s, -1.5 %"));
    CHECK_FALSE(has(page, "<hill>"));
    CHECK(has(page, "10.0 to 70.0 s, running"));
    CHECK(has(page, "<td>80 of 84</td><td>6.9° (6.5 to 7.3°)</td>"));
    CHECK(has(page, "<td>0 of 0</td><td>–</td>"));
    const std::string lines = stages_lines(report_with_stages());
    CHECK(has(lines, "stage <hill>, 2.8 m/s, -1.5 % (10.0 to 70.0 s)"));
    CHECK(has(lines, "L  80 strides  drop 6.9° (6.5 to 7.3°)\n"));
}

TEST_CASE("marks stand with their time, or as before the start") {
    const std::string page = notes_section(report_with_stages());
    CHECK(has(page, "<li>before the start: shoe a &amp; b</li>"));
    CHECK(has(page, "<li>12.3 s: pain 3</li>"));
    CHECK(has(notes_lines(report_with_stages()), "mark 12.3 s  pain 3\n"));
}

TEST_CASE("a page lists so many marks as it can hold, and says how many there are") {
    SessionReport report = report_with_stages();
    report.notes.resize(60, report.notes.back());
    CHECK(has(notes_section(report), "10 more stand in report.json"));
    CHECK(has(notes_lines(report), "10 more marks stand in report.json"));
}
