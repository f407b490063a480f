// The definitions that the page's words open, and those that are printed with it.
#pragma once

#include <string>

#include "domain/session.hpp"

namespace sacrum::sinks {

// One for each measure of the report and each word that is explained; each opens by itself, without a script.
std::string definitions(const SessionReport& report);

// Of the main measures, for paper.
std::string printed_definitions(const SessionReport& report);

}  // namespace sacrum::sinks
