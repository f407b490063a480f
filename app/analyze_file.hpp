// One recording from its file to its folder of results: read, analysed, written.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/analyze_settings.hpp"
#include "domain/session.hpp"
#include "proto/report.pb.h"

namespace sacrum::app {

struct AnalyzedFile {
    Recording recording;
    Session session;
    proto::Configuration effective;  // what was asked for, defaults filled in
};

// Read and analysed, not yet written. `did` is called with the share of the work that is behind us, 0 to 1.
// With `poses` they go there and not into the session.
Result<AnalyzedFile> read_and_analyze(const std::filesystem::path& file, const AnalyzeSettings& settings,
                                      const std::function<void(double)>& did,
                                      const analysis::PoseSink& poses = {});

// In UTC, where the recording says it.
std::optional<std::chrono::sys_seconds> began_of(const RecordingOrigin& origin);

// With strides, waveforms and when the session was.
proto::SessionReport report_of(const AnalyzedFile& analyzed);

struct FileJob {
    std::filesystem::path file;
    std::filesystem::path folder;  // made when missing
};

Result<SessionReport> analyze_file(const FileJob& job, const AnalyzeSettings& settings,
                                   const std::function<void(double)>& did);

// Makes the folder where it is missing.
Result<void> make_folder(const std::filesystem::path& folder);

// What analyze_file leaves in the folder, the one for people first.
const std::vector<std::string>& result_files();

}  // namespace sacrum::app
