// A person's sessions as CSV: a row per session, side and measure. An absent value is an empty cell.
#pragma once

#include <span>
#include <string>

#include "domain/past_session.hpp"

namespace sacrum::sinks {

std::string history_table(const std::string& person, std::span<const PastSession> sessions);

}  // namespace sacrum::sinks
