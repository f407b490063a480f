#include "sinks/export/deidentify.hpp"

namespace sacrum::sinks {
namespace {

constexpr const char* kNeutralName = "recording";

void replace_all(std::string& text, const std::string& part, const std::string& with) {
    if (part.empty() || part == with) return;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += with.size()) {
        text.replace(at, part.size(), with);
    }
}

}  // namespace

void deidentify(ExportedSession& exported) {
    Recording& recording = exported.recording;
    RecordingOrigin& origin = exported.recording.origin;
    SessionReport& report = exported.session.report;
    const auto clean = [&](std::string& sentence) {
        replace_all(sentence, recording.name, kNeutralName);
        replace_all(sentence, origin.serial_number, "…");
        replace_all(sentence, origin.address, "…");
    };
    for (std::string& sentence : recording.assumptions) clean(sentence);
    for (std::string& sentence : report.assumptions) clean(sentence);
    for (std::string& sentence : report.verdict_reasons) clean(sentence);
    clean(report.mounting.remark);
    recording.name = kNeutralName;
    report.recording = kNeutralName;
    origin.serial_number.clear();
    origin.address.clear();
    recording.actions = {};  // what is said of them stands in the report
    for (SessionNote& mark : report.notes) mark.text.clear();
    for (std::size_t i = 0; i < report.stages.size(); ++i)
        report.stages[i].stage.name = "stage " + std::to_string(i + 1);
    if (origin.session_zero) {
        using namespace std::chrono;
        origin.session_zero = sys_days(year(1925) / January / 1) - exported.start().time_since_epoch();
    }
    exported.is_deidentified = true;
}

}  // namespace sacrum::sinks
