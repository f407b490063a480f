// `--context surface=road,camber=left_low,distance_km=5,speed=2.8,date=2026-03-01`: what only a person knows
// of a session.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "domain/past_session.hpp"
#include "domain/result.hpp"

namespace sacrum::app {

struct SaidContext {
    SessionContext context;
    std::optional<std::chrono::sys_seconds> began;
};

Result<SaidContext> parse_session_context(const std::string& words);

}  // namespace sacrum::app
