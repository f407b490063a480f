// A BIDS-Motion data set, NAME_bids: the readings as raw motion of one participant with channels and events,
// and in derivatives/sacrum the strides, the angles and the report with their provenance. It appears when it
// is whole and is never written over.
#pragma once

#include "sinks/export/export_formats.hpp"

namespace sacrum::sinks {

Result<Written> write_bids(const std::filesystem::path& folder, const ExportedSession& exported);

}  // namespace sacrum::sinks
