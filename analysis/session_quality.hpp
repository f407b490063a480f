// How far a session can be trusted, in words.
#pragma once

#include "domain/recording.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

// Copies what the import found. Call before medians are made: their errors depend on it.
void note_quality(const Recording& recording, SessionReport& report);
// Settles the verdict with its reasons. Call last: it looks at the rest of the report.
void judge_quality(SessionReport& report);

}  // namespace sacrum::analysis
