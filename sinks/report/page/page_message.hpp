// What the page carries for its script, and for whoever wants its figures.
#pragma once

#include <vector>

#include "sinks/report/html_report.hpp"
#include "sinks/report/measure_change.hpp"

namespace sacrum::sinks {

proto::ReportPage page_message(const ReportContent& content, const std::vector<MeasureChange>& changes);

}  // namespace sacrum::sinks
