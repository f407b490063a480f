#include "analysis/week_jumps.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

constexpr std::chrono::sys_days kMonday = std::chrono::year(2026) / 1 / 5;

PastSession run(int day, double km) {
    PastSession session;
    session.id = day;
    session.began = kMonday + std::chrono::days(day);
    session.context.distance_km = km;
    session.report.contacts = std::int64_t(km * 900.0);
    return session;
}

}  // namespace

TEST_CASE("a jump stays with the week it happened in, and the weeks after it are held against it") {
    std::vector<PastSession> sessions;
    for (int week = 0; week < 8; ++week) sessions.push_back(run(7 * week, week == 4 ? 30.0 : 10.0));
    const auto jumps = week_jumps(sessions);
    REQUIRE(jumps.size() == 8);
    for (std::size_t week = 0; week < 8; ++week) CHECK(jumps[week].has_value() == (week == 4));
    CHECK(jumps[4]->now == Approx(30.0));
    CHECK(jumps[4]->before == Approx(10.0));
}

TEST_CASE("weeks without a session are weeks without a jump") {
    const std::vector<PastSession> sessions{run(0, 10.0), run(35, 12.0)};
    const auto jumps = week_jumps(sessions);
    REQUIRE(jumps.size() == 6);
    for (std::size_t week = 0; week < 5; ++week) CHECK_FALSE(jumps[week]);
    CHECK(jumps[5]);  // after four empty ones
    CHECK(week_jumps({}).empty());
}
