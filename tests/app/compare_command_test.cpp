#include <google/protobuf/util/json_util.h>

#include <catch2/catch.hpp>

#include "proto/comparison.pb.h"
#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Half a minute of a made-up runner with its truth, simulated once for all tests here.
const std::filesystem::path& run_folder() {
    static const ScratchFolder kFolder;
    static const std::filesystem::path kPath = [] {
        const auto path = kFolder / "run.imu.csv";
        REQUIRE(run_program("simulate --out " + path.string() + " --duration 30").exit_code == 0);
        return path.parent_path();
    }();
    return kPath;
}

std::string file(const std::string& name) { return (run_folder() / name).string(); }

proto::Comparison comparison_of(const std::string& words) {
    const Run run = run_program("compare " + file("run.imu.csv") + " --json " + words);
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    proto::Comparison comparison;
    REQUIRE(google::protobuf::util::JsonStringToMessage(run.out, &comparison).ok());
    return comparison;
}

}  // namespace

TEST_CASE("compare prints the figures and writes the page, the figures and the pairs") {
    const ScratchFolder out;
    const Run run =
        run_program("compare " + file("run.imu.csv") + " --reference " + file("run.events.csv") +
                    " --reference " + file("run.pose.csv") + " --offset 0 --out " + (out / "c").string());
    INFO(run.err << run.out);
    CHECK(run.exit_code == 0);
    CHECK(run.err.empty());
    CHECK(has(run.out, "limits of agreement"));
    CHECK(has(run.out, "offset +0.000 s by the offset given"));
    for (const char* quantity :
         {"initial contact, ms", "final contact, ms", "contact time, ms", "stride time, ms", "obliquity, °",
          "pelvic drop, peak, °", "drop excursion, °"})
        CHECK(has(run.out, quantity));
    const std::string page = read_text(out / "c/comparison.html");
    CHECK(has(page, "<svg"));
    CHECK_FALSE(has(page, "http"));  // asks nothing of the network
    CHECK(has(read_text(out / "c/differences.csv"), "\nstride_time_ms,"));
    CHECK(has(read_text(out / "c/comparison.json"), "\"initial_contact_ms\""));
}

TEST_CASE("compare finds the offset of the truth by obliquity, and by contacts where there is nothing else") {
    const auto by_obliquity = comparison_of("--reference " + file("run.pose.csv"));
    CHECK(by_obliquity.alignment().method() == proto::BY_OBLIQUITY);
    CHECK(by_obliquity.alignment().offset_s() == Approx(0.0).margin(0.01));
    CHECK(by_obliquity.alignment().certainty() > 0.95);
    REQUIRE(by_obliquity.quantities_size() == 1);
    CHECK(by_obliquity.quantities(0).quantity() == "obliquity_deg");
    CHECK(by_obliquity.quantities(0).icc_3_1() > 0.8);
    const auto by_contacts = comparison_of("--reference " + file("run.events.csv"));
    CHECK(by_contacts.alignment().method() == proto::BY_CONTACTS);
    CHECK(by_contacts.alignment().offset_s() == Approx(0.0).margin(0.03));
    CHECK(by_contacts.remarks_size() >= 1);
}

TEST_CASE("compare refuses what cannot be compared in a sentence and with the right code") {
    const ScratchFolder folder;
    write_text(folder / "no.csv", "a,b\n1,2\n");
    const Run no_reference =
        run_program("compare " + file("run.imu.csv") + " --reference " + (folder / "no.csv").string());
    CHECK(no_reference.exit_code == 3);
    CHECK(no_reference.err.starts_with("sacrum: no.csv: is no reference that is understood"));
    const Run no_recording =
        run_program("compare " + (folder / "no.csv").string() + " --reference " + file("run.events.csv"));
    CHECK(no_recording.exit_code == 3);
    CHECK(run_program("compare " + file("run.imu.csv")).exit_code == 2);
    write_text(folder / "two.csv", "t_s,foot,type\n1,L,IC\n2,R,IC\n");
    const Run too_little =
        run_program("compare " + file("run.imu.csv") + " --reference " + (folder / "two.csv").string());
    CHECK(too_little.exit_code == 3);
    CHECK(has(too_little.err, "give the offset between the two with --offset"));
}
