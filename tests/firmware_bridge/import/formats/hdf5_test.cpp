// Files are written by h5py, as others would.
#include "firmware_bridge/import/formats/hdf5.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "firmware_bridge/import/formats/hdf5_content.hpp"
#include "firmware_bridge/import/read_file.hpp"
#include "tests/firmware_bridge/import/formats/run_file.hpp"
#include "tests/firmware_bridge/recording/recorded_example.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;
using firmware_bridge::tests::bytes_of;
using firmware_bridge::tests::Folder;
using firmware_bridge::tests::write_bytes;

namespace {

std::string written(const std::string& kind) {
    const Folder folder;
    write_bytes(folder / "run.csv", run_as_csv());
    const std::string call =
        "/usr/bin/python3 " SACRUM_SOURCE_DIR "/tests/firmware_bridge/import/formats/hdf5_files.py '" +
        (folder / "run.csv").string() + "' '" + (folder / "run.h5").string() + "' " + kind;
    INFO("needs the package python3-h5py");
    REQUIRE(std::system(call.c_str()) == 0);
    return bytes_of(folder / "run.h5");
}

}  // namespace

TEST_CASE("our own HDF5 gives the very report of the original, in either layout and byte order") {
    check_same_report(read_or_fail(parse_hdf5(written("exported"), "run.h5")));
    check_same_report(read_or_fail(parse_hdf5(written("ours"), "run.h5")));
    check_same_report(read_or_fail(parse_hdf5(written("big_endian"), "run.h5")));
}

TEST_CASE("of an APDM file the lumbar sensor is taken, and another one where a person names it") {
    const std::string bytes = written("apdm");
    Recording lumbar = read_or_fail(parse_hdf5(bytes, "run.h5"));
    CHECK(assumes(lumbar, "sensor Lumbar taken of Left Foot, Lumbar, Sternum"));
    CHECK(lumbar.samples.front().magnetic_field.has_value());
    CHECK(lumbar.samples.front().time == SessionTime{});
    lumbar.mounting = original_run().mounting;
    check_close_report(lumbar, 1e-4, 1e-4);
    for (const char* name : {"Left Foot", "1000"}) {
        const auto foot = read_or_fail(parse_hdf5(bytes, "run.h5", {.sensor = name}));
        CHECK(foot.samples[900].angular_rate.si().norm() ==
              Approx(0.5 * lumbar.samples[900].angular_rate.si().norm()));
    }
    says(sentence_of(parse_hdf5(written("apdm_feet"), "run.h5")),
         "holds several sensors (Left Foot, Right Foot)");
}

TEST_CASE("an HDF5 file is recognised whatever its name") {
    const Folder folder;
    write_bytes(folder / "run.csv", written("ours"));
    const auto recognised = recognise_file(folder / "run.csv");
    REQUIRE(recognised);
    CHECK(recognised->format == FileFormat::hdf5);
    check_same_report(read_or_fail(read_file(*recognised)));
}

TEST_CASE("an HDF5 file that cannot be a recording is refused in a sentence") {
    const auto sentence = [](const std::string& kind) {
        return sentence_of(parse_hdf5(written(kind), "run.h5"));
    };
    says(sentence("other"), "neither a group recording");
    says(sentence("text"), "time_s holds no numbers");
    says(sentence("flat"), "specific_force_m_per_s2 is not an array of N x 3");
    says(sentence("short"), "which must be as many");
    says(sentence("absurd"), "specific_force_m_per_s2 claims 1000000000000000 rows");
    says(sentence("g"), "looks like g, but the header says m/s2");
    says(sentence("free"), "gravity was removed");
    says(sentence("backwards"), "never increases");
}

TEST_CASE("an HDF5 file cut or changed anywhere ends in a sentence or a sound recording, never in a crash") {
    const std::string whole = written("small");
    CHECK(read_or_fail(parse_hdf5(whole, "run.h5")).samples.size() == 150);
    sentence_of(parse_hdf5("", "run.h5"));
    for (std::size_t length = 8; length < whole.size(); length += whole.size() / 23)
        sentence_of(parse_hdf5(whole.substr(0, length), "run.h5"));
    for (std::size_t at = 8; at < 4000; at += 97) {
        std::string changed = whole;
        for (std::size_t i = at; i < at + 4; ++i) changed[i] = char(changed[i] ^ 0xFF);
        INFO(at);
        const auto read = parse_hdf5(changed, "run.h5");
        if (!read) sentence_of(read);
    }
}
