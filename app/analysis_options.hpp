// The words about the analysis that several commands take: how the sensor sits, what a person knows about
// sides, a file of settings.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/analyze_settings.hpp"

namespace sacrum::app {

struct AnalysisWords {
    std::optional<std::string> config;
    std::optional<std::string> mount;
    std::optional<std::string> first_side;
    std::optional<std::string> lifted;
    std::vector<std::string> alerts;  // rules in their short form
    bool swap_sides = false;
    bool magnetometer = false;
};

// And those about a file that is looked at as a whole.
struct FileWords {
    AnalysisWords analysis;
    std::optional<std::string> pass;
    std::optional<std::string> columns;
    std::optional<std::string> units;
    std::optional<double> rate_hz;
    std::optional<std::string> sensor;
};

void add_analysis_options(CLI::App& parser, AnalysisWords& words);
void add_file_options(CLI::App& parser, FileWords& words);
// Of a session: what is worth a signal.
void add_alert_option(CLI::App& parser, AnalysisWords& words);

// The configuration file, overridden by the command line.
Result<proto::Configuration> configuration_of(const AnalysisWords& words);
Result<AnalyzeSettings> settings_of(const FileWords& words);

}  // namespace sacrum::app
