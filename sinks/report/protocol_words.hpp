// The stages of a session's protocol with their measures, and the moments that were marked: for the page of
// the report and for the terminal.
#pragma once

#include <string>

#include "domain/session.hpp"

namespace sacrum::sinks {

// "warm-up, 2.8 m/s, 1 %"
std::string stage_words(const SessionStage& stage);
// "pain 3 left hip"
std::string note_words(const SessionNote& note);

// As HTML; empty where there are none.
std::string stages_section(const SessionReport& report);
std::string notes_section(const SessionReport& report);

// A line a side and stage, a line a mark; empty where there are none.
std::string stages_lines(const SessionReport& report);
std::string notes_lines(const SessionReport& report);

}  // namespace sacrum::sinks
