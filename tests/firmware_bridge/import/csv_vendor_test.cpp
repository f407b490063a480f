// Files as the programs of Movella, Xsens and x-io write them.
#include "firmware_bridge/import/csv_vendor.hpp"

#include <catch2/catch.hpp>

#include "tests/firmware_bridge/import/formats/run_file.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;

namespace {

// Rows of the run: counter, time in `ticks_per_s`, the readings scaled.
struct VendorFile {
    std::string header;
    char delimiter = ',';
    double ticks_per_s = 1e6;
    double first_tick = 0.0;  // the device's clock has run before
    bool has_counter = true;
    bool has_time = true;
    double force_scale = 1.0;
    double rate_scale = 1.0;
    bool gyroscope_first = false;
    double samples = 1e9;
};

std::string text_of(const VendorFile& file) {
    std::string text = file.header;
    const auto& samples = original_run().samples;
    for (std::size_t i = 0; i < samples.size() && double(i) < file.samples; ++i) {
        const double time_s = in_seconds(samples[i].time - samples.front().time);
        const Eigen::Vector3d f = samples[i].specific_force.si() * file.force_scale;
        const Eigen::Vector3d w = samples[i].angular_rate.si() * file.rate_scale;
        const char d = file.delimiter;
        if (file.has_counter) text += fmt::format("{}{}", (65000 + std::llround(time_s * 100.0)) % 65536, d);
        const auto tick =
            std::uint32_t(std::uint64_t(file.first_tick + std::round(time_s * file.ticks_per_s)));
        if (file.has_time) text += fmt::format("{}", tick);
        if (file.has_counter || file.has_time) text += d;
        const Eigen::Vector3d& a = file.gyroscope_first ? w : f;
        const Eigen::Vector3d& b = file.gyroscope_first ? f : w;
        text += fmt::format("{:.9f}{}{:.9f}{}{:.9f}{}{:.9f}{}{:.9f}{}{:.9f}\n", a.x(), d, a.y(), d, a.z(), d,
                            b.x(), d, b.y(), d, b.z());
    }
    return text;
}

Recording read(const VendorFile& file) {
    Recording recording = read_or_fail(parse_csv(text_of(file), "run"));
    recording.mounting = original_run().mounting;
    return recording;
}

VendorFile dot() {
    return {.header =
                "DeviceTag:,sacrum\nFirmwareVersion:,2.0.0\nOutputRate:,100Hz\nFilterProfile:,Dynamic\n\n"
                "PacketCounter,SampleTimeFine,Acc_X,Acc_Y,Acc_Z,Gyr_X,Gyr_Y,Gyr_Z\n",
            .rate_scale = kDegreesPerRadian};
}

VendorFile mt() {
    return {.header =
                "// Start Time: Unknown\n// Update Rate: 100.0Hz\n// Filter Profile: human\n"
                "PacketCounter\tSampleTimeFine\tAcc_X\tAcc_Y\tAcc_Z\tGyr_X\tGyr_Y\tGyr_Z\n",
            .delimiter = '\t',
            .ticks_per_s = 1e4};
}

}  // namespace

TEST_CASE("a Movella DOT's file gives the report of the original, with its clock running over") {
    VendorFile file = dot();
    file.first_tick = 4294967296.0 - 5e6;  // runs over after 5 s
    const Recording recording = read(file);
    CHECK(recording.rate.si() == Approx(100.0));
    CHECK(assumes(recording, "taken as ticks of 1 us, as a DOT writes them"));
    check_close_report(recording, 0.01, 0.001);
}

TEST_CASE("a DOT that lies still is read in deg/s, which its readings alone would not tell") {
    VendorFile file = dot();
    file.samples = 300;  // standing
    const Recording still = read(file);
    CHECK(assumes(still, "taken as deg/s, as a Movella DOT writes them"));
    CHECK((still.samples[10].angular_rate.si() - original_run().samples[10].angular_rate.si()).norm() < 1e-6);
}

