// Spellings of a CSV file, and what is refused.
#include "firmware_bridge/import/csv_reader.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <limits>

#include "tests/firmware_bridge/import/csv_example.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
namespace fs = std::filesystem;

namespace {

Recording read_or_fail(const std::string& text, const CsvParams& params = {}) {
    auto recording = parse_csv(text, "walk.csv", params);
    if (!recording) FAIL(recording.error().sentence);
    return std::move(*recording);
}

std::string sentence_of(const std::string& text, const CsvParams& params = {}) {
    const auto recording = parse_csv(text, "walk.csv", params);
    REQUIRE_FALSE(recording);
    const std::string& sentence = recording.error().sentence;
    INFO(sentence);
    CHECK(sentence.starts_with("walk.csv: "));        // the thing
    CHECK(sentence.find("; ") != std::string::npos);  // the remedy
    CHECK(sentence.find('\n') == std::string::npos);
    return sentence;
}

bool says(const std::string& sentence, const std::string& part) {
    return sentence.find(part) != std::string::npos;
}

bool assumes(const Recording& recording, const std::string& part) {
    return std::any_of(recording.assumptions.begin(), recording.assumptions.end(),
                       [&](const std::string& sentence) { return says(sentence, part); });
}

void check_same(const Recording& a, const Recording& b, double tolerance = 2e-5) {
    REQUIRE(a.samples.size() == b.samples.size());
    for (std::size_t i = 0; i < a.samples.size(); ++i) {
        REQUIRE(std::abs(in_seconds(a.samples[i].time - b.samples[i].time)) < 1e-8);
        REQUIRE((a.samples[i].specific_force.si() - b.samples[i].specific_force.si()).norm() < tolerance);
        REQUIRE((a.samples[i].angular_rate.si() - b.samples[i].angular_rate.si()).norm() < tolerance);
    }
}

const auto kWalk = walking(500, 100.0, 0.1);
constexpr double kDegrees = 180.0 / std::numbers::pi;

}  // namespace

TEST_CASE("a plain file keeps its start, its rate and its values") {
    const Recording recording = read_or_fail(csv(kWalk));
    CHECK(recording.name == "walk.csv");
    CHECK(recording.samples.size() == 500);
    CHECK(in_seconds(recording.samples.front().time) == 0.1);
    CHECK(recording.rate.si() == Approx(100.0).epsilon(1e-12));
    CHECK(recording.samples[7].specific_force.si()[0] == Approx(kWalk[7][1]).margin(1e-6));
    CHECK(recording.samples[7].angular_rate.si()[2] == Approx(kWalk[7][6]).margin(1e-6));
    CHECK(recording.quality.gaps.empty());
    CHECK_FALSE(recording.samples[7].magnetic_field);
}

TEST_CASE("delimiters, decimal commas, line ends, quotes, marks and preambles do not change a sample") {
    const Recording plain = read_or_fail(csv(kWalk));
    const auto same = [&](const std::string& text) { check_same(read_or_fail(text), plain); };
    same(csv(kWalk, {.header = "t_s;ax;ay;az;gx;gy;gz\n", .delimiter = ';'}));
    same(csv(kWalk, {.header = "t_s\tax\tay\taz\tgx\tgy\tgz\n", .delimiter = '\t'}));
    same(csv(kWalk, {.header = "t_s;ax;ay;az;gx;gy;gz\n", .delimiter = ';', .decimal_point = ','}));
    same(csv(kWalk, {.header = "t_s\tax\tay\taz\tgx\tgy\tgz\n", .delimiter = '\t', .decimal_point = ','}));
    same(csv(kWalk, {.header = "t_s,ax,ay,az,gx,gy,gz\r\n", .line_end = "\r\n"}));
    same("\xEF\xBB\xBF" + csv(kWalk));
    same(csv(kWalk, {.header = "\"t_s\",\"ax\",\"ay\",\"az\",\"gx\",\"gy\",\"gz\"\n"}));
    same(csv(kWalk, {.header = "sep=,\nDeviceTag:,left,7\n\n# from the app\nt_s,ax,ay,az,gx,gy,gz\n"}));
    same(csv(kWalk, {.header = "# t_s,ax,ay,az,gx,gy,gz\n"}));
    same(csv(kWalk, {.header = "t_s,ax,ay,az,gx,gy,gz,\n", .line_end = ",\n"}));
    same(csv(kWalk, {.header = "t,ax,ay,az,gx,gy,gz\ns,m/s^2,m/s^2,m/s^2,rad/s,rad/s,rad/s\n"}));
    same(csv(kWalk, {.header = "t_s,ax,ay,az,gx,gy,gz\n# a remark\n"}));
    same(csv(kWalk, {.header = ""}));
    const std::string text = csv(kWalk);
    same(text.substr(0, text.size() - 1));  // no end of the last line
}

