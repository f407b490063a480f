#include "app/cohort/cohort_plan.hpp"

#include <fmt/format.h>

#include <set>

#include <catch2/catch.hpp>

#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;

namespace {

std::vector<ListedRecording> recordings(std::initializer_list<std::uint64_t> megabytes) {
    std::vector<ListedRecording> all;
    for (const std::uint64_t size : megabytes)
        all.push_back(
            {.file = fmt::format("{:02}.csv", all.size()), .bytes = size * 1'000'000, .stamp = "1"});
    return all;
}

}  // namespace

TEST_CASE("shards are of like size, however the sizes of recordings differ") {
    const auto plan = make_plan({.shards = 3}, recordings({90, 10, 50, 40, 30, 60, 20}), {});
    std::map<std::uint32_t, std::uint64_t> load;
    for (const auto& one : plan.recordings()) load[one.shard()] += one.bytes();
    REQUIRE(load.size() == 3);
    for (const auto& [shard, bytes] : load) CHECK(double(bytes) == Approx(100e6).epsilon(0.1));
}

TEST_CASE("there are no more shards than recordings, and more where there is more to do") {
    CHECK(make_plan({}, recordings({1, 1}), {}).shards() == 2);
    CHECK(make_plan({}, recordings({1, 1, 1, 1, 1, 1, 1, 1, 1, 1}), {}).shards() == 8);
    const auto many = std::vector<ListedRecording>(5000, {.file = "x", .bytes = 50'000'000});
    CHECK(make_plan({}, many, {}).shards() == 489);
    const auto huge = std::vector<ListedRecording>(5000, {.file = "x", .bytes = 5'000'000'000});
    CHECK(make_plan({}, huge, {}).shards() == 1000);
}

TEST_CASE("a key changes with the recording and with the settings, and the same plan has the same name") {
    const auto all = recordings({1, 2});
    auto changed = all;
    changed[1].stamp = "2";
    PlanParams causal;
    causal.configuration.mutable_analysis()->set_pass(proto::CAUSAL);
    const auto plan = make_plan({}, all, {});
    const auto of_changed = make_plan({}, changed, {});
    CHECK(make_plan({}, all, {}).SerializeAsString() == plan.SerializeAsString());
    CHECK(of_changed.recordings(0).key() == plan.recordings(0).key());
    CHECK(of_changed.recordings(1).key() != plan.recordings(1).key());
    CHECK(of_changed.id() != plan.id());
    CHECK(make_plan(causal, all, {}).recordings(0).key() != plan.recordings(0).key());
}

TEST_CASE("a plan is read back as it was written, and that of another version is refused") {
    const ScratchFolder scratch;
    const CohortFolder folder{scratch / ""};
    auto plan = make_plan({.root = "study"}, recordings({1, 2}), {});
    REQUIRE(write_plan(folder, plan));
    CHECK(read_plan(folder)->SerializeAsString() == plan.SerializeAsString());
    plan.set_algorithm_version("0");
    REQUIRE(write_plan(folder, plan));
    CHECK(read_plan(folder).error().sentence.find("use one version on all machines") != std::string::npos);
}
