// What the frames of a C3D file hold: the angles as its one point, then the analog channels.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sinks/export/exported_session.hpp"
#include "sinks/export/frame_grid.hpp"

namespace sacrum::sinks {

struct C3dAnalog {
    std::string label;
    std::string unit;
    std::string description;
};

// In their order within a frame.
std::vector<C3dAnalog> c3d_analogs(bool has_magnetic_field);

// Walks through readings and poses once, a frame at a time. What it is made from must outlive it.
class C3dFrames {
  public:
    C3dFrames(const ExportedSession& exported, const FrameGrid& grid);

    // Floats; frames are asked for in order. One without a reading is not measured and not a number.
    void append(std::string& bytes, std::int64_t frame);

  private:
    void append_reading(std::string& bytes, const ImuSample& sample);

    std::span<const ImuSample> samples_;
    std::span<const PelvisPose> poses_;
    const FrameGrid& grid_;
    bool has_field_;
    std::size_t analogs_;
    std::size_t sample_ = 0;
    std::int64_t sample_frame_ = 0;
    std::size_t pose_ = 0;
};

}  // namespace sacrum::sinks