TEST_CASE("a file without a header is read by the number of its columns and says so") {
    const Recording seven = read_or_fail(csv(kWalk, {.header = ""}));
    CHECK(assumes(seven, "no header: columns taken as time, ax"));
    CsvParams params;
    params.rate = Frequency::of_si(100.0);
    const Recording six = read_or_fail(csv(kWalk, {.header = "", .has_time = false}), params);
    CHECK(six.samples.size() == 500);
    CHECK(in_seconds(six.samples.back().time) == Approx(4.99));
    CHECK(says(sentence_of(csv(kWalk, {.header = "", .has_time = false})), "give the sample rate"));
}

TEST_CASE("common spellings of a header are understood, with the units in them") {
    const double g = 9.80665;
    const Recording plain = read_or_fail(csv(kWalk));
    const auto same = [&](const Spelling& spelling) {
        INFO(spelling.header);
        const Recording recording = read_or_fail(csv(kWalk, spelling));
        check_same(recording, plain);
        CHECK(recording.assumptions.empty());  // all units are in the header
    };
    same({.header = "Time (s),Acc_X (m/s^2),Acc_Y (m/s^2),Acc_Z (m/s^2),Gyr_X (rad/s),Gyr_Y (rad/s),Gyr_Z "
                    "(rad/s)\n"});
    same(
        {.header =
             "Timestamp (us),Accelerometer X (g),Accelerometer Y (g),Accelerometer Z (g),Gyroscope X (deg/s),"
             "Gyroscope Y (deg/s),Gyroscope Z (deg/s)\n",
         .time_scale = 1e6,
         .time_decimals = 0,
         .force_scale = 1 / g,
         .rate_scale = kDegrees});
    same({.header = "time_ms,accel_x_g,accel_y_g,accel_z_g,gyro_x_dps,gyro_y_dps,gyro_z_dps\n",
          .time_scale = 1e3,
          .force_scale = 1 / g,
          .rate_scale = kDegrees});
    same({.header = "timestamp_ns,acc_x_mg,acc_y_mg,acc_z_mg,gyr_x_rad_s,gyr_y_rad_s,gyr_z_rad_s\n",
          .time_scale = 1e9,
          .time_decimals = 0,
          .force_scale = 1e3 / g});
    same({.header = "Time [s],accX [m/s²],accY [m/s²],accZ [m/s²],gyrX [°/s],gyrY [°/s],gyrZ [°/s]\n",
          .rate_scale = kDegrees});
    same({.header = "t_s,ax_mps2,ay_mps2,az_mps2,wx_radps,wy_radps,wz_radps\n"});
}

TEST_CASE("a header may name the columns in any order and among others") {
    std::string text = "status,gz,gy,gx,roll,az,ay,ax,mag_x,mag_y,mag_z,time\n";
    for (const ExampleRow& row : kWalk) {
        text += "0,";
        for (const std::size_t i : {6U, 5U, 4U}) text += cell(row[i], 6, '.') + ",";
        text += "12.5,";
        for (const std::size_t i : {3U, 2U, 1U}) text += cell(row[i], 6, '.') + ",";
        text += "0.1,0.2,0.3," + cell(row[0], 4, '.') + "\n";
    }
    const Recording recording = read_or_fail(text);
    check_same(recording, read_or_fail(csv(kWalk)));
    REQUIRE(recording.samples[3].magnetic_field);
    CHECK(recording.samples[3].magnetic_field->si()[1] == 0.2);
}

