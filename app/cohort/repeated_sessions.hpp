// A measure of several people in several sessions each, as a table without holes.
#pragma once

#include <Eigen/Core>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/cohort/cohort_merge.hpp"

namespace sacrum::app {

// What may be compared with each other: task and gait.
using Activity = std::pair<std::string, std::string>;

// The sessions of each activity, in the order of the cohort.
std::map<Activity, std::vector<const StudiedSession*>> by_activity(std::span<const StudiedSession> sessions);

struct RepeatedSessions {
    std::vector<std::string> people;
    std::size_t left_out = 0;  // people with fewer sessions
    Eigen::MatrixXd values;    // a row a person, a column a session
};

// Of each person the first k sessions that have the measure, in order of their names, numbers by size. k is
// chosen so that (people - 1)(k - 1), which is what the error is known by, is largest.
RepeatedSessions repeated_sessions(std::span<const StudiedSession* const> sessions, CohortSide side,
                                   Metric metric);

// A person's mean over their sessions.
std::map<std::string, double> means_of_people(std::span<const StudiedSession* const> sessions,
                                              CohortSide side, Metric metric);

}  // namespace sacrum::app
