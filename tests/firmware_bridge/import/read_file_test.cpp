// What a file is, its content says.
#include "firmware_bridge/import/read_file.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/firmware_bridge/import/formats/c3d_example.hpp"
#include "tests/firmware_bridge/import/formats/cwa_file.hpp"
#include "tests/firmware_bridge/import/formats/fit_file.hpp"
#include "tests/firmware_bridge/import/formats/xdf_file.hpp"
#include "tests/firmware_bridge/recording/recorded_example.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;
using firmware_bridge::tests::Folder;
using firmware_bridge::tests::write_bytes;

namespace {

FileFormat format_of(const std::filesystem::path& path) {
    const auto recognised = recognise_file(path);
    if (!recognised) FAIL(recognised.error().sentence);
    return recognised->format;
}

}  // namespace

TEST_CASE("every format is recognised under a name that says another") {
    const Folder folder;
    const auto& samples = original_run().samples;
    write_bytes(folder / "a.csv", cwa_of(samples));
    write_bytes(folder / "b.csv", xdf_of(samples));
    write_bytes(folder / "c.cwa", fit_of(samples));
    write_bytes(folder / "d.fit", run_as_csv());
    write_bytes(folder / "e.csv", firmware_bridge::tests::example_file(2, false));
    write_bytes(folder / "f.csv", c3d_of({}));
    CHECK(format_of(folder / "f.csv") == FileFormat::c3d);
    CHECK(format_of(folder / "a.csv") == FileFormat::cwa);
    CHECK(format_of(folder / "b.csv") == FileFormat::xdf);
    CHECK(format_of(folder / "c.cwa") == FileFormat::fit);
    CHECK(format_of(folder / "d.fit") == FileFormat::csv);
    CHECK(format_of(folder / "e.csv") == FileFormat::sacrum);
    CHECK(read_or_fail(read_file(folder / "b.csv")).name == "b");
}

TEST_CASE("columns that are named for a file with channels of its own are said to be left alone") {
    const Folder folder;
    write_bytes(folder / "a.fit", fit_of(original_run().samples));
    CsvParams named;
    named.values[kForce] = "acc_x";
    const auto sentences = [&](const CsvParams& params) {
        const auto assumptions = read_or_fail(read_file(folder / "a.fit", params)).assumptions;
        return std::count_if(assumptions.begin(), assumptions.end(), [](const std::string& sentence) {
            return sentence.find("columns that were named") != std::string::npos;
        });
    };
    CHECK(sentences(named) == 1);
    CHECK(sentences({}) == 0);
}

TEST_CASE("the mounting comes from the file, else from the description beside it") {
    const Folder folder;
    const auto& samples = original_run().samples;
    write_bytes(folder / "a.xdf", xdf_of(samples));
    write_bytes(folder / "a.json", R"({"mount": "up=+z,left=+y"})");
    CHECK(read_or_fail(read_file(folder / "a.xdf")).mounting->text == "up=+x,left=+y");
    write_bytes(folder / "b.fit", fit_of(samples));
    CHECK_FALSE(read_or_fail(read_file(folder / "b.fit")).mounting);
    write_bytes(folder / "b.json", R"({"mount": "up=+z,left=+y"})");
    CHECK(read_or_fail(read_file(folder / "b.fit")).mounting->text == "up=+z,left=+y");
}

TEST_CASE("the folder of an x-IMU3 recording is read by its inertial readings") {
    const Folder folder;
    write_bytes(folder / "Inertial.csv", run_as_csv());
    write_bytes(folder / "Quaternion.csv", "Timestamp (us),W\n");
    const auto recognised = recognise_file(folder / "");
    REQUIRE(recognised);
    CHECK(recognised->file.filename() == "Inertial.csv");
}

TEST_CASE("files that hold something else are named as what they are") {
    const Folder folder;
    const auto sentence = [&](const std::string& bytes) {
        write_bytes(folder / "x.csv", bytes);
        return sentence_of(read_file(folder / "x.csv"));
    };
    says(sentence(std::string("PK\x03\x04") + "abc"), "is a ZIP archive (or a spreadsheet)");
    says(sentence("\x1f\x8b\x08"), "is compressed with gzip");
    says(sentence("MATLAB 5.0 MAT-file"), "is a MATLAB file");
    says(sentence(c3d_of({})), "no accelerometer channels found");
    says(sentence(std::string(2000, '\x01')), "is not text but binary");
    says(sentence_of(read_file(folder / "none.csv")), "check the name");
}

TEST_CASE("text whose second letter is a P is no C3D file") {
    const Folder folder;
    std::string text = run_as_csv();
    text.replace(0, 3, "GPS");
    write_bytes(folder / "x.csv", text);
    CHECK(format_of(folder / "x.csv") == FileFormat::csv);
}
