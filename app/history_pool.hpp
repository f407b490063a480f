// What the people of a history tell together of how well the measures repeat themselves.
#pragma once

#include <vector>

#include "analysis/pooled_reliability.hpp"
#include "app/history_file.hpp"

namespace sacrum::app {

// The sessions of all people but one, a list a person.
Result<std::vector<std::vector<PastSession>>> sessions_of_others(const sinks::HistoryStore& store,
                                                                 const sinks::Person& person);

// Over all people, with `earlier` for `person`: what a person's new sessions are judged by must not hold
// them.
Result<std::vector<analysis::PooledReliability>> pooled_for(const OpenedPerson& opened,
                                                            std::span<const PastSession> earlier,
                                                            const PastSession& newest);

}  // namespace sacrum::app
