#include "analysis/refined_pass.hpp"

#include <algorithm>

#include "analysis/contact_confidence.hpp"
#include "analysis/exchanged_sides.hpp"
#include "analysis/first_lift_off.hpp"
#include "analysis/gait_events.hpp"
#include "analysis/gait_reader.hpp"
#include "analysis/leg_lift.hpp"
#include "analysis/mounting_resolver.hpp"
#include "analysis/pose_maker.hpp"
#include "analysis/report_maker.hpp"
#include "analysis/slip_finder.hpp"
#include "analysis/standing_calibration.hpp"
#include "analysis/stride_builder.hpp"
#include "analysis/waveform_collector.hpp"
#include "dsp/offline_orientation.hpp"

namespace sacrum::analysis {
namespace {

MountingResolver find_mounting(const Recording& recording, const AnalysisParams& params,
                               std::span<const OrientedSample> samples, GaitReader& reader) {
    MountingResolver mounting;
    const Eigen::Vector3d up = mean_up(samples);
    mounting.start(mounting_to_use(recording, params), up);
    reader.read_movement(samples, mounting.mounting());
    mounting.see_heading(MountingFinder().find(reader.signals(), reader.running()));
    StandingObserver standing;
    for (const OrientedSample& sample : samples) standing.see(sample, up);
    mounting.see_standing(standing, recording.rate.si());
    return mounting;
}

// The last one that was accepted counts for the whole recording.
std::vector<Calibration> calibrate(const Recording& recording, std::span<const OrientedSample> samples,
                                   MountingResolver& mounting) {
    std::vector<Calibration> outcomes;
    for (const StandingRequest& request : recording.actions.standing) {
        StandingCalibration standing;
        const bool is_first = request.after_samples == 0 || request.after_samples > recording.samples.size();
        standing.begin(
            is_first ? std::nullopt : std::optional(recording.samples[request.after_samples - 1].time),
            request.duration);
        std::optional<Calibration> outcome;
        for (std::size_t i = is_first ? 0 : request.after_samples; !outcome && i < samples.size(); ++i)
            outcome = standing.see(samples[i]);
        if (!outcome) outcome = standing.finish();
        if (!outcome) continue;
        mounting.tell_angles(standing.up(), *outcome);
        if (outcome->is_accepted) mounting.see_calibration(standing.up(), *outcome);
        outcomes.push_back(*outcome);
    }
    return outcomes;
}

}  // namespace

Session analyze_refined(const Recording& recording, const AnalysisParams& params) {
    Session session;
    const std::vector<OrientedSample> samples = dsp::orient_offline(
        recording.samples, {.rate = recording.rate, .uses_magnetometer = params.uses_magnetometer});

    if (samples.empty()) return session;
    GaitReader reader({.signals = {.rate = recording.rate}});
    MountingResolver mounting = find_mounting(recording, params, samples, reader);
    session.report.calibrations = calibrate(recording, samples, mounting);
    mounting.see_standing({}, recording.rate.si());
    reader.read_movement(samples, mounting.mounting());
    reader.read_contacts();
    const GaitSignals& signals = reader.signals();
    std::vector<Contact>& contacts = reader.contacts();

    if (mounting.has_angles()) {
        for (const LiftedLeg& lifted : params.lifted_legs) mounting.see_lift(check_lift(signals, lifted));
    }
    SideAssigner sides({.first_side = params.first_side});
    sides.set_knows_mounting(mounting.knows_sides());
    sides.weigh(signals, contacts);
    sides.decide(contacts);
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        place_first_lift_off(signals, contacts[k]);
        contacts[k].confidence = contact_confidence(contacts, k);
    }
    SlipFinder slip({});
    for (const Contact& contact : contacts) slip.see(signals, contact);
    const std::optional<double> slipped_at = slip.slipped_at_s();

    StrideBuilder builder({});
    DisplacementTrack track;
    WaveformCollector waveforms;
    track.restart(signals.size());
    for (std::size_t k = 0; k < contacts.size(); ++k) {
        auto stride = builder.build(signals, contacts, k, reader.turns());
        if (!stride) continue;
        track.add(builder.displacement());
        // Absolute angles have no reference any more once the sensor has moved.
        if (slipped_at && in_seconds(stride->end) > *slipped_at) stride->flaws.add(StrideFlaw::slipped);
        auto course = course_of(signals, *stride, builder.displacement());
        if (stride->is_valid() && course) waveforms.add(params.swaps_sides ? exchanged(*course) : *course);
        session.strides.push_back(params.swaps_sides ? exchanged(*stride) : *stride);
    }
    for (const Contact& contact : contacts) append_events(contact, session.events);
    if (params.swaps_sides) {
        for (GaitEvent& event : session.events) event = exchanged(event);
        for (Calibration& calibration : session.report.calibrations) calibration = exchanged(calibration);
    }

    PoseMaker poses({});
    poses.prepare(signals);
    session.poses.reserve(samples.size());
    for (const OrientedSample& sample : samples) {
        const PelvisPose pose =
            poses.pose(sample, mounting.mounting(), mounting.has_angles(), signals, track);
        session.poses.push_back(params.swaps_sides ? exchanged(pose) : pose);
    }

    const Eigen::Vector3d bias =
        recording.samples.back().angular_rate.si() - samples.back().angular_rate.si();
    session.report.gyroscope_bias_deg_per_s = degrees_from_radians(bias.norm());
    session.report.mounting = mounting.report();
    session.report.first_side = sides.first_side_check();
    session.report.lifted_leg = mounting.lifted_leg();
    if (slipped_at) {
        session.report.mounting.has_slipped = true;
        session.report.mounting.slipped_at = session_time_from_seconds(*slipped_at);
    }
    session.report.turns.assign(reader.turns().begin(), reader.turns().end());
    waveforms.write_to(session.report);
    return session;
}

}  // namespace sacrum::analysis
