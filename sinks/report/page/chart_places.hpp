// The places of the charts with their titles and captions; the page's script draws into them.
#pragma once

#include <string>
#include <vector>

#include "sinks/report/html_report.hpp"
#include "sinks/report/session_change.hpp"

namespace sacrum::sinks {

// Drop over the session, drop through the stride, the sensor's way, left against right, sway over the
// session; beside them what this is.
std::string main_pictures(const ReportContent& content, const std::vector<MeasureChange>& changes);

// What it is and is not, and on paper room to write.
std::string what_this_is();

// From stage to stage and from session to session; empty where there are none.
std::string further_pictures(const ReportContent& content);

}  // namespace sacrum::sinks
