// A session of a person as it is kept after it is over: when and where it was, and of its report what later
// sessions are compared with. Strides and curves are not kept.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "domain/session.hpp"

namespace sacrum {

// Which side of the path lies lower. On a one-sided slope a level pelvis reads as an asymmetry.
enum class Camber { level, left_low, right_low };
constexpr const char* word(Camber camber) {
    switch (camber) {
        case Camber::level: return "level";
        case Camber::left_low: return "left low";
        case Camber::right_low: return "right low";
    }
    return "";
}

// What only a person knows of a session.
struct SessionContext {
    std::optional<std::string> surface{};  // in the person's own words: road, treadmill, track
    std::optional<Camber> camber{};
    std::optional<double> distance_km{};
    std::optional<double> speed_m_per_s{};
};

struct PastSession {
    std::int64_t id = 0;  // in its history; 0 before it is kept
    std::chrono::sys_seconds began{};
    std::string device;        // empty when the recording did not say
    bool has_incline = false;  // a stage or a mark of the session says so
    SessionContext context{};
    SessionReport report{};  // measures, counts, verdict, versions; nothing per stride
};

}  // namespace sacrum
