#include "analysis/analyze.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "analysis/causal_pass.hpp"
#include "analysis/refined_pass.hpp"
#include "analysis/report_maker.hpp"

namespace sacrum::analysis {
namespace {

Session pass_over(const Recording& recording, const AnalysisParams& params, const PoseSink& poses) {
    return params.pass == Pass::causal ? analyze_causal(recording, params, poses)
                                       : analyze_refined(recording, params, poses);
}

// What a stretch of one rate adds to the session. Of what cannot be added up, that of the longest stretch
// counts.
void append(const Session& stretch, bool is_longest, Session& session) {
    const auto add = [](auto& all, const auto& more) { all.insert(all.end(), more.begin(), more.end()); };
    add(session.events, stretch.events);
    add(session.strides, stretch.strides);
    add(session.live_contacts, stretch.live_contacts);
    std::vector<Calibration> calibrations = std::move(session.report.calibrations);
    add(calibrations, stretch.report.calibrations);
    std::vector<Turn> turns = std::move(session.report.turns);
    add(turns, stretch.report.turns);
    const SideCheck first_side = session.report.first_side;
    const MountingReport slip =
        session.report.mounting.has_slipped ? session.report.mounting : stretch.report.mounting;
    if (is_longest) session.report = stretch.report;
    session.report.turns = std::move(turns);
    session.report.calibrations = std::move(calibrations);
    session.report.first_side = first_side == SideCheck::not_given ? stretch.report.first_side : first_side;
    session.report.mounting.has_slipped = slip.has_slipped;
    session.report.mounting.slipped_at = slip.slipped_at;
}

// Filters and windows are made for one rate: where a device changes it the analysis begins anew, as it does
// live.
Session analyze_stretches(const Recording& recording, AnalysisParams params, const PoseSink& poses) {
    Session session;
    std::size_t longest = 0;
    RateChange here{.first_sample = 0, .rate = recording.rate};
    for (std::size_t k = 0; k <= recording.rate_changes.size(); ++k) {
        const bool is_last = k == recording.rate_changes.size();
        const std::size_t end = is_last ? recording.samples.size() : recording.rate_changes[k].first_sample;
        const auto samples = std::span(recording.samples).subspan(here.first_sample, end - here.first_sample);
        Recording stretch;
        stretch.samples.reserve(samples.size());
        stretch.rate = here.rate;
        for (const ImuSample& sample : passing(samples)) append(stretch.samples, sample);
        stretch.mounting = recording.mounting;
        for (StandingRequest request : recording.actions.standing) {
            if (request.after_samples < here.first_sample || request.after_samples >= end) continue;
            request.after_samples -= here.first_sample;
            stretch.actions.standing.push_back(request);
        }
        append(pass_over(stretch, params, poses), samples.size() > longest, session);
        longest = std::max(longest, samples.size());
        params.first_side.reset();  // a person saw that of the session, not that after a change of rate
        if (!is_last) here = recording.rate_changes[k];
    }
    return session;
}

}  // namespace

Session analyze(const Recording& recording, const AnalysisParams& params) {
    LongVector<PelvisPose> poses;
    poses.reserve(recording.samples.size());
    Session session = analyze(recording, params, [&](const PelvisPose& pose) { append(poses, pose); });
    session.poses = std::move(poses);
    return session;
}

Session analyze(const Recording& recording, const AnalysisParams& params, const PoseSink& poses) {
    std::optional<SessionTime> settled;
    const PoseSink watched = [&](const PelvisPose& pose) {
        if (!settled && pose.is_valid) settled = pose.time;
        poses(pose);
    };
    AnalysisParams effective = params;
    effective.swaps_sides = params.swaps_sides != (recording.actions.side_swaps % 2 != 0);
    Session session = recording.rate_changes.empty() ? pass_over(recording, effective, watched)
                                                     : analyze_stretches(recording, effective, watched);
    keep_inside(recording, session.events);
    complete_report(recording, effective, session);
    if (settled) session.report.settled_after = *settled - recording.samples.front().time;
    return session;
}

}  // namespace sacrum::analysis
