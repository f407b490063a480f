#include "sinks/report/html_report.hpp"

#include <catch2/catch.hpp>

#include "sinks/report/page/page_bundle.hpp"
#include "sinks/report/report_message.hpp"
#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

std::size_t count_of(const std::string& page, std::string_view part) {
    std::size_t n = 0;
    for (auto at = page.find(part); at != std::string::npos; at = page.find(part, at + part.size())) ++n;
    return n;
}

std::string page_of(const Session& session) { return html_report({.report = to_message(session, {})}); }

// What a person reads: without the style, the message and the script.
std::string markup_of(std::string page) {
    for (const auto& [begin, end] :
         {std::pair{"<style>", "</style>"}, {"<script", "</script>"}, {"<script", "</script>"}}) {
        const auto from = page.find(begin);
        if (from == std::string::npos) continue;
        page.erase(from, page.find(end, from) + std::string_view(end).size() - from);
    }
    return page;
}

std::string markup_of(const Session& session) { return markup_of(page_of(session)); }

bool has(const std::string& page, std::string_view part) { return page.find(part) != std::string::npos; }

// Every opened element is closed in order; void elements stand alone.
bool is_well_nested(const std::string& page) {
    std::vector<std::string> open;
    for (auto at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
        const auto end = page.find('>', at);
        if (end == std::string::npos) return false;
        const std::string tag = page.substr(at + 1, end - at - 1);
        if (tag.starts_with('!') || tag.ends_with('/') || tag.starts_with("meta")) continue;
        const std::string name = tag.substr(0, tag.find_first_of(" \n"));
        if (!name.starts_with('/')) {
            open.push_back(name);
        } else if (open.empty() || name.substr(1) != open.back()) {
            return false;
        } else {
            open.pop_back();
        }
    }
    return open.empty();
}

}  // namespace

TEST_CASE("the words of the page ask nothing of the network and run nothing") {
    for (const Session& session : {made_up_session(), session_without_gait()}) {
        const std::string page = markup_of(session);
        for (const char* outside : {"http:", "https:", "//", "src=", "href=", "url(", "@import", "<script",
                                    " style=", " onclick="}) {
            INFO(outside);
            CHECK_FALSE(has(page, outside));
        }
    }
}

