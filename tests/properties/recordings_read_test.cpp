// The developer recordings, where they are there: counts, rates and units, as they are and in other units.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "firmware_bridge/import/csv_reader.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/file_bytes.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> recordings() {
    const char* const said = std::getenv("SACRUM_DATA");
    const fs::path folder =
        said != nullptr ? fs::path(said) : fs::path(SACRUM_SOURCE_DIR) / ".." / "shared" / "data";
    std::vector<fs::path> paths;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().string().ends_with(".imu.csv")) paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    if (paths.empty()) WARN("no developer recordings in " << folder << ": not tried on them");
    return paths;
}

nlohmann::json description(const fs::path& recording) {
    const std::string text = recording.string();
    auto bytes = read_bytes(text.substr(0, text.size() - std::string(".imu.csv").size()) + ".json");
    REQUIRE(bytes);
    for (auto at = bytes->find(": NaN"); at != std::string::npos; at = bytes->find(": NaN"))
        bytes->replace(at, 5, ": 0");
    return nlohmann::json::parse(*bytes);
}

struct Scales {
    double time = 1.0;
    double force = 1.0;
    double rate = 1.0;
    bool says_nothing = true;  // header without units
};

// The same file with its columns in other units.
std::string rescaled(std::string_view text, const Scales& scales) {
    std::string_view rest = text;
    take_line(rest);
    std::string out = "time,ax,ay,az,gx,gy,gz\n";
    char cell[40];
    while (!rest.empty()) {
        const auto cells = cells_of(take_line(rest), ',');
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const double scale = i == 0 ? scales.time : i < 4 ? scales.force : scales.rate;
            std::snprintf(cell, sizeof cell, "%.10g", *number(cells[i], false) * scale);
            out += cell;
            out += i + 1 < cells.size() ? ',' : '\n';
        }
    }
    return out;
}

}  // namespace

TEST_CASE(
    "every developer recording is read with the samples, the rate and the mounting that its description "
    "names") {
    for (const fs::path& path : recordings()) {
        INFO(path.filename().string());
        const auto recording = read_csv(path);
        REQUIRE(recording);
        const auto expected = description(path);
        CHECK(recording->samples.size() == expected["samples"].get<std::size_t>());
        CHECK(recording->quality.samples == expected["samples"].get<std::int64_t>());
        CHECK(recording->rate.si() == Approx(expected["rate_hz"].get<double>()).epsilon(1e-3));
        CHECK(recording->mounting.has_value() == expected.contains("mount"));
        CHECK(recording->name + ".imu.csv" == path.filename().string());
        CHECK(recording->quality.clipped_samples == 0);
        CHECK(recording->quality.invalid_samples == 0);
        CHECK(recording->quality.duplicate_samples == 0);
        CHECK(recording->quality.reversed_samples == 0);
        CHECK_FALSE(recording->quality.ends_in_mid_line);
        for (const std::string& sentence : recording->assumptions) UNSCOPED_INFO(sentence);
        CHECK(recording->assumptions.size() == 2);  // units of the accelerometer and of the gyroscope
    }
}

TEST_CASE("every developer recording keeps its own times and values") {
    for (const fs::path& path : recordings()) {
        INFO(path.filename().string());
        const auto recording = read_csv(path);
        const auto bytes = read_bytes(path);
        REQUIRE(recording);
        REQUIRE(bytes);
        std::string_view rest = *bytes;
        take_line(rest);
        double worst_time = 0.0, worst_value = 0.0;
        for (const ImuSample& sample : recording->samples) {
            const auto cells = cells_of(take_line(rest), ',');
            worst_time = std::max(worst_time, std::abs(in_seconds(sample.time) - *number(cells[0], false)));
            for (int axis = 0; axis < 3; ++axis) {
                const double force = *number(cells[std::size_t(axis) + 1], false);
                const double rate = *number(cells[std::size_t(axis) + 4], false);
                worst_value = std::max(worst_value, std::abs(sample.specific_force.si()[axis] - force));
                worst_value = std::max(worst_value, std::abs(sample.angular_rate.si()[axis] - rate));
            }
        }
        CHECK(worst_time < 1e-9);
        CHECK(worst_value == 0.0);
    }
}

TEST_CASE("every developer recording in g, deg/s and other units of time gives the same samples") {
    const Scales all[] = {{.time = 1e3, .force = 1.0 / kStandardGravity, .rate = degrees_from_radians(1.0)},
                          {.time = 1e6, .force = 1e3 / kStandardGravity, .rate = 1.0},
                          {.time = 1e9, .force = 1.0, .rate = degrees_from_radians(1.0)}};
    std::size_t turn = 0;
    for (const fs::path& path : recordings()) {
        INFO(path.filename().string());
        const auto bytes = read_bytes(path);
        REQUIRE(bytes);
        const auto plain = parse_csv(*bytes, "plain");
        REQUIRE(plain);
        const auto scaled = parse_csv(rescaled(*bytes, all[turn++ % 3]), "scaled");
        if (!scaled) FAIL_CHECK(scaled.error().sentence);
        if (!scaled) continue;
        for (const std::string& sentence : scaled->assumptions) UNSCOPED_INFO(sentence);
        REQUIRE(scaled->samples.size() == plain->samples.size());
        CHECK(scaled->rate.si() == Approx(plain->rate.si()).epsilon(1e-6));
        CHECK(scaled->quality.missing_samples == plain->quality.missing_samples);
        double worst = 0.0, worst_time = 0.0;
        for (std::size_t i = 0; i < plain->samples.size(); ++i) {
            const ImuSample &a = plain->samples[i], &b = scaled->samples[i];
            worst = std::max(worst, (a.specific_force.si() - b.specific_force.si()).norm());
            worst = std::max(worst, (a.angular_rate.si() - b.angular_rate.si()).norm());
            worst_time = std::max(worst_time, std::abs(in_seconds(a.time - b.time)));
        }
        CHECK(worst < 1e-6);
        CHECK(worst_time < 1e-8);
    }
}

TEST_CASE("the packets lost in a developer recording are found") {
    for (const fs::path& path : recordings()) {
        if (path.filename() != "ipol_7-3.imu.csv") continue;
        const auto recording = read_csv(path);
        REQUIRE(recording);
        Duration longest{};
        for (const Gap& gap : recording->quality.gaps) longest = std::max(longest, gap.end - gap.start);
        CHECK(in_seconds(longest) == Approx(0.65));
        CHECK(recording->quality.gaps.size() == 117);
        const ImuSample& last = recording->samples.back();
        const double expected = in_seconds(last.time - recording->samples.front().time) * 100.0 + 1.0;
        CHECK(recording->quality.missing_samples + recording->quality.samples == std::llround(expected));
    }
}
