// The report of a session that a person names: of a recording, which is analysed, or of a finished analysis.
#pragma once

#include <filesystem>
#include <functional>

#include "app/analyze_settings.hpp"
#include "domain/result.hpp"
#include "proto/report.pb.h"

namespace sacrum::app {

// A report.json; everything else is taken for a recording.
bool is_report_file(const std::filesystem::path& file);

// `did` hears of the share done, 0 to 1.
Result<proto::SessionReport> session_report_of(const std::filesystem::path& file,
                                               const AnalyzeSettings& settings,
                                               const std::function<void(double)>& did);

}  // namespace sacrum::app
