// The words that live and record share: which devices, for how long, and what is known of the person.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/analysis_options.hpp"

namespace sacrum::app {

struct SessionWords {
    std::vector<std::string> addresses;
    std::optional<std::string> protocol;
    std::optional<double> stop_after_s;
    bool compress = false;
    AnalysisWords analysis;
};

void add_session_options(CLI::App& parser, SessionWords& words);

// Sessions know no future: the pass is causal.
Result<AnalyzeSettings> session_settings(const SessionWords& words);

}  // namespace sacrum::app
