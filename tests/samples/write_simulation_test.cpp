#include "samples/write_simulation.hpp"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <string>

using namespace sacrum;
using namespace sacrum::samples;
using namespace std::chrono_literals;

namespace {

struct Folder {  // removed when the test ends
    Folder()
        : path(std::filesystem::temp_directory_path() /
               ("sacrum_write_simulation_test_" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path path;
};

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path);
    REQUIRE(file);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::size_t lines(const std::string& text) { return std::size_t(std::count(text.begin(), text.end(), '\n')); }

}  // namespace

TEST_CASE("a simulation is written as a recording beside its truth") {
    const Folder folder;
    const auto simulation = simulate({.duration = 12s, .seed = 6}, default_faults());
    REQUIRE(simulation);
    REQUIRE(write_simulation(*simulation, folder.path / "easy.imu.csv"));

    const std::string samples = read(folder.path / "easy.imu.csv");
    CHECK(samples.starts_with("t_s,ax,ay,az,gx,gy,gz\n0.000000,"));
    CHECK(lines(samples) == simulation->recording.samples.size() + 1);
    const std::string events = read(folder.path / "easy.events.csv");
    CHECK(events.starts_with("t_s,foot,type\n"));
    CHECK(lines(events) == simulation->events.size() + 1);
    const std::string poses = read(folder.path / "easy.pose.csv");
    // Standing: level, and the left axis points 90 deg from forward.
    CHECK(poses.starts_with("t_s,obliquity_deg,tilt_deg,yaw_deg,x,y,z\n0.000000,0.00000,0.00000,90.00000,"));
    CHECK(lines(poses) == simulation->poses.size() + 1);
    const std::string strides = read(folder.path / "easy.strides.csv");
    CHECK(strides.starts_with(
        "side,t_start_s,t_end_s,valid,stride_time_s,contact_time_s,cpd_peak_deg,cpd_excursion_deg,"
        "obliquity_rom_deg,sway_ml_mm,vertical_osc_mm,"));
    CHECK(lines(strides) == simulation->strides.size() + 1);
    const std::string description = read(folder.path / "easy.json");
    CHECK(description.find("\"mount\": \"up=+x,left=+y\"") != std::string::npos);
    CHECK(description.find("\"source\": \"synthetic\"") != std::string::npos);
    CHECK(description.find("\"runner\": {\n  \"mode\": \"running\",\n  \"speed_mps\": 3,\n  \"seed\": 6,") !=
          std::string::npos);
}

TEST_CASE("a measure that a stride does not have is an empty cell") {
    const Folder folder;
    const auto simulation = simulate({.mode = GaitMode::walking, .speed_mps = 1.2, .duration = 12s}, ideal());
    REQUIRE(simulation);
    REQUIRE(write_simulation(*simulation, folder.path / "walk.csv"));
    std::istringstream strides(read(folder.path / "walk.strides.csv"));
    std::string header, row;
    REQUIRE(std::getline(strides, header));
    REQUIRE(std::getline(strides, row));
    const auto columns_before =
        std::count(header.begin(), header.begin() + std::ptrdiff_t(header.find("flight_time_s")), ',');
    std::size_t at = 0;
    for (std::ptrdiff_t i = 0; i < columns_before; ++i) at = row.find(',', at) + 1;
    CHECK(row[at] == ',');
    CHECK(std::count(row.begin(), row.end(), ',') == std::count(header.begin(), header.end(), ','));
}

TEST_CASE("a folder that is not there is an error that names the file") {
    const auto simulation = simulate({.duration = 9s}, ideal());
    REQUIRE(simulation);
    const auto written = write_simulation(*simulation, "/nonexistent-folder/easy.imu.csv");
    REQUIRE_FALSE(written);
    CHECK(written.error().kind == ErrorKind::output);
    CHECK(written.error().sentence.find("/nonexistent-folder/easy.imu.csv") != std::string::npos);
}
