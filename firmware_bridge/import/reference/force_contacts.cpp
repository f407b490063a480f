#include "firmware_bridge/import/reference/force_contacts.hpp"

#include <cmath>

namespace sacrum::firmware_bridge {
namespace {

constexpr double kThreshold = 50.0;        // N; above the noise of an instrumented treadmill
constexpr double kShortestContact = 0.05;  // s
constexpr double kShortestHole = 0.03;     // s

struct Span {
    double on = 0.0;
    double off = 0.0;
};

double crossing(const ForceCurve& curve, std::size_t i) {
    const double before = curve.vertical_n[i - 1], after = curve.vertical_n[i];
    const double share = (kThreshold - before) / (after - before);
    return curve.times_s[i - 1] + share * (curve.times_s[i] - curve.times_s[i - 1]);
}

}  // namespace

void add_force_contacts(const ForceCurve& curve, std::vector<ReferenceEvent>& events) {
    std::vector<Span> spans;
    double on = 0.0;
    bool is_on = false;  // since a rise that was seen
    for (std::size_t i = 1; i < curve.times_s.size() && i < curve.vertical_n.size(); ++i) {
        const bool was = curve.vertical_n[i - 1] >= kThreshold;
        const bool is = curve.vertical_n[i] >= kThreshold;
        if (is && !was) {
            on = crossing(curve, i);
            is_on = true;
            // The foot came back at once: it had not left.
            if (!spans.empty() && on - spans.back().off < kShortestHole) {
                on = spans.back().on;
                spans.pop_back();
            }
        }
        if (was && !is && is_on) {
            spans.push_back({on, crossing(curve, i)});
            is_on = false;
        }
    }
    for (const Span& span : spans) {
        if (!(span.off - span.on >= kShortestContact)) continue;
        events.push_back(
            {session_time_from_seconds(span.on), EventKind::initial_contact, curve.side, curve.plate});
        events.push_back(
            {session_time_from_seconds(span.off), EventKind::final_contact, curve.side, curve.plate});
    }
}

}  // namespace sacrum::firmware_bridge
