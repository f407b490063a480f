#include "app/history_pool.hpp"

namespace sacrum::app {

Result<std::vector<analysis::PooledReliability>> pooled_for(const OpenedPerson& opened,
                                                            std::span<const PastSession> earlier,
                                                            const PastSession& newest) {
    const auto people = opened.store.people();
    if (!people) return tl::unexpected(people.error());
    std::vector<std::vector<PastSession>> sessions;
    for (const sinks::Person& person : *people) {
        if (person.id == opened.person.id) {
            sessions.emplace_back(earlier.begin(), earlier.end());
            continue;
        }
        auto theirs = opened.store.sessions(person);
        if (!theirs) return tl::unexpected(theirs.error());
        sessions.push_back(std::move(*theirs));
    }
    return analysis::pooled_reliability(sessions, newest);
}

}  // namespace sacrum::app
