// Many recordings, a few at a time, each on its own: one that fails does not stop the others. Outcomes arrive
// in the order of the jobs. Progress is shown on stderr where that is a terminal.
#pragma once

#include <functional>
#include <span>

#include "app/analyze_file.hpp"

namespace sacrum::app {

using FileOutcome = std::function<void(const FileJob&, const Result<SessionReport>&)>;

void analyze_files(std::span<const FileJob> jobs, const AnalyzeSettings& settings, const FileOutcome& tell);

}  // namespace sacrum::app
