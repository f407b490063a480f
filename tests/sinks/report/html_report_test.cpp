#include "sinks/report/html_report.hpp"

#include <catch2/catch.hpp>

#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

std::size_t count_of(const std::string& page, std::string_view part) {
    std::size_t n = 0;
    for (auto at = page.find(part); at != std::string::npos; at = page.find(part, at + part.size())) ++n;
    return n;
}

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

TEST_CASE("the page asks nothing of the network and runs nothing") {
    for (const Session& session : {made_up_session(), session_without_gait()}) {
        const std::string page = html_report(session);
        for (const char* outside : {"http:", "https:", "//", "src=", "href=", "url(", "@import", "<script"}) {
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
    const std::string page = html_report(session);
    CHECK_FALSE(has(page, "<script"));
    CHECK_FALSE(has(page, "<b>"));
    CHECK_FALSE(has(page, "<i>"));
    CHECK(has(page, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;"));
    CHECK(has(page, "a &amp; b"));
}

TEST_CASE("every page is well nested, whatever there is to show") {
    for (const Session& session :
         {made_up_session(), session_of_unknown_sides(), session_without_gait(), session_of_one_stride()}) {
        CHECK(is_well_nested(html_report(session)));
    }
}

TEST_CASE("a session with strides has five pictures, and each is described in words") {
    const std::string page = html_report(made_up_session());
    CHECK(count_of(page, "<svg ") == 5);
    CHECK(count_of(page, "role=\"img\" aria-label=\"") == 5);
    CHECK(has(page, "Peak drop over the session"));
    CHECK(has(page, "Lateral sway over the session"));
    CHECK(has(page, "was lower than the stance side by 7.1° in left stance"));
    CHECK(has(page, "it dropped 1.0° further in right stance"));
    CHECK(has(page, "1 gap, 1 turn"));
}

TEST_CASE("without gait the page says so and shows no picture and no measure") {
    const std::string page = html_report(session_without_gait());
    CHECK(count_of(page, "<svg ") == 0);
    CHECK(has(page, "No walking or running was found"));
    CHECK_FALSE(has(page, "<table>"));
}

TEST_CASE("with unknown sides the page gives no drop for a side") {
    const std::string page = html_report(session_of_unknown_sides());
    CHECK(has(page, "left and right could not be told apart (confidence 0.62)"));
    CHECK(has(page, "side not known 4: 4 side unknown"));
    CHECK_FALSE(has(page, "in left stance"));
}

TEST_CASE("one stride is shown without an interval and compared with nothing") {
    const std::string page = html_report(session_of_one_stride());
    CHECK(has(page, "by 7.0° in left stance (1 stride); the right side was not measured"));
    CHECK(has(page, "Left and right cannot be compared"));
}

TEST_CASE("no page speaks of weakness, injury or what is normal as a finding") {
    const std::string page = html_report(made_up_session());
    for (const char* word : {"weak", "abnormal", "pathological", "injury risk", "normal"}) {
        INFO(word);
        CHECK_FALSE(has(page, word));
    }
    CHECK(has(page, "marker of frontal-plane pelvic control"));
    CHECK(has(page, "It is not a diagnosis"));
}

TEST_CASE("a difference of peak drops is not called one when the sensor's own roll is not known") {
    Session session = made_up_session();
    session.report.mounting.standing_sd_deg.reset();
    CHECK(has(html_report(session), "or the sensor sits askew"));
    CHECK_FALSE(has(html_report(made_up_session()), "or the sensor sits askew"));
}
