// The report of a session that a person names: of a recording, which is analysed, or of a finished analysis.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>

#include "app/analyze_settings.hpp"
#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "proto/report.pb.h"

namespace sacrum::app {

// A report.json; everything else is taken for a recording.
bool is_report_file(const std::filesystem::path& file);

struct ReportOfFile {
    proto::SessionReport report;
    RecordingOrigin origin{};  // empty for a report.json
};

// `did` hears of the share done, 0 to 1.
Result<ReportOfFile> session_report_of(const std::filesystem::path& file, const AnalyzeSettings& settings,
                                       const std::function<void(double)>& did);

// When a session was: as a person says, else as its report does, else as the file was written, which is a
// guess.
struct SessionMoment {
    std::chrono::sys_seconds began{};
    bool is_guessed = false;
};
SessionMoment moment_of(const std::filesystem::path& file, const proto::SessionReport& report,
                        const std::optional<std::chrono::sys_seconds>& said);
// "the day is that of the file, 2026-03-01; say another with --date"
void say_guessed(const std::filesystem::path& file, std::chrono::sys_seconds began, const char* remedy);

}  // namespace sacrum::app
