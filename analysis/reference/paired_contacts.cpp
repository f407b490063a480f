#include "analysis/reference/paired_contacts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/reference/time_matching.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kBoutGap = 2.5;        // s
constexpr double kLongestStance = 2.0;  // s
constexpr double kSameStart = 0.15;     // s
constexpr std::size_t kNone = std::size_t(-1);

}  // namespace

PairedContacts::PairedContacts(const Session& session, std::vector<ReferenceEvent> events, double tolerance_s)
    : session_(session),
      events_(std::move(events)),
      partner_(events_.size(), kNone),
      is_paired_(session.events.size(), false) {
    pair(EventKind::initial_contact, tolerance_s);
    pair(EventKind::final_contact, tolerance_s);
}

const GaitEvent* PairedContacts::partner(std::size_t event) const {
    return partner_[event] == kNone ? nullptr : &session_.events[partner_[event]];
}

void PairedContacts::pair(EventKind kind, double tolerance_s) {
    std::vector<std::size_t> theirs, ours;
    std::vector<double> their_times, our_times;
    for (std::size_t i = 0; i < events_.size(); ++i) {
        if (events_[i].kind != kind) continue;
        theirs.push_back(i);
        their_times.push_back(time_of(i));
    }
    for (std::size_t i = 0; i < session_.events.size(); ++i) {
        if (session_.events[i].kind != kind) continue;
        ours.push_back(i);
        our_times.push_back(in_seconds(session_.events[i].time));
    }
    for (const TimePair& found : match_times(their_times, our_times, tolerance_s)) {
        partner_[theirs[found.a]] = ours[found.b];
        is_paired_[ours[found.b]] = true;
    }
}

// Stretches in which the reference saw gait.
bool PairedContacts::is_in_bout(double time) const {
    const auto after =
        std::lower_bound(events_.begin(), events_.end(), time,
                         [](const ReferenceEvent& e, double t) { return in_seconds(e.time) < t; });
    if (after == events_.end()) return false;
    const double next = in_seconds(after->time);
    if (next == time) return true;
    return after != events_.begin() && next - in_seconds((after - 1)->time) < kBoutGap;
}

QuantityComparison PairedContacts::compared(EventKind kind) const {
    QuantityComparison found{.quantity = kind == EventKind::initial_contact
                                             ? ComparedQuantity::initial_contact
                                             : ComparedQuantity::final_contact};
    for (std::size_t i = 0; i < events_.size(); ++i) {
        if (events_[i].kind != kind) continue;
        const GaitEvent* const ours = partner(i);
        if (ours == nullptr) {
            ++found.missed;
            continue;
        }
        found.pairs.push_back({ours->time, events_[i].side, 1e3 * time_of(i), 1e3 * in_seconds(ours->time)});
    }
    for (std::size_t i = 0; i < session_.events.size(); ++i) {
        const GaitEvent& event = session_.events[i];
        if (event.kind == kind && !is_paired_[i] && is_in_bout(in_seconds(event.time))) ++found.extra;
    }
    return found;
}

std::vector<Stance> PairedContacts::stances() const {
    std::vector<Stance> found;
    for (std::size_t i = 0; i < events_.size(); ++i) {
        if (events_[i].kind != EventKind::initial_contact) continue;
        for (std::size_t k = i + 1; k < events_.size() && time_of(k) - time_of(i) < kLongestStance; ++k) {
            if (events_[k].side != events_[i].side || events_[k].plate != events_[i].plate) continue;
            if (events_[k].kind == EventKind::final_contact) found.push_back({i, k});
            break;
        }
    }
    return found;
}

const Stride* PairedContacts::stride_at(std::size_t event) const {
    constexpr double kAround = 1.0;  // s; strides of both sides lie in order of their end, roughly
    const Stride* nearest = nullptr;
    double distance = kSameStart;
    for (auto at = std::lower_bound(session_.strides.begin(), session_.strides.end(),
                                    session_time_from_seconds(time_of(event) - kAround),
                                    [](const Stride&stride, SessionTime t) { return stride.start < t; });
         at != session_.strides.end() && in_seconds(at->start) < time_of(event) + kAround; ++at) {
        const double apart = std::abs(in_seconds(at->start) - time_of(event));
        if (!at->is_valid() || at->side != events_[event].side || apart > distance) continue;
        nearest = &*at;
        distance = apart;
    }
    return nearest;
}

}  // namespace sacrum::analysis
