#include "sinks/report/session_from_message.hpp"

#include <algorithm>

#include "sinks/report/gait_message.hpp"

namespace sacrum::sinks {
namespace {

Interval interval(const proto::Interval& message) { return {message.low(), message.high()}; }
SessionTime time_of(double seconds) { return session_time_from_seconds(seconds); }

std::optional<Side> side_of(proto::Side side) {
    if (side == proto::LEFT) return Side::left;
    return side == proto::RIGHT ? std::optional(Side::right) : std::nullopt;
}

// The one that is written as this message value; `otherwise` where none is.
template <typename Enumeration, typename Message>
Enumeration one_of(std::initializer_list<Enumeration> all, Message message, Enumeration otherwise) {
    const auto found = std::ranges::find_if(all, [&](Enumeration one) { return to_message(one) == message; });
    return found == all.end() ? otherwise : *found;
}

GaitMode gait_mode(proto::GaitMode mode) {
    return one_of({GaitMode::standing, GaitMode::walking, GaitMode::running}, mode, GaitMode::other);
}

SideCheck side_check(proto::SideCheck check) {
    switch (int(check)) {
        case proto::SIDE_CHECK_AGREES: return SideCheck::agrees;
        case proto::SIDE_CHECK_UNCLEAR: return SideCheck::unclear;
        case proto::SIDE_CHECK_CONTRADICTS: return SideCheck::contradicts;
        default: return SideCheck::not_given;
    }
}

Verdict verdict(proto::Verdict verdict) {
    if (verdict == proto::GOOD) return Verdict::good;
    return verdict == proto::USABLE ? Verdict::usable : Verdict::poor;
}

SideSummary side_summary(const proto::SideSummary& message) {
    SideSummary summary;
    summary.strides_used = message.strides_used();
    summary.strides_rejected = message.strides_rejected();
    for (const auto& rejected : message.rejected_for())
        for (const StrideFlaw flaw : kStrideFlaws)
            if (to_message(flaw) == rejected.flaw())
                summary.rejected_for[std::size_t(flaw)] = rejected.strides();
    for (const auto& metric : message.metrics()) {
        const auto known = metric_by_id(metric.metric());
        if (!known) continue;
        summary.metrics[std::size_t(*known)] = MetricSummary{
            .strides = metric.strides(),
            .median = metric.median(),
            .spread = metric.spread(),
            .standard_error = metric.standard_error(),
            .ci95 = interval(metric.ci95()),
            .minimal_detectable_change = metric.has_mdc95() ? std::optional(metric.mdc95()) : std::nullopt,
            .sampling_error = metric.sampling_error()};
        if (metric.has_drift_per_ten_minutes())
            summary.drift[std::size_t(*known)] =
                Drift{metric.drift_per_ten_minutes(), interval(metric.drift_ci95())};
    }
    return summary;
}

Waveform waveform(const proto::Waveform& message) {
    Waveform out;
    if (message.mean_size() != int(out.mean.size()) || message.sd_size() != int(out.sd.size())) return out;
    out.strides = message.strides();
    std::ranges::copy(message.mean(), out.mean.begin());
    std::ranges::copy(message.sd(), out.sd.begin());
    return out;
}

void take_waveforms(SessionReport& report, Side side, const proto::SideWaveforms& message) {
    report.obliquity_deg[side] = waveform(message.obliquity_deg());
    report.tilt_deg[side] = waveform(message.tilt_deg());
    report.rotation_deg[side] = waveform(message.rotation_deg());
    report.sway_left_mm[side] = waveform(message.sway_left_mm());
    report.vertical_mm[side] = waveform(message.vertical_mm());
}

void take_quality(SessionReport& report, const proto::DataQuality& message) {
    report.verdict = verdict(message.verdict());
    report.verdict_reasons.assign(message.verdict_reasons().begin(), message.verdict_reasons().end());
    report.quality = {.samples = message.samples(),
                      .missing_samples = message.missing_samples(),
                      .duplicate_samples = message.duplicate_samples(),
                      .reversed_samples = message.reversed_samples(),
                      .invalid_samples = message.invalid_samples(),
                      .clipped_samples = message.clipped_samples(),
                      .gaps = {},
                      .ends_in_mid_line = message.ends_in_mid_line()};
    for (const auto& gap : message.gaps())
        report.quality.gaps.push_back({time_of(gap.start_s()), time_of(gap.end_s())});
    report.loss_fraction = message.loss_fraction();
    const auto& rate = message.rate_over_time();
    report.rate_over_time = {.interval = duration_from_seconds(rate.interval_s()),
                             .samples = {rate.samples().begin(), rate.samples().end()},
                             .missing = {rate.missing().begin(), rate.missing().end()}};
    if (message.has_settled_after_s())
        report.settled_after = duration_from_seconds(message.settled_after_s());
    if (message.has_gyroscope_bias_deg_per_s())
        report.gyroscope_bias_deg_per_s = message.gyroscope_bias_deg_per_s();
}

MountingReport mounting(const proto::Mounting& message) {
    MountingReport out;
    if (message.method() == proto::DECLARED) out.method = MountingMethod::declared;
    if (message.method() == proto::FOUND_FROM_GAIT) out.method = MountingMethod::found;
    out.declared = message.declared();
    if (message.has_heading_found_deg()) out.heading_found_deg = message.heading_found_deg();
    if (message.has_heading_sd_deg()) out.heading_sd_deg = message.heading_sd_deg();
    if (message.has_standing_obliquity_deg()) out.standing_obliquity_deg = message.standing_obliquity_deg();
    if (message.has_standing_tilt_deg()) out.standing_tilt_deg = message.standing_tilt_deg();
    if (message.has_standing_sd_deg()) out.standing_sd_deg = message.standing_sd_deg();
    if (message.has_calibrated_at_s()) out.calibrated_at = time_of(message.calibrated_at_s());
    out.agrees_with_gait = message.agrees_with_gait();
    out.has_slipped = message.has_slipped();
    if (message.has_slipped_at_s()) out.slipped_at = time_of(message.slipped_at_s());
    if (message.has_wobble()) {
        const proto::Wobble& wobble = message.wobble();
        out.wobble = Wobble{wobble.obliquity_deg_s2_per_m(), wobble.tilt_deg_s2_per_m(),
                            wobble.rotation_deg_s2_per_m()};
    }
    out.remark = message.remark();
    return out;
}

SessionNote note(const proto::SessionMark& message) {
    SessionNote out;
    if (message.has_time_s()) out.time = time_of(message.time_s());
    out.kind = message.kind();
    out.text = message.text();
    if (message.has_number()) out.number = message.number();
    return out;
}

StageSummary stage(const proto::StageSummary& message) {
    StageSummary out;
    out.start = time_of(message.start_s());
    out.end = time_of(message.end_s());
    out.stage.name = message.name();
    if (message.has_speed_m_per_s()) out.stage.speed_m_per_s = message.speed_m_per_s();
    if (message.has_incline_percent()) out.stage.incline_percent = message.incline_percent();
    out.stage.start = out.start;
    out.stage.end = out.end;
    out.main_gait = gait_mode(message.main_gait());
    out.sides.left = side_summary(message.left());
    out.sides.right = side_summary(message.right());
    return out;
}

Calibration calibration(const proto::CalibrationResult& message) {
    Calibration out;
    out.start = time_of(message.start_s());
    out.end = time_of(message.end_s());
    out.is_accepted = message.is_accepted();
    out.reason = message.reason();
    if (message.has_obliquity_deg()) out.obliquity_deg = message.obliquity_deg();
    if (message.has_tilt_deg()) out.tilt_deg = message.tilt_deg();
    out.sd_deg = message.sd_deg();
    return out;
}

Stride stride(const proto::Stride& message) {
    Stride out;
    out.side = side_of(message.side());
    out.side_confidence = message.side_confidence();
    out.mode = gait_mode(message.mode());
    out.start = time_of(message.start_s());
    out.end = time_of(message.end_s());
    if (message.has_final_contact_s()) out.final_contact = time_of(message.final_contact_s());
    for (const int flaw : message.flaws())
        for (const StrideFlaw known : kStrideFlaws)
            if (to_message(known) == flaw) out.flaws.add(known);
    const proto::StrideMetrics& metrics = message.metrics();
    for (const MetricDefinition& definition : metric_catalogue()) {
        const auto* field = fields_of_measures()[std::size_t(definition.metric)];
        if (metrics.GetReflection()->HasField(metrics, field))
            out.metrics[definition.metric] = metrics.GetReflection()->GetDouble(metrics, field);
    }
    return out;
}

void take_gait(SessionReport& report, const proto::SessionReport& message) {
    report.side_confidence = message.side_confidence();
    report.sides_swapped_by_hand = message.sides_swapped_by_hand();
    report.side_swaps = int(message.side_swaps());
    report.first_side = side_check(message.first_side());
    report.lifted_leg = side_check(message.lifted_leg());
    report.main_gait = gait_mode(message.main_gait());
    report.contacts = message.contacts();
    report.is_timing_verified = message.is_timing_verified();
    report.fits_landing_model = message.fits_landing_model();
    for (const auto& bout : message.bouts())
        report.bouts.push_back({gait_mode(bout.mode()), time_of(bout.start_s()), time_of(bout.end_s())});
    for (const auto& turn : message.turns())
        report.turns.push_back({time_of(turn.start_s()), time_of(turn.end_s()),
                                Angle::of_si(radians_from_degrees(turn.angle_deg()))});
}

}  // namespace

Session session_from(const proto::SessionReport& message) {
    Session session;
    SessionReport& report = session.report;
    report.recording = message.recording();
    report.program_version = message.program_version();
    report.algorithm_version = message.algorithm_version();
    report.pass = message.pass() == proto::CAUSAL ? Pass::causal : Pass::refined;
    report.duration = duration_from_seconds(message.duration_s());
    report.rate = Frequency::of_si(message.rate_hz());
    take_quality(report, message.quality());
    report.assumptions.assign(message.assumptions().begin(), message.assumptions().end());
    report.mounting = mounting(message.mounting());
    take_gait(report, message);
    report.sides.left = side_summary(message.left());
    report.sides.right = side_summary(message.right());
    report.both = side_summary(message.both());
    for (const auto& difference : message.differences())
        if (const auto metric = metric_by_id(difference.metric()))
            report.differences[std::size_t(*metric)] =
                Difference{difference.right_minus_left(), interval(difference.ci95())};
    take_waveforms(report, Side::left, message.left_waveforms());
    take_waveforms(report, Side::right, message.right_waveforms());
    for (const auto& mark : message.marks()) report.notes.push_back(note(mark));
    for (const auto& one : message.stages()) report.stages.push_back(stage(one));
    for (const auto& one : message.calibrations()) report.calibrations.push_back(calibration(one));
    for (const auto& one : message.strides()) session.strides.push_back(stride(one));
    return session;
}

}  // namespace sacrum::sinks
