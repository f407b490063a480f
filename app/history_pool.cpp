#include "app/history_pool.hpp"

namespace sacrum::app {

Result<std::vector<std::vector<PastSession>>> sessions_of_others(const sinks::HistoryStore& store,
                                                                 const sinks::Person& person) {
    const auto people = store.people();
    if (!people) return tl::unexpected(people.error());
    std::vector<std::vector<PastSession>> sessions;
    for (const sinks::Person& other : *people) {
        if (other.id == person.id) continue;
        auto theirs = store.sessions(other);
        if (!theirs) return tl::unexpected(theirs.error());
        sessions.push_back(std::move(*theirs));
    }
    return sessions;
}

Result<std::vector<analysis::PooledReliability>> pooled_for(const OpenedPerson& opened,
                                                            std::span<const PastSession> earlier,
                                                            const PastSession& newest) {
    auto sessions = sessions_of_others(opened.store, opened.person);
    if (!sessions) return tl::unexpected(sessions.error());
    sessions->emplace_back(earlier.begin(), earlier.end());
    return analysis::pooled_reliability(*sessions, newest);
}

}  // namespace sacrum::app
