// The top of the page: what was done, whether it can be trusted, the finding in plain words, the main
// figures.
#pragma once

#include <string>
#include <vector>

#include "sinks/report/html_report.hpp"
#include "sinks/report/session_change.hpp"

namespace sacrum::sinks {

std::string opening(const ReportContent& content, const std::vector<MeasureChange>& changes);

}  // namespace sacrum::sinks
