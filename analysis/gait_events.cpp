#include "analysis/gait_events.hpp"

#include <algorithm>

namespace sacrum::analysis {

void append_events(const Contact& contact, std::vector<GaitEvent>& events) {
    const double confidence = std::max(contact.probability_right, 1.0 - contact.probability_right);
    const std::optional<Side> other = contact.side ? std::optional(opposite(*contact.side)) : std::nullopt;
    const auto add = [&](double time_s, EventKind kind, std::optional<Side> side) {
        events.push_back(
            {.time = session_time_from_seconds(time_s),
             .kind = kind,
             .mode = contact.mode,
             .side = side,
             .confidence = contact.confidence,
             .side_confidence = confidence,
             .fits_landing_model = contact.fits_landing_model,
             .is_timing_verified = contact.mode == GaitMode::walking && contact.fits_landing_model});
    };
    if (contact.own_lift_off_s) add(*contact.own_lift_off_s, EventKind::final_contact, contact.side);
    add(contact.time_s, EventKind::initial_contact, contact.side);
    if (contact.other_final_contact_s) add(*contact.other_final_contact_s, EventKind::final_contact, other);
    if (contact.own_final_contact_s)
        add(*contact.own_final_contact_s, EventKind::final_contact, contact.side);
}

std::vector<GaitBout> bouts_of(std::span<const GaitEvent> events) {
    constexpr Duration kPause = std::chrono::milliseconds(2500);
    std::vector<GaitBout> bouts;
    for (const GaitEvent& event : events) {
        if (event.kind != EventKind::initial_contact) continue;
        const bool continues =
            !bouts.empty() && bouts.back().mode == event.mode && event.time - bouts.back().end < kPause;
        if (!continues) bouts.push_back({event.mode, event.time, event.time});
        bouts.back().end = event.time;
    }
    return bouts;
}

}  // namespace sacrum::analysis
