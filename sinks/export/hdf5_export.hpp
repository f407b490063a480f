// Everything of a session in one HDF5 file, NAME.h5, that explains itself: units, frames, signs and
// definitions are attributes, and /recording holds the readings exactly, so that they can be imported again.
// docs/formats.md draws the layout.
#pragma once

#include "sinks/export/export_formats.hpp"

namespace sacrum::sinks {

Result<Written> write_hdf5(const std::filesystem::path& folder, const ExportedSession& exported);

}  // namespace sacrum::sinks
