#include "app/cohort/repeated_sessions.hpp"

#include <algorithm>
#include <cstring>

namespace sacrum::app {
namespace {

// "ses-2" before "ses-10".
struct InOrderOfNumbers {
    bool operator()(const std::string& a, const std::string& b) const {
        const int order = strverscmp(a.c_str(), b.c_str());
        return order < 0;
    }
};

struct Mean {
    double sum = 0.0;
    double count = 0.0;
    [[nodiscard]] double value() const { return sum / count; }
};

using SessionsOfPeople = std::map<std::string, std::map<std::string, Mean, InOrderOfNumbers>>;

SessionsOfPeople sessions_of_people(std::span<const StudiedSession* const> sessions, CohortSide side,
                                    Metric metric) {
    SessionsOfPeople people;
    for (const StudiedSession* session : sessions) {
        const auto& median = session->medians[std::size_t(side)][std::size_t(metric)];
        if (!median) continue;
        Mean& mean = people[session->participant][session->session];
        mean.sum += *median;
        mean.count += 1.0;
    }
    return people;
}

std::size_t with_at_least(const SessionsOfPeople& people, std::size_t sessions) {
    return std::size_t(
        std::ranges::count_if(people, [&](const auto& person) { return person.second.size() >= sessions; }));
}

}  // namespace

std::map<Activity, std::vector<const StudiedSession*>> by_activity(std::span<const StudiedSession> sessions) {
    std::map<Activity, std::vector<const StudiedSession*>> activities;
    for (const StudiedSession& session : sessions)
        activities[{session.task, session.gait}].push_back(&session);
    return activities;
}

RepeatedSessions repeated_sessions(std::span<const StudiedSession* const> sessions, CohortSide side,
                                   Metric metric) {
    const auto people = sessions_of_people(sessions, side, metric);
    std::size_t most = 0;
    for (const auto& [name, own] : people) most = std::max(most, own.size());
    std::size_t chosen = 0;
    std::size_t freedom = 0;
    for (std::size_t k = 2; k <= most; ++k) {
        const std::size_t with = (with_at_least(people, k) - 1) * (k - 1);
        if (with <= freedom) continue;
        freedom = with;
        chosen = k;
    }
    RepeatedSessions repeated;
    if (chosen == 0) return repeated;
    repeated.values.resize(Eigen::Index(with_at_least(people, chosen)), Eigen::Index(chosen));
    for (const auto& [name, own] : people) {
        if (own.size() < chosen) {
            ++repeated.left_out;
            continue;
        }
        auto session = own.begin();
        for (std::size_t k = 0; k < chosen; ++k, ++session)
            repeated.values(Eigen::Index(repeated.people.size()), Eigen::Index(k)) = session->second.value();
        repeated.people.push_back(name);
    }
    return repeated;
}

std::map<std::string, double> means_of_people(std::span<const StudiedSession* const> sessions,
                                              CohortSide side, Metric metric) {
    std::map<std::string, double> means;
    for (const auto& [name, own] : sessions_of_people(sessions, side, metric)) {
        Mean mean;
        for (const auto& [session, value] : own) {
            mean.sum += value.value();
            mean.count += 1.0;
        }
        means[name] = mean.value();
    }
    return means;
}

}  // namespace sacrum::app