TEST_CASE("names and remarks cannot become markup") {
    Session session = made_up_session();
    session.report.recording = "<script>alert('x')</script> & \"more\"";
    session.report.verdict_reasons = {"a <b> reason"};
    session.report.assumptions = {"a & b"};
    session.report.mounting.declared = "<i>";
    proto::Exercise exercise;
    exercise.set_name("<u>");
    const std::string page =
        markup_of(html_report({.report = to_message(session, {}), .exercises = {exercise}}));
    for (const char* tag : {"<script", "<b>", "<i>", "<u>"}) CHECK_FALSE(has(page, tag));
    CHECK(has(page, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;"));
    CHECK(has(page, "a &amp; b"));
}

TEST_CASE("every page is well nested, whatever there is to show") {
    for (const Session& session :
         {made_up_session(), session_of_unknown_sides(), session_without_gait(), session_of_one_stride()}) {
        CHECK(is_well_nested(markup_of(session)));
        CHECK(is_well_nested(markup_of(html_report(
            {.report = to_message(session, {}), .earlier = {to_message(made_up_session(), {})}}))));
    }
}

TEST_CASE("the same session gives the same page, byte for byte") {
    CHECK(page_of(made_up_session()) == page_of(made_up_session()));
}

TEST_CASE("a session with strides has six charts, each described in words with its figures") {
    const std::string page = markup_of(made_up_session());
    const bool has_charts = !page_bundle("report").script.empty();
    CHECK(count_of(page, "data-chart=") == (has_charts ? 6u : 0u));
    CHECK(count_of(page, "role=\"img\" data-chart=") == count_of(page, "data-chart="));
    CHECK(has(page, "Drop over the session: left 7.1°, right 8.1°") == has_charts);
    CHECK(has(page, "The pictures are left out") == !has_charts);
    CHECK(has(page, "was lower than the stance side by 7.1° in left stance"));
    CHECK(has(page, "it dropped 1.0° further in right stance"));
    CHECK(has(page, "Over the session the drop grew by 0.9° per ten minutes"));
    CHECK(has(page, "1 gap, 1 turn"));
}

TEST_CASE("every word that opens a definition has one to open") {
    const std::string page = markup_of(html_report(
        {.report = to_message(made_up_session(), {}), .earlier = {to_message(made_up_session(), {})}}));
    constexpr std::string_view kTarget = "popovertarget=\"";
    int opened = 0;
    for (auto at = page.find(kTarget); at != std::string::npos; at = page.find(kTarget, at + 1), ++opened) {
        const auto begin = at + kTarget.size();
        const std::string id = page.substr(begin, page.find('"', begin) - begin);
        INFO(id);
        CHECK(count_of(page, "id=\"" + id + "\"") == 1);
    }
    CHECK(opened > 10);
}

TEST_CASE("without gait the page says so and shows no picture and no measure") {
    const std::string page = markup_of(session_without_gait());
    CHECK(count_of(page, "data-chart=") == 0);
    CHECK(has(page, "No walking or running was found"));
    CHECK_FALSE(has(page, "<table>"));
    CHECK(has(page, "It is not a diagnosis"));
}

TEST_CASE("with unknown sides the page gives no drop for a side") {
    const std::string page = markup_of(session_of_unknown_sides());
    CHECK(has(page, "left and right could not be told apart (confidence 0.62)"));
    CHECK(has(page, "side not known 4: 4 side unknown"));
    CHECK_FALSE(has(page, "in left stance"));
}

TEST_CASE("one stride is shown without an interval and compared with nothing") {
    const std::string page = markup_of(session_of_one_stride());
    CHECK(has(page, "by 7.0° in left stance (1 stride); the right side was not measured"));
    CHECK(has(page, "Left and right cannot be compared"));
}

TEST_CASE("no page speaks of weakness, injury or what is normal as a finding") {
    const std::string page = markup_of(html_report(
        {.report = to_message(made_up_session(), {}), .earlier = {to_message(made_up_session(), {})}}));
    for (const char* word : {"weak", "abnormal", "pathological", "injury risk", "normal"}) {
        INFO(word);
        CHECK_FALSE(has(page, word));
    }
    CHECK(has(page, "marker of frontal-plane pelvic control"));
    CHECK(has(page, "It is not a diagnosis"));
    CHECK(has(page, "Retrospective, group: "));
}

TEST_CASE("a difference of peak drops is not called one when the sensor's own roll is not known") {
    Session session = made_up_session();
    session.report.mounting.standing_sd_deg.reset();
    CHECK(has(markup_of(session), "or the sensor sits askew"));
    CHECK_FALSE(has(markup_of(made_up_session()), "or the sensor sits askew"));
}

TEST_CASE("a band that was set says how many strides lie in it") {
    proto::Configuration configuration;
    auto& rule = *configuration.mutable_feedback()->add_rule();
    rule.set_measure(proto::PELVIC_DROP);
    rule.set_side(proto::LEFT);
    rule.set_high(7.15);
    const std::string page = markup_of(html_report({.report = to_message(made_up_session(), configuration)}));
    CHECK(has(page, "2 of 3 strides in the band that was set (up to 7.2°)"));
    CHECK(count_of(page, "in the band that was set") == 1);
}

TEST_CASE("stages have a row a side and, from two on, a chart from stage to stage") {
    Session session = made_up_session();
    StageSummary stage;
    stage.stage = {"warm-up", 2.8, 1.0, {}, {}};
    stage.main_gait = GaitMode::running;
    stage.sides = session.report.sides;
    session.report.stages = {stage};
    CHECK(has(markup_of(session), "warm-up, 2.8 m/s, 1 %"));
    CHECK_FALSE(has(markup_of(session), "data-of=\"stages\""));
    session.report.stages.push_back(stage);
    const bool has_charts = !page_bundle("report").script.empty();
    CHECK(has(markup_of(session), "data-of=\"stages\"") == has_charts);
    CHECK(has(page_of(session), "\"stages\":[{\"name\":\"warm-up\""));
}

TEST_CASE("changes that are given take the place of those worked out, with whose repeats tell them") {
    proto::MeasureChange change;
    change.set_metric("cpd_peak_deg");
    change.set_side(proto::LEFT);
    change.set_before(9.0);
    change.set_now(7.1);
    change.set_detectable(0.8);
    change.set_basis("this person's own sessions");
    const std::string page = markup_of(html_report({.report = to_message(made_up_session(), {}),
                                                    .earlier = {to_message(made_up_session(), {})},
                                                    .changes = {change}}));
    CHECK(has(page, "1.9° less in left stance, which is more than chance (0.8°)"));
    CHECK(has(page, "from this person&#39;s own sessions"));
    CHECK(has(page, "<p class=\"zone\">less than last time</p>"));
    CHECK(count_of(page, "last time</p>") == 1);
}

TEST_CASE("exercises stand with their dose and reason, and nothing stands where none was chosen") {
    proto::Exercise exercise;
    exercise.set_name("Side plank");
    exercise.set_dose("3 × 30 s, every other day");
    exercise.set_why("holds the pelvis level");
    const Session session = made_up_session();
    const std::string page =
        markup_of(html_report({.report = to_message(session, {}), .exercises = {exercise}}));
    for (const char* part : {"Side plank", "3 × 30 s, every other day", "holds the pelvis level"})
        CHECK(has(page, part));
    CHECK_FALSE(has(markup_of(session), "id=\"exercises\""));
}

TEST_CASE(
    "against a history the page says what it compared with, by whose figures each line is judged, and what "
    "is not known") {
    const auto change = [](const char* metric, const char* basis) {
        proto::MeasureChange message;
        message.set_metric(metric);
        message.set_side(proto::LEFT);
        message.set_before(9.0);
        message.set_now(7.1);
        if (basis != nullptr) {
            message.set_detectable(0.8);
            message.set_basis(basis);
        } else {
            message.set_reason("no repeats tell it");
        }
        return message;
    };
    proto::ComparedWith with;
    with.set_sessions(9);
    with.set_first_day("2026-01-05");
    with.set_last_day("2026-03-02");
    with.set_sessions_now(1);
    with.add_remarks("An earlier session was left out: it was walking, now running.");
    proto::SessionReport report = to_message(made_up_session(), {});
    report.set_began_utc("2026-06-01T09:30:00Z");
    const std::string page = markup_of(
        html_report({.report = report,
                     .changes = {change("cpd_peak_deg", "this person's own sessions"),
                                 change("cpd_excursion_deg", "2-D video"), change("contact_time_s", nullptr)},
                     .compared_with = with}));
    CHECK(is_well_nested(page));
    CHECK(has(
        page,
        "Compared with the mean of the first 9 sessions that can be compared with this one (2026-01-05 to "
        "2026-03-02) the pelvis dropped 1.9° less in left stance, which is more than chance (0.8°)."));
    CHECK(has(page, "[a] from this person&#39;s own sessions"));
    CHECK(has(page, "[b] from 2-D video"));
    CHECK(has(page, "is not known: no repeats tell it"));
    CHECK(has(page, "it was walking, now running"));
    CHECK(has(page, "<p class=\"zone\">less than usual for you</p>"));
    CHECK(has(page, "2026-06-01 09:30 UTC, <strong>"));
    CHECK_FALSE(has(page, "since last time"));
    CHECK_FALSE(has(page, "Date ____"));

    const std::string first =
        markup_of(html_report({.report = report, .compared_with = proto::ComparedWith()}));
    CHECK(has(first, "No earlier session of this person in the history can be compared with this one."));
    CHECK_FALSE(has(first, "[a]"));
}
