// All measures of the session: left, right, right minus left with what can be detected, change over time.
#pragma once

#include <string>

#include "domain/session.hpp"

namespace sacrum::sinks {

std::string measure_table(const SessionReport& report);

}  // namespace sacrum::sinks
