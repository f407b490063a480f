#include "sinks/report/report_message.hpp"

#include <cmath>
#include <cstdint>

#include "sinks/report/gait_message.hpp"
#include "sinks/report/message_json.hpp"

namespace sacrum::sinks {
namespace {

using sinks::to_message;

std::uint32_t count(std::int64_t n) { return std::uint32_t(n); }

proto::SideCheck to_message(SideCheck check) {
    switch (check) {
        case SideCheck::not_given: return proto::SIDE_CHECK_NOT_GIVEN;
        case SideCheck::agrees: return proto::SIDE_CHECK_AGREES;
        case SideCheck::unclear: return proto::SIDE_CHECK_UNCLEAR;
        case SideCheck::contradicts: return proto::SIDE_CHECK_CONTRADICTS;
    }
    return proto::SIDE_CHECK_NOT_GIVEN;
}

proto::Verdict to_message(Verdict verdict) {
    switch (verdict) {
        case Verdict::good: return proto::GOOD;
        case Verdict::usable: return proto::USABLE;
        case Verdict::poor: return proto::POOR;
    }
    return proto::VERDICT_NOT_KNOWN;
}

proto::MountingMethod to_message(MountingMethod method) {
    switch (method) {
        case MountingMethod::none: return proto::MOUNTING_NOT_KNOWN;
        case MountingMethod::declared: return proto::DECLARED;
        case MountingMethod::found: return proto::FOUND_FROM_GAIT;
    }
    return proto::MOUNTING_NOT_KNOWN;
}

void fill(proto::Interval& message, const Interval& interval) {
    message.set_low(to_millionth(interval.low));
    message.set_high(to_millionth(interval.high));
}

void fill(proto::SideSummary& message, const SideSummary& summary) {
    message.set_strides_used(count(summary.strides_used));
    message.set_strides_rejected(count(summary.strides_rejected));
    for (const StrideFlaw flaw : kStrideFlaws) {
        const std::int64_t strides = summary.rejected_for[std::size_t(flaw)];
        if (strides == 0) continue;
        auto& rejected = *message.add_rejected_for();
        rejected.set_flaw(to_message(flaw));
        rejected.set_strides(count(strides));
    }
    for (const MetricDefinition& definition : metric_catalogue()) {
        const auto& metric = summary.metrics[std::size_t(definition.metric)];
        if (!metric) continue;
        auto& out = *message.add_metrics();
        out.set_metric(std::string(definition.id));
        out.set_strides(count(metric->strides));
        out.set_median(to_millionth(metric->median));
        out.set_spread(to_millionth(metric->spread));
        fill(*out.mutable_ci95(), metric->ci95);
        out.set_standard_error(to_millionth(metric->standard_error));
        out.set_sampling_error(to_millionth(metric->sampling_error));
        if (metric->minimal_detectable_change)
            out.set_mdc95(to_millionth(*metric->minimal_detectable_change));
        const auto& drift = summary.drift[std::size_t(definition.metric)];
        if (!drift) continue;
        out.set_drift_per_ten_minutes(to_millionth(drift->per_ten_minutes));
        fill(*out.mutable_drift_ci95(), drift->ci95);
    }
}

void fill(proto::Waveform& message, const Waveform& waveform) {
    message.set_strides(count(waveform.strides));
    if (waveform.strides == 0) return;  // no waveform rather than a flat one
    for (const double mean : waveform.mean) message.add_mean(to_millionth(mean));
    for (const double sd : waveform.sd) message.add_sd(to_millionth(sd));
}

void fill(proto::SideWaveforms& message, const SessionReport& report, Side side) {
    fill(*message.mutable_obliquity_deg(), report.obliquity_deg[side]);
    fill(*message.mutable_tilt_deg(), report.tilt_deg[side]);
    fill(*message.mutable_rotation_deg(), report.rotation_deg[side]);
    fill(*message.mutable_sway_left_mm(), report.sway_left_mm[side]);
    fill(*message.mutable_vertical_mm(), report.vertical_mm[side]);
}

void fill(proto::DataQuality& message, const SessionReport& report) {
    const RecordingQuality& quality = report.quality;
    message.set_verdict(to_message(report.verdict));
    for (const std::string& reason : report.verdict_reasons) message.add_verdict_reasons(reason);
    message.set_samples(count(quality.samples));
    message.set_loss_fraction(to_millionth(report.loss_fraction));
    message.set_missing_samples(count(quality.missing_samples));
    message.set_duplicate_samples(count(quality.duplicate_samples));
    message.set_reversed_samples(count(quality.reversed_samples));
    message.set_invalid_samples(count(quality.invalid_samples));
    message.set_clipped_samples(count(quality.clipped_samples));
    message.set_ends_in_mid_line(quality.ends_in_mid_line);
    for (const Gap& gap : quality.gaps) {
        auto& out = *message.add_gaps();
        out.set_start_s(seconds(gap.start));
        out.set_end_s(seconds(gap.end));
    }
    auto& rate = *message.mutable_rate_over_time();
    rate.set_interval_s(seconds(report.rate_over_time.interval));
    for (const auto samples : report.rate_over_time.samples) rate.add_samples(count(samples));
    for (const auto missing : report.rate_over_time.missing) rate.add_missing(count(missing));
    if (report.settled_after) message.set_settled_after_s(seconds(*report.settled_after));
    if (report.gyroscope_bias_deg_per_s) {
        message.set_gyroscope_bias_deg_per_s(to_millionth(*report.gyroscope_bias_deg_per_s));
    }
}

void fill(proto::Mounting& message, const MountingReport& mounting) {
    message.set_method(to_message(mounting.method));
    message.set_declared(mounting.declared);
    if (mounting.heading_found_deg) message.set_heading_found_deg(to_millionth(*mounting.heading_found_deg));
    if (mounting.heading_sd_deg) message.set_heading_sd_deg(to_millionth(*mounting.heading_sd_deg));
    if (mounting.standing_obliquity_deg) {
        message.set_standing_obliquity_deg(to_millionth(*mounting.standing_obliquity_deg));
    }
    if (mounting.standing_tilt_deg) message.set_standing_tilt_deg(to_millionth(*mounting.standing_tilt_deg));
    if (mounting.standing_sd_deg) message.set_standing_sd_deg(to_millionth(*mounting.standing_sd_deg));
    message.set_agrees_with_gait(mounting.agrees_with_gait);
    message.set_has_slipped(mounting.has_slipped);
    if (mounting.slipped_at) message.set_slipped_at_s(seconds(*mounting.slipped_at));
    if (mounting.wobble) {
        proto::Wobble& wobble = *message.mutable_wobble();
        wobble.set_obliquity_deg_s2_per_m(to_millionth(mounting.wobble->obliquity));
        wobble.set_tilt_deg_s2_per_m(to_millionth(mounting.wobble->tilt));
        wobble.set_rotation_deg_s2_per_m(to_millionth(mounting.wobble->rotation));
    }
    message.set_remark(mounting.remark);
    if (mounting.calibrated_at) message.set_calibrated_at_s(seconds(*mounting.calibrated_at));
}

void fill(proto::SessionMark& message, const SessionNote& note) {
    if (note.time) message.set_time_s(seconds(*note.time));
    message.set_kind(note.kind);
    message.set_text(note.text);
    if (note.number) message.set_number(*note.number);
}

void fill(proto::StageSummary& message, const StageSummary& stage) {
    message.set_name(stage.stage.name);
    if (stage.stage.speed_m_per_s) message.set_speed_m_per_s(*stage.stage.speed_m_per_s);
    if (stage.stage.incline_percent) message.set_incline_percent(*stage.stage.incline_percent);
    message.set_start_s(seconds(stage.start));
    message.set_end_s(seconds(stage.end));
    message.set_main_gait(to_message(stage.main_gait));
    fill(*message.mutable_left(), stage.sides.left);
    fill(*message.mutable_right(), stage.sides.right);
}

}  // namespace

proto::SessionReport to_message(const SessionReport& report, const proto::Configuration& configuration) {
    proto::SessionReport message;
    message.set_recording(report.recording);
    message.set_program_version(report.program_version);
    message.set_algorithm_version(report.algorithm_version);
    message.set_pass(report.pass == Pass::causal ? proto::CAUSAL : proto::REFINED);
    message.set_duration_s(seconds(report.duration));
    message.set_rate_hz(to_millionth(report.rate.si()));
    fill(*message.mutable_quality(), report);
    for (const std::string& assumption : report.assumptions) message.add_assumptions(assumption);
    fill(*message.mutable_mounting(), report.mounting);
    message.set_side_confidence(to_millionth(report.side_confidence));
    message.set_sides_swapped_by_hand(report.sides_swapped_by_hand);
    message.set_first_side(to_message(report.first_side));
    message.set_lifted_leg(to_message(report.lifted_leg));
    message.set_main_gait(to_message(report.main_gait));
    message.set_contacts(count(report.contacts));
    message.set_is_timing_verified(report.is_timing_verified);
    message.set_fits_landing_model(report.fits_landing_model);
    for (const GaitBout& bout : report.bouts) {
        auto& out = *message.add_bouts();
        out.set_mode(to_message(bout.mode));
        out.set_start_s(seconds(bout.start));
        out.set_end_s(seconds(bout.end));
    }
    for (const Turn& turn : report.turns) {
        *message.add_turns() = to_message(turn);
    }
    fill(*message.mutable_left(), report.sides.left);
    fill(*message.mutable_right(), report.sides.right);
    fill(*message.mutable_both(), report.both);
    for (const MetricDefinition& definition : metric_catalogue()) {
        const auto& difference = report.differences[std::size_t(definition.metric)];
        if (!difference) continue;
        auto& out = *message.add_differences();
        out.set_metric(std::string(definition.id));
        out.set_right_minus_left(to_millionth(difference->right_minus_left));
        fill(*out.mutable_ci95(), difference->ci95);
    }
    message.set_side_swaps(std::uint32_t(report.side_swaps));
    for (const SessionNote& note : report.notes) fill(*message.add_marks(), note);
    for (const StageSummary& stage : report.stages) fill(*message.add_stages(), stage);
    for (const Calibration& calibration : report.calibrations)
        *message.add_calibrations() = to_message(calibration);
    *message.mutable_configuration() = configuration;
    return message;
}

proto::SessionReport to_message(const Session& session, const proto::Configuration& configuration) {
    proto::SessionReport message = to_message(session.report, configuration);
    fill(*message.mutable_left_waveforms(), session.report, Side::left);
    fill(*message.mutable_right_waveforms(), session.report, Side::right);
    for (const Stride& stride : session.strides) *message.add_strides() = to_message(stride);
    return message;
}

std::string json_text(const google::protobuf::Message& message) {
    return json_of(message, {.is_indented = true});
}

std::string json_line(const google::protobuf::Message& message) { return json_of(message, {}) + '\n'; }

std::string compact_json(const google::protobuf::Message& message) {
    return json_of(message, {.has_defaults = false});
}

}  // namespace sacrum::sinks
