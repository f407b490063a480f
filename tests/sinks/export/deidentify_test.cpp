#include "sinks/export/deidentify.hpp"

#include <catch2/catch.hpp>

#include "sinks/export/report_export.hpp"
#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;
using namespace std::chrono_literals;

TEST_CASE("a de-identified session names nobody and no device, and its first sample lies in 1925") {
    ExportedSession exported{.recording = {}, .session = made_up_session(), .configuration = {}};
    exported.recording.name = "Jane";
    exported.recording.samples.resize(1);
    exported.recording.samples[0].time = SessionTime(2500ms);
    exported.session.report.recording = "Jane";
    exported.session.report.assumptions = {"Jane.csv: taken as g", "read from Dot-77 at aa:bb"};
    exported.session.report.verdict_reasons = {"Jane stood still"};
    exported.recording.origin = {.device_model = "Dot",
                                 .serial_number = "Dot-77",
                                 .address = "aa:bb",
                                 .session_zero = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1)};
    exported.session.report.notes = {
        {.time = SessionTime(1s), .kind = "cue", .text = "Jane, lift your knee"}};
    exported.session.report.stages.resize(1);
    exported.session.report.stages[0].stage.name = "Jane's pace";
    deidentify(exported);
    const std::string json = report_without_strides_json(exported);
    for (const char* secret : {"Jane", "Dot-77", "aa:bb", "2026"}) {
        INFO(secret);
        CHECK(json.find(secret) == std::string::npos);
    }
    CHECK(json.find("\"cue\"") != std::string::npos);
    CHECK(json.find("\"stage 1\"") != std::string::npos);
    CHECK(*exported.recording.origin.session_zero + exported.start().time_since_epoch() ==
          std::chrono::sys_days(std::chrono::year(1925) / 1 / 1));
}

TEST_CASE("a session without a date gets none") {
    ExportedSession exported{.recording = {}, .session = made_up_session(), .configuration = {}};
    deidentify(exported);
    CHECK_FALSE(exported.recording.origin.session_zero);
}
