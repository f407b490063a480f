#include "sinks/export/session_tables.hpp"

#include <unistd.h>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "sinks/export/pending_file.hpp"
#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

std::filesystem::path scratch(const char* name) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("sacrum_tables_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    return folder / name;
}

std::vector<std::string> lines_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

std::size_t cells_in(const std::string& line) {
    return std::size_t(std::count(line.begin(), line.end(), ',')) + 1;
}

}  // namespace

TEST_CASE("events.csv names kind, side and confidence of every contact") {
    const auto path = scratch("events.csv");
    REQUIRE(write_events_csv(path, made_up_session().events));
    const auto lines = lines_of(path);
    REQUIRE(lines.size() == 15);
    CHECK(lines[0] == "t_s,type,side,confidence,mode,timing_verified,contact_confidence");
    CHECK(lines[1] == "1.000000,IC,L,0.990,running,1,1.000");
    CHECK(lines[2] == "1.250000,FC,L,0.990,running,0,1.000");
    REQUIRE(write_events_csv(path, session_of_unknown_sides().events));
    CHECK(lines_of(path)[1] == "1.000000,IC,?,0.500,running,1,1.000");
}

TEST_CASE("live_contacts.csv says when each contact was noticed and for which side") {
    const auto path = scratch("live_contacts.csv");
    const LiveContact known{.time = session_time_from_seconds(2.5),
                            .side = Side::right,
                            .side_confidence = 0.97,
                            .mode = GaitMode::running,
                            .noticed_at = session_time_from_seconds(2.58)};
    const LiveContact unknown{.time = session_time_from_seconds(3.0),
                              .noticed_at = session_time_from_seconds(3.08)};
    REQUIRE(write_live_contacts_csv(path, std::vector{known, unknown}));
    const auto lines = lines_of(path);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "t_s,side,confidence,mode,noticed_at_s");
    CHECK(lines[1] == "2.500000,R,0.970,running,2.580000");
    CHECK(lines[2] == "3.000000,?,0.500,walking,3.080000");
}

TEST_CASE("angles.csv leaves a cell empty where the angle is not known") {
    const auto path = scratch("angles.csv");
    REQUIRE(write_angles_csv(path, made_up_session().poses));
    const auto lines = lines_of(path);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "t_s,obliquity_deg,tilt_deg,rotation_deg,sway_left_mm,vertical_mm,qw,qx,qy,qz,valid");
    CHECK(lines[1] ==
          "1.234568,-1.5000,12.2500,0.0000,10.500,-2.000,1.0000000,0.0000000,0.0000000,0.0000000,1");
    CHECK(lines[2] == "1.239568,,,,,,1.0000000,0.0000000,0.0000000,0.0000000,0");
}

TEST_CASE("strides.csv begins with the agreed columns and ends with the reason and the stage") {
    const auto path = scratch("strides.csv");
    REQUIRE(write_strides_csv(path, made_up_session().strides));
    const auto lines = lines_of(path);
    REQUIRE(lines.size() == 8);
    CHECK(lines[0].starts_with(
        "side,t_start_s,t_end_s,valid,stride_time_s,contact_time_s,cpd_peak_deg,cpd_excursion_deg,"
        "obliquity_rom_deg,sway_ml_mm,vertical_osc_mm,"));
    CHECK(lines[0].ends_with(",mode,side_confidence,t_final_contact_s,reason,stage"));
    CHECK(lines[1].starts_with("L,1.000000,1.700000,1,0.700000,0.250000,7.0000,3.0000,,31.250,,"));
    CHECK(lines[1].ends_with(",running,0.990,1.250000,,"));
    CHECK(lines[7].starts_with("L,3.100000,3.800000,0,"));
    CHECK(lines[7].ends_with(",gap+turn,"));
    for (const std::string& line : lines) CHECK(cells_in(line) == cells_in(lines[0]));
}

TEST_CASE("a stride stands in the stage in which it begins, whatever the stage is called") {
    std::vector<StageSummary> stages(2);
    stages[0].stage = {.name = "slow", .end = session_time_from_seconds(1.5)};
    stages[1].stage = {.name = "fast, \"hard\"\nrun", .start = session_time_from_seconds(1.5)};
    const auto path = scratch("strides.csv");
    REQUIRE(write_strides_csv(path, made_up_session().strides, stages));
    const auto lines = lines_of(path);
    REQUIRE(lines.size() == 8);
    CHECK(lines[1].ends_with(",running,0.990,1.250000,,slow"));
    CHECK(lines[7].ends_with(",gap+turn,\"fast, \"\"hard\"\" run\""));
}

TEST_CASE("a session of nothing still writes its headers") {
    const auto path = scratch("strides.csv");
    REQUIRE(write_strides_csv(path, {}));
    CHECK(lines_of(path).size() == 1);
}

TEST_CASE("a table longer than one block is whole") {
    const std::vector<PelvisPose> poses(30'000);
    const auto path = scratch("long.csv");
    REQUIRE(write_angles_csv(path, poses));
    CHECK(lines_of(path).size() == poses.size() + 1);
}

TEST_CASE("a file that cannot be written is an output error that names it, and leaves nothing behind") {
    const auto written = write_events_csv("/proc/no/such/events.csv", {});
    REQUIRE_FALSE(written);
    CHECK(written.error().kind == ErrorKind::output);
    CHECK(written.error().sentence.starts_with("/proc/no/such/events.csv: cannot be written ("));
    // /dev/full takes bytes and then has no room for them, as a full disk.
    if (std::filesystem::exists("/dev/full")) {
        const auto link = scratch("full.csv");
        std::filesystem::remove(link.string() + ".part");
        std::filesystem::create_symlink("/dev/full", link.string() + ".part");
        const auto full = write_whole_file(link, "some bytes");
        REQUIRE_FALSE(full);
        CHECK(full.error().kind == ErrorKind::output);
        CHECK_FALSE(std::filesystem::exists(link));
        CHECK_FALSE(std::filesystem::is_symlink(link.string() + ".part"));
    }
}

TEST_CASE("an abandoned file leaves the old one as it was") {
    const auto path = scratch("kept.txt");
    REQUIRE(write_whole_file(path, "old\n"));
    {
        auto pending = PendingFile::create(path);
        REQUIRE(pending);
        REQUIRE(pending->append("new"));
    }
    CHECK(lines_of(path) == std::vector<std::string>{"old"});
    CHECK_FALSE(std::filesystem::exists(path.string() + ".part"));
}
