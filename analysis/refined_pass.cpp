#include "analysis/refined_pass.hpp"

#include <algorithm>

#include "analysis/contact_confidence.hpp"
#include "analysis/first_lift_off.hpp"
#include "analysis/gait_events.hpp"
#include "analysis/gait_reader.hpp"
#include "analysis/leg_lift.hpp"
#include "analysis/mounting_resolver.hpp"
#include "analysis/pose_maker.hpp"
#include "analysis/report_maker.hpp"
#include "analysis/slip_finder.hpp"
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

}  // namespace

Session analyze_refined(const Recording& recording, const AnalysisParams& params) {
    Session session;
    const std::vector<OrientedSample> samples = dsp::orient_offline(
        recording.samples, {.rate = recording.rate, .uses_magnetometer = params.uses_magnetometer});

    if (samples.empty()) return session;
    GaitReader reader({.signals = {.rate = recording.rate}});
    MountingResolver mounting = find_mounting(recording, params, samples, reader);
    reader.read_movement(samples, mounting.mounting());
    reader.read_contacts();
    const GaitSignals& signals = reader.signals();
    std::vector<Contact>& contacts = reader.contacts();

    if (mounting.has_angles()) {
        for (const LiftedLeg& lifted : params.lifted_legs) mounting.see_lift(check_lift(signals, lifted));
    }
    SideAssigner sides({.swaps_sides = params.swaps_sides, .first_side = params.first_side});
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
        if (stride->is_valid()) waveforms.add(signals, *stride, builder.displacement());
        session.strides.push_back(*stride);
    }
    for (const Contact& contact : contacts) append_events(contact, session.events);

    PoseMaker poses({});
    poses.prepare(signals);
    session.poses.reserve(samples.size());
    for (const OrientedSample& sample : samples) {
        session.poses.push_back(
            poses.pose(sample, mounting.mounting(), mounting.has_angles(), signals, track));
    }

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
