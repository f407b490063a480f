// Puts a reference on the clock of a recording by marks that both have: a key pressed at the knock, a trigger
// that both systems saw. The offset is the one at which most marks of the two lie together.
#pragma once

#include "domain/comparison.hpp"
#include "domain/reference.hpp"
#include "domain/result.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

Result<Alignment> align_by_marks(const Session& session, const Reference& reference);

}  // namespace sacrum::analysis
