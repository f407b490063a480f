// One recording from its file to its folder of results: read, analysed, written.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/analyze_settings.hpp"
#include "domain/session.hpp"

namespace sacrum::app {

struct FileJob {
    std::filesystem::path file;
    std::filesystem::path folder;  // made when missing
};

// `did` is called with the share of the work that is behind us, 0 to 1.
Result<SessionReport> analyze_file(const FileJob& job, const AnalyzeSettings& settings,
                                   const std::function<void(double)>& did);

// What analyze_file leaves in the folder, the one for people first.
const std::vector<std::string>& result_files();

}  // namespace sacrum::app
