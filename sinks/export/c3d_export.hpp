// C3D files: the angles as a POINT of type ANGLE, readings and displacements as ANALOG, contacts as EVENTs.
//
// The format counts events in a byte, frames in 16 bits: a longer recording becomes several files,
// NAME_001.c3d and so on, each with at most 255 contacts and 32767 frames, that follow one another without a
// gap.
#pragma once

#include "sinks/export/export_formats.hpp"

namespace sacrum::sinks {

Result<Written> write_c3d(const std::filesystem::path& folder, const ExportedSession& exported);

}  // namespace sacrum::sinks
