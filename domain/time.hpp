// Session time: it comes with the data, never from a clock of this machine.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace sacrum {

using Duration = std::chrono::nanoseconds;

// The recording's own clock. It has no now() on purpose.
struct SessionClock {
    using rep = Duration::rep;
    using period = Duration::period;
    using duration = Duration;
    static constexpr bool is_steady = true;
};
using SessionTime = std::chrono::time_point<SessionClock, Duration>;

constexpr double in_seconds(Duration duration) { return double(duration.count()) * 1e-9; }
constexpr double in_seconds(SessionTime time) { return in_seconds(time.time_since_epoch()); }
// Held at 292 years, which a clock of nanoseconds ends at.
inline Duration duration_from_seconds(double seconds) {
    constexpr double kMost = 9.2e18;  // ns
    return Duration(std::llround(std::clamp(seconds * 1e9, -kMost, kMost)));
}
inline SessionTime session_time_from_seconds(double seconds) {
    return SessionTime(duration_from_seconds(seconds));
}

}  // namespace sacrum
