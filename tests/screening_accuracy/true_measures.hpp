// What every measure of a screening should have been, from the body itself, by the definitions of
// docs/screening.md. No filter: nothing in these bodies moves faster than a few hertz, but a foot's shock.
#pragma once

#include <map>

#include "domain/screening.hpp"
#include "samples/performed_test.hpp"

namespace sacrum::accuracy {

using TrueMeasures = std::map<ScreeningMeasureKind, double>;

// Of one side; empty side: of both together.
TrueMeasures true_measures(const samples::PerformedTest& performed, std::optional<Side> side);

}  // namespace sacrum::accuracy
