#include "app/cohort/repeated_sessions.hpp"

#include <catch2/catch.hpp>

using namespace sacrum;
using namespace sacrum::app;

namespace {

StudiedSession of(std::string person, std::string session, double drop) {
    StudiedSession one{std::move(person), std::move(session), "", "walking"};
    one.medians[0][std::size_t(Metric::cpd_peak)] = drop;
    return one;
}

RepeatedSessions repeated(const std::vector<StudiedSession>& sessions) {
    std::vector<const StudiedSession*> all;
    for (const auto& one : sessions) all.push_back(&one);
    return repeated_sessions(all, CohortSide::left, Metric::cpd_peak);
}

}  // namespace

TEST_CASE("sessions are in the order of their numbers, and recordings of one session are averaged") {
    const auto found = repeated({of("b", "ses-10", 3), of("b", "ses-2", 1), of("b", "ses-2", 2),
                                 of("a", "ses-2", 5), of("a", "ses-10", 6)});
    REQUIRE(found.people == std::vector<std::string>{"a", "b"});
    CHECK(found.values(0, 0) == 5);
    CHECK(found.values(1, 0) == 1.5);
    CHECK(found.values(1, 1) == 3);
}

TEST_CASE("as many sessions are taken as tell most of the error, and who has fewer is counted") {
    std::vector<StudiedSession> sessions;
    for (const char* person : {"a", "b", "c", "d"})
        for (const char* session : {"1", "2"}) sessions.push_back(of(person, session, 1));
    for (const char* session : {"3", "4", "5"}) sessions.push_back(of("a", session, 1));
    CHECK(repeated(sessions).values.rows() == 4);
    CHECK(repeated(sessions).values.cols() == 2);
    for (const char* session : {"3", "4", "5"}) sessions.push_back(of("b", session, 1));
    for (const char* session : {"3", "4", "5"}) sessions.push_back(of("c", session, 1));
    CHECK(repeated(sessions).values.rows() == 3);  // 2 · 4 beats 3 · 1
    CHECK(repeated(sessions).values.cols() == 5);
    CHECK(repeated(sessions).left_out == 1);
}

TEST_CASE("one session each, and one person alone, repeat nothing") {
    CHECK(repeated({of("a", "1", 1), of("b", "1", 2)}).values.size() == 0);
    CHECK(repeated({of("a", "1", 1), of("a", "2", 2)}).values.size() == 0);
    CHECK(repeated({}).values.size() == 0);
}

TEST_CASE("walking and running, and tasks, are kept apart") {
    auto running = of("a", "1", 1);
    running.gait = "running";
    auto uphill = of("a", "1", 1);
    uphill.task = "task-uphill";
    CHECK(by_activity(std::vector{of("a", "1", 1), running, uphill, of("b", "1", 1)}).size() == 3);
}