TEST_CASE("a file of MT software counts in 0.1 ms, which would be 10 kHz in a DOT's microseconds") {
    const Recording recording = read(mt());
    CHECK(recording.rate.si() == Approx(100.0));
    CHECK(assumes(recording, "ticks of 0.1 ms, as MT software writes them"));
    check_close_report(recording, 0.01, 0.001);
}

TEST_CASE("a file of MT software without times follows its packet counter, which runs over at 65536") {
    VendorFile file = mt();
    file.has_time = false;
    const Recording recording = read(file);
    CHECK(recording.rate.si() == Approx(100.0));
    CHECK(recording.quality.missing_samples == original_run().quality.missing_samples);
    check_close_report(recording, 0.01, 0.001);
}

TEST_CASE("gyroscope readings of MT software in deg/s are taken as what they are") {
    VendorFile file = mt();
    file.rate_scale = kDegreesPerRadian;
    const Recording recording = read(file);
    check_close_report(recording, 0.01, 0.001);
}

TEST_CASE("an x-IMU3 file gives the report of the original") {
    const VendorFile file{.header =
                              "Timestamp (us),Gyroscope X (deg/s),Gyroscope Y (deg/s),Gyroscope Z (deg/s),"
                              "Accelerometer X (g),Accelerometer Y (g),Accelerometer Z (g)\n",
                          .has_counter = false,
                          .force_scale = 1.0 / kStandardGravity,
                          .rate_scale = kDegreesPerRadian,
                          .gyroscope_first = true};
    const Recording recording = read(file);
    CHECK(recording.assumptions.empty());  // everything stands in its header
    check_close_report(recording, 0.01, 0.001);
}

TEST_CASE("a vendor's file without raw readings says which file or mode has them") {
    const std::string row = "1,10000,0.1,0.2,0.3,0.4,0.5,0.6\n2,20000,0.1,0.2,0.3,0.4,0.5,0.6\n";
    says(sentence_of(parse_csv(
             "PacketCounter,SampleTimeFine,Euler_X,Euler_Y,Euler_Z,FreeAcc_X,FreeAcc_Y,FreeAcc_Z\n" + row,
             "run.csv")),
         "have gravity removed and there is no other accelerometer; record in a DOT mode that has");
    says(sentence_of(
             parse_csv("// Update Rate: 100.0Hz\nPacketCounter,SampleTimeFine,VelInc_X,VelInc_Y,VelInc_Z,"
                       "OriInc_q1,OriInc_q2,OriInc_q3\n" +
                           row,
                       "run.txt")),
         "export calibrated inertial readings");
    says(sentence_of(parse_csv("Timestamp (us),Quaternion W,Quaternion X,Quaternion Y,Quaternion Z\n"
                               "10000,1,0,0,0\n20000,1,0,0,0\n",
                               "Quaternion.csv")),
         "stand in Inertial.csv of the same recording");
}

TEST_CASE("a DOT file whose acceleration has no gravity, or whose gyroscope is an angle, is refused") {
    std::string free = "PacketCounter,SampleTimeFine,Acc_X,Acc_Y,Acc_Z,Gyr_X,Gyr_Y,Gyr_Z\n";
    std::string angle = free;
    for (int i = 0; i < 600; ++i) {
        const double turn = 0.06 * i;
        const double wave = std::sin(0.3 * i);
        free += fmt::format("{},{},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f}\n", i, 10000 * i, 3.0 * wave,
                            2.0 * std::cos(0.3 * i), wave * wave - 0.5, 20.0 * wave, 10.0, 5.0);
        angle += fmt::format("{},{},9.81,0.1,0.2,{:.4f},1.0,{:.4f}\n", i, 10000 * i, 5.0 * wave,
                             180.0 - std::fmod(360.0 * turn / 6.28, 360.0));
    }
    says(sentence_of(parse_csv(free, "run.csv")), "calibrated accelerometer columns with gravity in them");
    says(sentence_of(parse_csv(angle, "run.csv")), "they are angles and no angular rates");
}
