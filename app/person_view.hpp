// A person's history, worked out for the page that shows it.
#pragma once

#include <span>
#include <vector>

#include "sinks/history/history_store.hpp"
#include "sinks/history/page/person_view.hpp"

namespace sacrum::app {

// Sessions in order of time; `others` as gait_courses takes them.
sinks::PersonView person_view(const sinks::Person& person, std::vector<PastSession> sessions,
                              std::span<const std::vector<PastSession>> others);

}  // namespace sacrum::app
