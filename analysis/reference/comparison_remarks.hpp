// What a reader of a comparison must know before its figures are believed.
#pragma once

#include "domain/comparison.hpp"

namespace sacrum::analysis {

void say_remarks(ReferenceComparison& comparison);

}  // namespace sacrum::analysis
