// How far a session can be trusted, in words.
#pragma once

#include "domain/recording.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

// Copies what the import found and settles the verdict with its reasons. Call last: it looks at the rest of
// the report.
void judge_quality(const Recording& recording, SessionReport& report);

}  // namespace sacrum::analysis