TEST_CASE("columns are taken by name and by number where a person says so") {
    const auto params = parse_columns("time=uhr,ax=a1,ay=3,az=4,gx=r1,gy=r2,gz=r3");
    REQUIRE(params);
    const Recording recording = read_or_fail(csv(kWalk, {.header = "uhr,a1,a2,a3,r1,r2,r3\n"}), *params);
    check_same(recording, read_or_fail(csv(kWalk)));
    CHECK(
        says(sentence_of(csv(kWalk, {.header = "uhr,a1,a2,a3,r1,r2,r3\n"})), "uhr, a1, a2, a3, r1, r2, r3"));
    CHECK(says(sentence_of(csv(kWalk), *params), "no column \"uhr\" among t_s, ax"));
}

TEST_CASE("a column list that cannot be read is refused with an example") {
    for (const char* text : {"ax", "bx=1", "ax=", "=3", "time=1,,ax=2"}) {
        INFO(text);
        const auto params = parse_columns(text);
        REQUIRE_FALSE(params);
        CHECK(params.error().kind == ErrorKind::usage);
        CHECK(says(params.error().sentence, "time=1,ax=acc_x"));
    }
}

TEST_CASE("a missing accelerometer or gyroscope is named with what was found instead") {
    std::string no_gyroscope = "t_s,ax,ay,az\n";
    std::string free_only = "PacketCounter,SampleTimeFine,FreeAcc_X,FreeAcc_Y,FreeAcc_Z,Gyr_X,Gyr_Y,Gyr_Z\n";
    for (const ExampleRow& row : kWalk) {
        no_gyroscope += cell(row[0], 3, '.') + ",0.1,0.2,9.8\n";
        free_only += "1," + cell(row[0] * 1e6, 0, '.') + ",0.1,0.2,0.3,0.1,0.1,0.1\n";
    }
    CHECK(says(sentence_of(no_gyroscope), "no gyroscope found among the columns t_s, ax, ay, az"));
    CHECK(says(sentence_of(free_only), "FreeAcc_X, FreeAcc_Y, FreeAcc_Z have gravity removed"));
}

TEST_CASE("what is no recording is refused in one sentence") {
    CHECK(says(sentence_of(""), "empty"));
    CHECK(says(sentence_of(" \n\n"), "empty"));
    CHECK(says(sentence_of("t_s,ax,ay,az,gx,gy,gz\n"), "no row of numbers"));
    CHECK(says(sentence_of(std::string("\x7f"
                                       "ELF\0\1\2\3",
                                       8)),
               "binary"));
    std::string noise;
    for (unsigned i = 0; i < 4000; ++i) noise += char((i * 2654435761U) >> 24U);
    CHECK(says(sentence_of(noise), "binary"));
    CHECK(says(sentence_of("\xFF\xFEt\0_\0"), "UTF-16"));
    CHECK(says(sentence_of("Dear reader,\nthis is a letter.\n"), "no row of numbers"));
    CHECK(says(sentence_of(csv({kWalk.begin(), kWalk.begin() + 40})), "0.4 s of samples"));
}

TEST_CASE("a file cut in mid-line loses its last row and says so") {
    const std::string text = csv(kWalk);
    for (const std::size_t cut : {2U, 5U, 12U, 40U, 55U}) {
        INFO(cut);
        const Recording recording = read_or_fail(text.substr(0, text.size() - cut));
        CHECK(recording.quality.ends_in_mid_line);
        CHECK(recording.samples.size() == 499);
        CHECK(recording.quality.invalid_samples == 0);
    }
    CHECK_FALSE(read_or_fail(text).quality.ends_in_mid_line);
}

TEST_CASE("a row that is no number is dropped, counted and leaves a gap") {
    for (const char* bad : {"nan", "inf", "-inf", "", "x", "1e999", "--3"}) {
        INFO(bad);
        std::string text = "t_s,ax,ay,az,gx,gy,gz\n";
        for (std::size_t i = 0; i < kWalk.size(); ++i) {
            text += i == 100 || i == 101 ? cell(kWalk[i][0], 4, '.') + ",1,2," + bad + ",4,5,6\n"
                                         : line(kWalk[i]);
        }
        const Recording recording = read_or_fail(text);
        CHECK(recording.quality.invalid_samples == 2);
        CHECK(recording.quality.missing_samples == 0);
        CHECK(recording.quality.samples == 498);
        REQUIRE(recording.quality.gaps.size() == 1);
        CHECK(in_seconds(recording.samples[100].gap_before) == Approx(0.02));
        CHECK(recording.quality.gaps[0].start == recording.samples[99].time);
        CHECK(recording.quality.gaps[0].end == recording.samples[100].time);
    }
}

