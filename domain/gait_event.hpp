// Moments of the gait and what kind of gait they belong to.
#pragma once

#include <optional>

#include "domain/quantity.hpp"
#include "domain/side.hpp"
#include "domain/time.hpp"

namespace sacrum {

enum class GaitMode { standing, walking, running, other };  // other: movement that is not gait
constexpr const char* word(GaitMode mode) {
    switch (mode) {
        case GaitMode::standing: return "standing";
        case GaitMode::walking: return "walking";
        case GaitMode::running: return "running";
        case GaitMode::other: break;
    }
    return "other movement";
}

enum class EventKind { initial_contact, final_contact };
constexpr const char* abbreviation(EventKind kind) {
    return kind == EventKind::initial_contact ? "IC" : "FC";
}

struct GaitEvent {
    SessionTime time{};  // when it happened, not when it was noticed
    EventKind kind = EventKind::initial_contact;
    GaitMode mode = GaitMode::walking;
    std::optional<Side> side{};      // empty: not known
    double confidence = 1.0;         // probability that there was such a contact
    double side_confidence = 0.5;    // probability that the side is right; 0.5 when nothing is known
    bool fits_landing_model = true;  // false: the gait does not fit the model that the timing rests on
    // False: absolute times of this gait have not been shown on a real sensor on the sacrum (running), or the
    // landing does not fit the model.
    bool is_timing_verified = true;
};

// A person who stands was told to lift this knee, about then: the pelvis moves over the other foot.
struct LiftedLeg {
    SessionTime time{};
    Side side = Side::right;
};

// A stretch of one kind of gait, [start, end).
struct GaitBout {
    GaitMode mode = GaitMode::walking;
    SessionTime start{};
    SessionTime end{};
};

// A change of direction, [start, end), left positive.
struct Turn {
    SessionTime start{};
    SessionTime end{};
    Angle angle{};
};

}  // namespace sacrum
