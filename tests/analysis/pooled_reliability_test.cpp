#include "analysis/pooled_reliability.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "analysis/session_change.hpp"
#include "samples/random.hpp"

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

constexpr ComparedMeasure kDrop{Metric::cpd_peak, Side::left};

PastSession run(int day, double drop) {
    PastSession session;
    session.id = day + 1;
    session.began = std::chrono::sys_seconds(std::chrono::days(20000 + day));
    session.report.main_gait = GaitMode::running;
    session.report.algorithm_version = "4";
    session.report.mounting.standing_sd_deg = 0.2;
    session.context = {.surface = "road", .camber = Camber::level, .distance_km = {}, .speed_m_per_s = 2.8};
    session.report.sides.left.metrics[std::size_t(Metric::cpd_peak)] =
        MetricSummary{.strides = 60, .median = drop};
    return session;
}

// People whose drops are around 6 ± 2°, each with `sessions` that differ by `sem`.
std::vector<std::vector<PastSession>> people(std::uint64_t seed, int count, int sessions, double sem) {
    samples::Random random(seed, 0);
    std::vector<std::vector<PastSession>> all;
    for (int i = 0; i < count; ++i) {
        const double own = 6.0 + 2.0 * random.normal();
        auto& theirs = all.emplace_back();
        for (int day = 0; day < sessions; ++day) theirs.push_back(run(7 * day, own + sem * random.normal()));
    }
    return all;
}

const PooledReliability* drop_of(const std::vector<PooledReliability>& found) {
    for (const PooledReliability& one : found)
        if (one.measure == kDrop) return &one;
    return nullptr;
}

}  // namespace

TEST_CASE(
    "the SEM over people is that which their sessions were made with, and its interval holds it 19 times in "
    "20") {
    constexpr double kSem = 0.5;
    constexpr int kTrials = 400;
    int held = 0;
    double sum = 0.0;
    for (int trial = 0; trial < kTrials; ++trial) {
        const auto all = people(std::uint64_t(trial) + 1, 12, 4, kSem);
        const auto found = pooled_reliability(all, all[0].back());
        const PooledReliability* drop = drop_of(found);
        REQUIRE(drop != nullptr);
        held += drop->within.sem_ci.low < kSem && kSem < drop->within.sem_ci.high;
        sum += drop->within.sem * drop->within.sem;
        CHECK(drop->people == 12);
        CHECK(drop->sessions == 48);
    }
    CHECK(std::sqrt(sum / kTrials) == Approx(kSem).margin(0.02));  // standard error of 14400 degrees: 0.003
    CHECK(held >= int(0.92 * kTrials));
    CHECK(held <= int(0.98 * kTrials));
}

TEST_CASE("the ICCs come from as many first sessions of as many people as say most") {
    auto all = people(3, 8, 3, 0.4);
    all.push_back({run(0, 5.0), run(7, 5.5)});  // too few for the table of three
    all.push_back({run(0, 5.0)});
    const auto found = pooled_reliability(all, all[0].back());
    const PooledReliability* drop = drop_of(found);
    REQUIRE(drop != nullptr);
    CHECK(drop->people == 9);
    REQUIRE(drop->of_table);
    CHECK(drop->table_people == 8);
    CHECK(drop->table_sessions == 3);
    CHECK(drop->of_table->icc_agreement > 0.7);  // 4 / (4 + 0.16), from eight people
    CHECK(drop->of_table->icc_agreement_ci.low < drop->of_table->icc_agreement);
}

TEST_CASE("few people, or few repeats of them, are not enough to speak for another person") {
    const auto enough = [](int count, int sessions) {
        const auto all = people(5, count, sessions, 0.5);
        return drop_of(pooled_reliability(all, all[0].back()))->is_enough();
    };
    CHECK(enough(5, 3));        // ten degrees of freedom
    CHECK_FALSE(enough(4, 9));  // four people
    CHECK_FALSE(enough(9, 2));  // nine degrees of freedom
    CHECK(enough(10, 2));
    CHECK(pooled_reliability({}, run(0, 5.0)).empty());
}

TEST_CASE("sessions of another gait, other methods, another speed or poor quality repeat nothing") {
    auto all = people(7, 6, 2, 0.5);
    for (auto& theirs : all) theirs[0].report.main_gait = GaitMode::walking;
    CHECK(pooled_reliability(all, all[0].back()).empty());
    all = people(7, 6, 2, 0.5);
    for (auto& theirs : all) theirs[0].report.algorithm_version = "3";
    CHECK(pooled_reliability(all, all[0].back()).empty());
    all = people(7, 6, 2, 0.5);
    for (auto& theirs : all) theirs[0].context.speed_m_per_s = 3.5;
    CHECK(pooled_reliability(all, all[0].back()).empty());
    all = people(7, 6, 2, 0.5);
    for (auto& theirs : all) theirs[0].report.verdict = Verdict::poor;
    CHECK(pooled_reliability(all, all[0].back()).empty());
}

TEST_CASE("the people of a history stand between a person's own sessions and published figures") {
    const auto all = people(11, 8, 3, 0.4);
    const auto pooled = pooled_reliability(all, all[0].back());
    REQUIRE(drop_of(pooled)->is_enough());
    std::vector<PastSession> before{run(0, 6.0), run(7, 6.3)};
    const std::vector<PastSession> now{run(100, 7.6)};
    const auto basis = [&](std::span<const PooledReliability> of_people) {
        const SessionChanges changes = changes_since(before, now, BaselineChoice::first, of_people);
        REQUIRE(changes.changes.size() == 1);
        return changes.changes[0];
    };
    CHECK(basis({}).basis == ChangeBasis::published_video);
    const SessionChange judged = basis(pooled);
    CHECK(judged.basis == ChangeBasis::pooled_sessions);
    CHECK(judged.mdc95 == Approx(drop_of(pooled)->within.mdc95));
    CHECK(judged.mdc95_ci);
    CHECK(judged.verdict == ChangeVerdict::more_than_chance);  // 1.45° against about 1.1°
    CHECK(basis({}).verdict == ChangeVerdict::not_shown);
    // As soon as the person's own are enough, they count.
    for (int i = 2; i < 10; ++i) before.push_back(run(7 * i, i % 2 == 0 ? 6.0 : 6.3));
    CHECK(basis(pooled).basis == ChangeBasis::own_sessions);
    // Too few people do not.
    before.resize(2);
    const auto few = people(11, 3, 3, 0.4);
    CHECK(basis(pooled_reliability(few, few[0].back())).basis == ChangeBasis::published_video);
}

TEST_CASE("judged by pooled sessions of ten degrees, no change is shown as one in at most one of twenty") {
    samples::Random random(21, 0);
    int shown = 0, all = 0;
    for (int trial = 0; trial < 1500; ++trial) {
        const auto others = people(std::uint64_t(trial) + 100, 5, 3, 0.5);
        const auto pooled = pooled_reliability(others, others[0].back());
        std::vector<PastSession> before{run(0, 6.0 + 0.5 * random.normal()),
                                        run(7, 6.0 + 0.5 * random.normal())};
        const std::vector<PastSession> now{run(100, 6.0 + 0.5 * random.normal())};
        const SessionChanges changes = changes_since(before, now, BaselineChoice::first, pooled);
        REQUIRE(changes.changes[0].basis == ChangeBasis::pooled_sessions);
        shown += changes.changes[0].verdict == ChangeVerdict::more_than_chance;
        ++all;
    }
    CHECK(double(shown) / all <= 0.05);  // 4 % were asked for
    CHECK(shown > 0);
}
