// The report for people: one self-contained page that asks nothing of the network and prints on paper. Top to
// bottom: what was done and whether it can be trusted, the finding, four pictures, the table, the small
// print.
#pragma once

#include <string>

#include "domain/session.hpp"

namespace sacrum::sinks {

std::string html_report(const Session& session);

}  // namespace sacrum::sinks
