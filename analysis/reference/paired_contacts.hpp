// Contacts of a reference on the recording's clock, each with the contact of the session that is the same.
#pragma once

#include <cstddef>
#include <vector>

#include "domain/comparison.hpp"
#include "domain/reference.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

struct Stance {
    std::size_t initial = 0;  // numbers of the reference's events
    std::size_t final = 0;
};

class PairedContacts {
  public:
    // Both must stay. Contacts of one kind are paired one to one within the tolerance, whatever their side.
    PairedContacts(const Session& session, std::vector<ReferenceEvent> events, double tolerance_s);

    [[nodiscard]] const std::vector<ReferenceEvent>& events() const { return events_; }
    [[nodiscard]] double time_of(std::size_t event) const { return in_seconds(events_[event].time); }
    // Null where the session has no such contact.
    [[nodiscard]] const GaitEvent* partner(std::size_t event) const;
    // Pairs of one kind in ms, what is missed and what is extra.
    [[nodiscard]] QuantityComparison compared(EventKind kind) const;
    // An initial contact with the next event of the same foot, where that is a final one. Of a foot without a
    // side, the plate is the foot; without either, all events are of one.
    [[nodiscard]] std::vector<Stance> stances() const;
    // The session's valid stride that begins with this contact; null where there is none.
    [[nodiscard]] const Stride* stride_at(std::size_t event) const;

  private:
    void pair(EventKind kind, double tolerance_s);
    [[nodiscard]] bool is_in_bout(double time) const;

    const Session& session_;
    std::vector<ReferenceEvent> events_;
    std::vector<std::size_t> partner_;  // of each, among the session's events
    std::vector<bool> is_paired_;       // of the session's events
};

}  // namespace sacrum::analysis
