// The even frames that a C3D file counts in, laid over readings that come when they come.
#pragma once

#include <cstdint>

#include "domain/recording.hpp"

namespace sacrum::sinks {

// Frame 0 is the first reading. The rate is the fastest at which readings truly come between gaps, as a float
// like in the file; frames where none is near stay empty.
struct FrameGrid {
    SessionTime start{};
    float rate = 1.0F;
    std::int64_t frames = 0;

    // The frame of a reading: the one nearest to it, or the next free one. No two readings share a frame.
    [[nodiscard]] std::int64_t place(SessionTime time, std::int64_t frame_before) const;
    // The last frame at or before a time.
    [[nodiscard]] std::int64_t before(SessionTime time) const;
    // Seconds from a frame to a time.
    [[nodiscard]] double since(std::int64_t frame, SessionTime time) const {
        return in_seconds(time - start) - double(frame) / double(rate);
    }
};

FrameGrid frame_grid(const Recording& recording);

}  // namespace sacrum::sinks
