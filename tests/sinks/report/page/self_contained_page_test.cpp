#include "sinks/report/page/self_contained_page.hpp"

#include <catch2/catch.hpp>

#include "proto/report_page.pb.h"
#include "sinks/report/page/page_bundle.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

std::string page_of(const proto::ReportPage& message) {
    return self_contained_page({.bundle = "report",
                                .language = "en",
                                .title = "a <b> & c",
                                .body = "<main>words</main>\n",
                                .message = &message});
}

bool has(const std::string& page, std::string_view part) { return page.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("no text of the message can end the element that it lies in") {
    proto::ReportPage message;
    message.mutable_report()->set_recording("</script><script>alert(1)</script><!--");
    const std::string page = page_of(message);
    CHECK_FALSE(has(page, "alert(1)</script>"));
    CHECK_FALSE(has(page, "<!--"));
    CHECK(has(page, "\\u003c/script\\u003e\\u003cscript\\u003ealert(1)"));
}

TEST_CASE("the page's policy allows nothing from elsewhere, and no script but the bundle's") {
    const std::string page = page_of({});
    const auto begin = page.find("Content-Security-Policy");
    REQUIRE(begin != std::string::npos);
    const std::string policy = page.substr(begin, page.find('>', begin) - begin);
    CHECK(has(policy, "default-src 'none'"));
    CHECK_FALSE(has(policy, "http"));
    CHECK_FALSE(has(policy, "unsafe-eval"));
    const auto scripts = policy.find("script-src");
    if (page_bundle("report").script.empty()) {
        CHECK(scripts == std::string::npos);
    } else {
        REQUIRE(scripts != std::string::npos);
        CHECK(policy.substr(scripts).starts_with("script-src 'sha256-"));
        CHECK_FALSE(has(policy.substr(scripts), "unsafe-inline"));
    }
}

TEST_CASE("a title is text, and the page is known again by its beginning") {
    const std::string page = page_of({});
    CHECK(has(page, "<title>a &lt;b&gt; &amp; c</title>"));
    CHECK(is_self_contained_page(std::string_view(page).substr(0, 200), "report"));
    CHECK_FALSE(is_self_contained_page(page, "trend"));
    CHECK_FALSE(is_self_contained_page("<!doctype html><html><body>my own page</body></html>", "report"));
    CHECK_FALSE(is_self_contained_page("", "report"));
}
