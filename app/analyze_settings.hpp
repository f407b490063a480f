// What a configuration asks of the reader and of the analysis.
#pragma once

#include "analysis/analyze.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/import/csv_params.hpp"
#include "proto/config.pb.h"

namespace sacrum::app {

struct AnalyzeSettings {
    firmware_bridge::CsvParams csv{};
    analysis::AnalysisParams analysis{};
    proto::Configuration chosen{};     // what was asked for
    proto::Configuration effective{};  // the same, defaults filled in
};

Result<AnalyzeSettings> settings_from(const proto::Configuration& configuration);

// "g,deg/s,ms" in any order; each unit says by itself what it is a unit of.
Result<firmware_bridge::CsvParams> parse_units(std::string_view text, firmware_bridge::CsvParams params);

}  // namespace sacrum::app
