#include "analysis/report_maker.hpp"

#include <algorithm>

#include "analysis/exchanged_sides.hpp"
#include "analysis/gait_events.hpp"
#include "analysis/gait_signals.hpp"
#include "analysis/sensor_wobble.hpp"
#include "analysis/session_quality.hpp"
#include "analysis/session_summary.hpp"
#include "analysis/stage_summary.hpp"
#include "domain/version.hpp"

namespace sacrum::analysis {
namespace {

GaitMode main_gait_of(const std::vector<GaitBout>& bouts) {
    Duration walking{}, running{};
    for (const GaitBout& bout : bouts)
        (bout.mode == GaitMode::running ? running : walking) += bout.end - bout.start;
    if (bouts.empty()) return GaitMode::other;
    return running > walking ? GaitMode::running : GaitMode::walking;
}

std::string sentence_on_bridged_gaps(const Recording& recording) {
    const Duration interval = duration_from_seconds(1.0 / std::max(1e-3, recording.rate.si()));
    const auto is_short = [&](const Gap& gap) { return gap.end - gap.start - interval <= kUnmarkedBridge; };
    const auto bridged = std::ranges::count_if(recording.quality.gaps, is_short);
    const auto kept = std::ssize(recording.quality.gaps) - bridged;
    const auto noun = [](std::ptrdiff_t count) {
        return std::to_string(count) + (count == 1 ? " gap" : " gaps");
    };
    std::string sentence;
    if (bridged > 0) {
        sentence = noun(bridged) + " of at most " +
                   std::to_string(kUnmarkedBridge / std::chrono::milliseconds(1)) +
                   " ms bridged by straight lines";
    }
    if (kept > 0) {
        sentence += (sentence.empty() ? "" : "; ") + std::string("strides across ") + noun(kept) +
                    " of more than " + std::to_string(kUnmarkedBridge / std::chrono::milliseconds(1)) +
                    " ms left out";
    }
    return sentence;
}

// Walking and running strides are not mixed in one median: the main gait is summed up. A causal pass says
// strides before it can know that the sensor had slipped; they do not count in the end.
std::vector<Stride> strides_to_sum_up(const Session& session) {
    std::vector<Stride> main;
    const auto& slipped_at = session.report.mounting.slipped_at;
    for (Stride stride : session.strides) {
        if (stride.mode != session.report.main_gait) continue;
        if (slipped_at && stride.end > *slipped_at) stride.flaws.add(StrideFlaw::slipped);
        main.push_back(stride);
    }
    return main;
}

}  // namespace

std::optional<DeclaredMounting> mounting_to_use(const Recording& recording, const AnalysisParams& params) {
    if (params.finds_mounting) return std::nullopt;
    return params.mounting ? params.mounting : recording.mounting;
}

void keep_inside(const Recording& recording, std::vector<GaitEvent>& events) {
    if (recording.samples.empty()) return events.clear();
    const SessionTime first = recording.samples.front().time, last = recording.samples.back().time;
    std::erase_if(events, [&](const GaitEvent& event) { return event.time < first || event.time > last; });
    std::ranges::stable_sort(events, {}, &GaitEvent::time);
}

void complete_report(const Recording& recording, const AnalysisParams& params, Session& session) {
    SessionReport& report = session.report;
    report.recording = recording.name;
    report.program_version = kProgramVersion;
    report.algorithm_version = kAlgorithmVersion;
    report.pass = params.pass;
    report.rate = recording.rate;
    report.sides_swapped_by_hand = params.swaps_sides;
    report.side_swaps = recording.actions.side_swaps;
    report.notes = recording.actions.notes;
    if (params.swaps_sides) report.mounting = exchanged(std::move(report.mounting));
    report.assumptions = recording.assumptions;
    if (const std::string bridged = sentence_on_bridged_gaps(recording); !bridged.empty()) {
        report.assumptions.push_back(bridged);
    }
    if (!recording.samples.empty()) {
        report.duration = recording.samples.back().time - recording.samples.front().time;
    }

    report.bouts = bouts_of(session.events);
    report.main_gait = main_gait_of(report.bouts);
    double confidence = 0.0;
    std::int64_t unverified = 0, misfits = 0;
    for (const GaitEvent& event : session.events) {
        if (event.kind != EventKind::initial_contact) continue;
        ++report.contacts;
        confidence += event.side_confidence;
        unverified += !event.is_timing_verified;
        misfits += !event.fits_landing_model;
    }
    report.side_confidence = report.contacts > 0 ? confidence / double(report.contacts) : 0.5;
    report.is_timing_verified = 2 * unverified <= report.contacts;
    report.fits_landing_model = 2 * misfits <= report.contacts;

    note_quality(recording, report);
    const std::vector<Stride> main = strides_to_sum_up(session);
    report.mounting.wobble = sensor_wobble(report, main);
    summarise_strides(main, report);
    summarise_stages(recording, session);
    judge_quality(report);
}

}  // namespace sacrum::analysis
