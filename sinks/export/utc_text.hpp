// A moment as ISO 8601 in UTC, with the digits of a second that it has: 2026-03-01T09:30:00.250Z.
#pragma once

#include <chrono>
#include <string>

namespace sacrum::sinks {

std::string utc_text(std::chrono::sys_time<std::chrono::nanoseconds> time);

}  // namespace sacrum::sinks
