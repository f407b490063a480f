// The console summary of one session: a screen of text that says, in this order, whether it can be trusted,
// what was found on each side, how it changed over the session, and where the files are.
#pragma once

#include <string>
#include <vector>

#include "domain/session.hpp"

namespace sacrum::sinks {

struct SummaryStyle {
    bool uses_colour = false;  // never the only carrier of a meaning
};

// `folder` and `files`: where the results were written, as shown to the person.
std::string summary_table(const SessionReport& report, const std::string& folder,
                          const std::vector<std::string>& files, SummaryStyle style);

}  // namespace sacrum::sinks
