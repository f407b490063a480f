#include "app/cohort/recording_list.hpp"

#include <catch2/catch.hpp>

#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& file) {
    fs::create_directories(file.parent_path());
    write_text(file, "x");
}

std::vector<std::string> files_of(const std::vector<ListedRecording>& recordings) {
    std::vector<std::string> files;
    for (const auto& one : recordings) files.push_back(one.file);
    return files;
}

}  // namespace

TEST_CASE("a folder's recordings are listed in order, without truth, tables, results and what is hidden") {
    const ScratchFolder folder;
    for (const char* file : {"b/run.sacrum", "a.imu.csv", "a.events.csv", "a.pose.csv", "a.strides.csv",
                             "a.json", "participants.csv", ".hidden/x.csv", "out/strides.csv",
                             "out/more/x.csv", "derivatives/x.csv", "notes.txt", "b/ride.fit"})
        put(folder / file);
    const auto list = list_recordings(folder / "", folder / "out");
    REQUIRE(list);
    CHECK(files_of(*list) == std::vector<std::string>{"a.imu.csv", "b/ride.fit", "b/run.sacrum"});
}

TEST_CASE(
    "whose a recording is follows from entities in its path, else from the first folder, else from its "
    "name") {
    const ScratchFolder folder;
    for (const char* file :
         {"sub-07_ses-2_task-run.imu.csv", "anna/day1/walk.csv", "bert.csv", "sub-1/x_run-2.csv"})
        put(folder / file);
    const auto list = list_recordings(folder / "", folder / "out");
    REQUIRE(list);
    REQUIRE(list->size() == 4);
    CHECK((*list)[0].participant == "anna");
    CHECK((*list)[0].session == "walk");
    CHECK((*list)[1].participant == "bert");
    CHECK((*list)[3].participant == "sub-1");
    CHECK((*list)[3].session == "run-2");
    CHECK((*list)[2].participant == "sub-07");
    CHECK((*list)[2].session == "ses-2");
    CHECK((*list)[2].task == "task-run");
}

TEST_CASE("the stamp of a recording changes with the file that declares its mounting") {
    const ScratchFolder folder;
    put(folder / "a.imu.csv");
    const auto before = list_recordings(folder / "", folder / "out");
    put(folder / "a.json");
    const auto after = list_recordings(folder / "", folder / "out");
    REQUIRE((before && after));
    CHECK(before->front().stamp != after->front().stamp);
}

TEST_CASE("a folder without recordings, and one that is not there, are refused by name") {
    const ScratchFolder folder;
    CHECK(list_recordings(folder / "", folder / "out").error().sentence.find("no recordings are in it") !=
          std::string::npos);
    CHECK(
        list_recordings(folder / "none", folder / "out").error().sentence.find("cannot be looked through") !=
        std::string::npos);
}
