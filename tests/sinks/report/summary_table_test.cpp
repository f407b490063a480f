#include "sinks/report/summary_table.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

std::string summary(const Session& session, bool uses_colour = false) {
    return summary_table(session.report, "out/A/", {"report.html", "strides.csv"},
                         {.uses_colour = uses_colour});
}

bool in_order(const std::string& text, std::initializer_list<const char*> parts) {
    std::size_t from = 0;
    for (const char* part : parts) {
        from = text.find(part, from);
        if (from == std::string::npos) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("the summary answers trust, finding, change and place in this order") {
    const std::string text = summary(made_up_session());
    INFO(text);
    CHECK(in_order(
        text,
        {"A & <B>", "running, 10.0 s at 200 Hz", "quality good: loss 0.0 %, no clipping, settled after 4 s",
         "sides certain (0.99)", "mounting declared (up=+x,left=+y), agrees with the gait to 1.4°",
         "pass refined", "assumed: columns ax, ay, az taken as m/s2", "strides used", "3 of 4", "3 of 3",
         "pelvic drop, peak", "7.1 ± 0.2°", "8.1 ± 0.2°", "1.0 ± 0.3°", "more on the right",
         "over the session", "drop left +0.1°/10 min (-0.6 to +0.8): no drift shown",
         "drop right +0.9°/10 min (+0.5 to +1.3): drift shown", "out/A/  report.html  strides.csv"}));
}

TEST_CASE("the summary fits one screen of 24 lines") {
    for (const Session& session :
         {made_up_session(), session_of_unknown_sides(), session_without_gait(), session_of_one_stride()}) {
        const std::string text = summary(session);
        CHECK(std::count(text.begin(), text.end(), '\n') <= 24);
    }
}

TEST_CASE("colour adds nothing but colour") {
    std::string coloured = summary(made_up_session(), true);
    REQUIRE(coloured.find("\033[") != std::string::npos);
    for (auto at = coloured.find("\033["); at != std::string::npos; at = coloured.find("\033[")) {
        coloured.erase(at, coloured.find('m', at) - at + 1);
    }
    CHECK(coloured == summary(made_up_session()));
}

TEST_CASE("without strides the summary says why instead of showing figures") {
    CHECK(summary(session_without_gait()).find("No walking or running was found") != std::string::npos);
    const std::string unknown = summary(session_of_unknown_sides());
    CHECK(unknown.find("sides uncertain (0.62)") != std::string::npos);
    CHECK(unknown.find("could not be told apart") != std::string::npos);
    CHECK(unknown.find("4 side unknown") != std::string::npos);
    CHECK(unknown.find("pelvic drop, peak") == std::string::npos);
}

TEST_CASE("a difference inside what can be detected is called so with the figure") {
    Session session = made_up_session();
    auto& difference = session.report.differences[std::size_t(Metric::cpd_excursion)];
    difference = Difference{0.1, {-0.2, 0.4}};
    CHECK(summary(session).find("below what can be detected (0.3°)") != std::string::npos);
}

TEST_CASE("a drift finer than the usual rounding is shown with one decimal more") {
    Session session = made_up_session();
    session.report.sides.left.drift[std::size_t(Metric::cpd_peak)] = Drift{0.02, {-0.01, 0.05}};
    CHECK(summary(session).find("drop left +0.02°/10 min (-0.01 to +0.05): no drift shown") !=
          std::string::npos);
}
