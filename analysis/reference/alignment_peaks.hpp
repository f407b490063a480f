// Where two tracks of one session fit each other: the peaks of their correlation over all shifts.
#pragma once

#include <optional>
#include <vector>

#include "analysis/reference/cross_correlation.hpp"
#include "analysis/reference/sampled_curve.hpp"
#include "domain/gait_event.hpp"

namespace sacrum::analysis {

constexpr double kPeaksApart = 0.1;  // s; peaks closer than this are one

// Signals on a grid of 10 ms, from a start on their own clock.
struct Track {
    double start = 0.0;
    std::vector<GridSignal> signals;
};

struct TimedContact {
    double time_s = 0.0;
    EventKind kind = EventKind::initial_contact;
    std::optional<Side> side;
};

// Empty where there is nothing, or more than six hours.
std::optional<Track> track_of(const SampledCurve& curve);
// Each contact as a small hill: initial ones, initial ones of the right foot minus those of the left, final
// ones.
std::optional<Track> track_of(const std::vector<TimedContact>& contacts, bool has_sides, bool has_final);

struct AlignmentPeak {
    double offset_s = 0.0;  // time of the first track - time of the second
    double correlation = 0.0;
    double overlap_s = 0.0;
    double curvature = 0.0;  // of the correlation, per s²
};

// The highest peaks of the correlation, the best first. Both tracks with the same signals.
std::vector<AlignmentPeak> alignment_peaks(const Track& session, const Track& reference,
                                           double least_overlap_s);

}  // namespace sacrum::analysis
