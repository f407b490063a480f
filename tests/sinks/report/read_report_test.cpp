#include "sinks/report/read_report.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "sinks/report/report_message.hpp"
#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

// The finding on a file with that text; empty when it was read.
std::string finding_on(const std::string& text) {
    const auto file =
        std::filesystem::temp_directory_path() / ("sacrum_read_report_" + std::to_string(getpid()) + ".json");
    std::ofstream(file, std::ios::binary) << text;
    const auto report = read_report(file);
    std::filesystem::remove(file);
    return report ? "" : report.error().sentence;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a report is read again, whatever a later version adds to it") {
    std::string text = json_text(to_message(made_up_session(), {}));
    CHECK(finding_on(text).empty());
    CHECK(finding_on(text.replace(0, 1, "{\"of_tomorrow\": [1, {\"a\": 2}],")).empty());
}

TEST_CASE("what is not a report is refused in a sentence that says what to give") {
    CHECK(has(finding_on("{\"a\": 1}"), "is JSON, but not a report; give a recording, or the report.json"));
    CHECK(has(finding_on("[["), "is not a report"));
    CHECK(has(finding_on(""), "is not a report"));
    CHECK(has(read_report("gone.json").error().sentence, "gone.json: cannot be read"));
}

TEST_CASE("numbers that no session has are refused wherever they stand") {
    proto::SessionReport message = to_message(made_up_session(), {});
    message.mutable_left_waveforms()->mutable_obliquity_deg()->set_mean(3, std::nan(""));
    CHECK(has(finding_on(json_text(message)), "holds a number that no session has"));
    message = to_message(made_up_session(), {});
    message.set_duration_s(1e18);
    CHECK(has(finding_on(json_text(message)), "holds a number that no session has"));
    message = to_message(made_up_session(), {});
    message.mutable_strides(1)->mutable_metrics()->set_cpd_peak_deg(-std::numeric_limits<double>::infinity());
    CHECK(has(finding_on(json_text(message)), "holds a number that no session has"));
}
