// A moment as ISO 8601 in UTC, and back.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace sacrum::sinks {

// With the digits of a second that it has: 2026-03-01T09:30:00.250Z.
std::string utc_text(std::chrono::sys_time<std::chrono::nanoseconds> time);

// "2026-03-01" (noon, so that no time zone moves the day) or "2026-03-01T09:30", with seconds and Z or
// without. Of the years 1678 to 2261.
std::optional<std::chrono::sys_seconds> moment_of(const std::string& words);

// "2026-03-01"
std::string day_text(std::chrono::sys_seconds time);

}  // namespace sacrum::sinks
