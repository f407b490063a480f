// What changed since last time and whether that is more than chance; empty where there was no last time.
#pragma once

#include <string>
#include <vector>

#include "sinks/report/html_report.hpp"
#include "sinks/report/session_change.hpp"

namespace sacrum::sinks {

std::string change_section(const ReportContent& content, const std::vector<MeasureChange>& changes);

}  // namespace sacrum::sinks
