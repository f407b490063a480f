// What a history says of a session, as the page of its report takes it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/past_session.hpp"
#include "domain/session_change.hpp"
#include "proto/report_page.pb.h"

namespace sacrum::sinks {

std::vector<proto::MeasureChange> measure_changes(const SessionChanges& changes);

// `earlier`: the sessions among which the baseline was sought; `since`: the day from which on `sessions_now`
// sessions are the new ones, where a person named one.
proto::ComparedWith compared_with(const SessionChanges& changes, std::span<const PastSession> earlier,
                                  const std::optional<std::string>& since, std::size_t sessions_now);

// The newest of the earlier sessions that can be compared, for the course from session to session.
std::vector<proto::SessionReport> course_of(const SessionChanges& changes,
                                            std::span<const PastSession> earlier);

}  // namespace sacrum::sinks