TEST_CASE("a first row that is no number does not pass for the header") {
    const Recording recording =
        read_or_fail("t_s,ax,ay,az,gx,gy,gz\nx,x,x,x,x,x,x\n" + csv(kWalk, {.header = ""}));
    CHECK(recording.quality.samples == 500);
    CHECK(recording.quality.invalid_samples == 1);
}

TEST_CASE("a file that is mostly unusable is refused") {
    std::string text = "t_s,ax,ay,az,gx,gy,gz\n";
    for (std::size_t i = 0; i < kWalk.size(); ++i) {
        text += i % 5 < 3 ? cell(kWalk[i][0], 4, '.') + ",nan,nan,nan,0,0,0\n" : line(kWalk[i]);
    }
    CHECK(says(sentence_of(text), "300 of 500 rows cannot be used"));
}

TEST_CASE("a file is read with the mounting beside it and named without its ending") {
    const fs::path folder =
        fs::temp_directory_path() / ("sacrum_csv_reader_test_" + std::to_string(::getpid()));
    fs::create_directories(folder);
    const auto write = [&](const char* file, const std::string& text) {
        std::ofstream(folder / file) << text;
    };
    write("walk.imu.csv", csv(kWalk));
    write("bare.csv", csv(kWalk));
    write(
        "walk.json",
        R"({"height_cm": NaN, "to": -Infinity, "from": [Infinity], "note": "a \" NaN", "mount": "up=+x,left=+y"})");
    const auto walk = read_csv(folder / "walk.imu.csv");
    REQUIRE(walk);
    CHECK(walk->name == "walk");
    REQUIRE(walk->mounting);
    CHECK(walk->mounting->text == "up=+x,left=+y");
    const auto bare = read_csv(folder / "bare.csv");
    REQUIRE(bare);
    CHECK(bare->name == "bare");
    CHECK_FALSE(bare->mounting);

    for (const char* json : {"{", "[1]", R"({"mount": 3})", R"({"mount": "up=+q,left=+y"})"}) {
        INFO(json);
        write("walk.json", json);
        const auto refused = read_csv(folder / "walk.imu.csv");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::input);
        CHECK(refused.error().sentence.starts_with("walk.json: "));
    }
    const auto absent = read_csv(folder / "absent.csv");
    REQUIRE_FALSE(absent);
    CHECK(says(absent.error().sentence, "absent.csv: No such file"));
    CHECK(says(read_csv(folder).error().sentence, "is a folder"));
    fs::remove_all(folder);
}

TEST_CASE("a long file is read as its text is, wherever it ends") {
    constexpr std::size_t kBlock = std::size_t{1} << 20U;
    const std::string text = csv(walking(40000, 100.0, 0.1));
    REQUIRE(text.size() > 2 * kBlock);
    const fs::path file = fs::temp_directory_path() / ("long-" + std::to_string(::getpid()) + ".csv");
    const auto line_end = text.rfind('\n', 2 * kBlock);
    for (const std::size_t size : {kBlock - 1, kBlock, kBlock + 1, kBlock + 30, line_end, line_end + 1,
                                   line_end + 7, 2 * kBlock, 2 * kBlock + 1, text.size()}) {
        CAPTURE(size);
        std::ofstream(file, std::ios::binary).write(text.data(), std::streamsize(size));
        const auto from_file = read_csv(file);
        const auto from_text = parse_csv(std::string_view(text).substr(0, size), "long");
        REQUIRE(from_file);
        REQUIRE(from_text);
        check_same(*from_file, *from_text, 1e-12);
        CHECK(from_file->quality.ends_in_mid_line == from_text->quality.ends_in_mid_line);
        CHECK(from_file->assumptions == from_text->assumptions);
    }
    fs::remove(file);
}

TEST_CASE("a table that goes on in one endless line is refused before it fills the memory") {
    const fs::path file = fs::temp_directory_path() / ("endless-" + std::to_string(::getpid()) + ".csv");
    std::ofstream(file, std::ios::binary) << csv(kWalk) << std::string(std::size_t{20} << 20U, '1');
    const auto recording = read_csv(file);
    REQUIRE_FALSE(recording);
    CHECK(says(recording.error().sentence, "a line of megabytes"));
    fs::remove(file);
}
