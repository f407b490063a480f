// The groups of parameters of a C3D file: what its numbers are, and the contacts as events.
#pragma once

#include <cstdint>
#include <span>

#include "sinks/export/c3d_frames.hpp"
#include "sinks/export/c3d_parameters.hpp"

namespace sacrum::sinks {

// What falls into one file: frames [first, end) of the grid, and contacts.
struct C3dPart {
    std::int64_t first = 0;
    std::int64_t end = 0;
    std::span<const GaitEvent> events;
};

C3dParameters c3d_groups(const ExportedSession& exported, const FrameGrid& grid, const C3dPart& part);

}  // namespace sacrum::sinks
