#include "tests/sinks/made_up_session.hpp"

#include <cmath>

#include "domain/version.hpp"

namespace sacrum::sinks {
namespace {

using namespace std::chrono_literals;

constexpr double kStrideTime = 0.7;

SessionTime at(double seconds) { return session_time_from_seconds(seconds); }

Stride stride_of(std::optional<Side> side, double start_s, double peak_deg) {
    Stride stride;
    stride.side = side;
    stride.side_confidence = side ? 0.99 : 0.5;
    stride.mode = GaitMode::running;
    stride.start = at(start_s);
    stride.end = at(start_s + kStrideTime);
    stride.final_contact = at(start_s + 0.25);
    stride.metrics[Metric::stride_time] = kStrideTime;
    stride.metrics[Metric::contact_time] = 0.25;
    stride.metrics[Metric::cadence] = 120.0 / kStrideTime;
    stride.metrics[Metric::sway_ml] = 31.25;
    if (!side) return stride;
    stride.metrics[Metric::cpd_peak] = peak_deg;
    stride.metrics[Metric::cpd_excursion] = peak_deg - 4.0;
    return stride;
}

SessionReport empty_report() {
    SessionReport report;
    report.recording = std::string("A & <B>");
    report.program_version = std::string(kProgramVersion);
    report.algorithm_version = std::string(kAlgorithmVersion);
    report.duration = 10s;
    report.rate = Frequency::of_si(200.0);
    report.quality.samples = 2000;
    report.assumptions = {"columns ax, ay, az taken as m/s2"};
    report.settled_after = 4s;
    report.mounting.method = MountingMethod::declared;
    report.mounting.declared = std::string("up=+x,left=+y");
    return report;
}

void count(SideSummary& summary, const Stride& stride) {
    (stride.is_valid() ? summary.strides_used : summary.strides_rejected) += 1;
    for (const StrideFlaw flaw : kStrideFlaws)
        summary.rejected_for[std::size_t(flaw)] += stride.flaws.has(flaw);
}

void count_strides(Session& session) {
    SessionReport& report = session.report;
    for (const Stride& stride : session.strides) {
        count(report.both, stride);
        if (stride.side) count(report.sides[*stride.side], stride);
    }
}

MetricSummary summary_of(std::int64_t strides, double median, double half) {
    return {.strides = strides, .median = median, .spread = 0.5, .ci95 = {median - half, median + half}};
}

void add_events(Session& session) {
    for (const Stride& stride : session.strides) {
        session.events.push_back({.time = stride.start,
                                  .kind = EventKind::initial_contact,
                                  .mode = stride.mode,
                                  .side = stride.side,
                                  .side_confidence = stride.side_confidence});
        session.events.push_back({.time = *stride.final_contact,
                                  .kind = EventKind::final_contact,
                                  .mode = stride.mode,
                                  .side = stride.side,
                                  .side_confidence = stride.side_confidence,
                                  .fits_landing_model = false,
                                  .is_timing_verified = false});
    }
    session.report.contacts = std::int64_t(session.strides.size());
    session.report.main_gait = GaitMode::running;
    session.report.bouts = {{GaitMode::running, at(1.0), at(9.0)}};
}

void add_waveforms(SessionReport& report, Side side) {
    const double sign = side == Side::right ? 1.0 : -1.0;
    for (std::size_t i = 0; i <= 100; ++i) {
        const double phase = 2.0 * std::numbers::pi * double(i) / 100.0;
        report.obliquity_deg[side].mean[i] = sign * 5.0 * std::cos(phase);
        report.obliquity_deg[side].sd[i] = 0.5;
        report.sway_left_mm[side].mean[i] = -sign * 15.0 * std::cos(phase);
        report.vertical_mm[side].mean[i] = 40.0 * std::cos(2.0 * phase);
    }
    report.obliquity_deg[side].strides = 3;
    report.sway_left_mm[side].strides = 3;
    report.vertical_mm[side].strides = 3;
}

LongVector<PelvisPose> poses() {
    PelvisPose whole;
    whole.time = SessionTime(1'234'567'890ns);
    whole.obliquity = Angle::of_si(radians_from_degrees(-1.5));
    whole.tilt = Angle::of_si(radians_from_degrees(12.25));
    whole.rotation = Angle::of_si(0.0);
    whole.sway_left = Length::of_si(0.0105);
    whole.vertical = Length::of_si(-0.002);
    whole.is_valid = true;
    PelvisPose bare;
    bare.time = SessionTime(1'239'567'890ns);
    return {whole, bare};
}

}  // namespace

Session made_up_session() {
    Session session;
    session.poses = poses();
    session.report = empty_report();
    for (int k = 0; k < 3; ++k) {
        session.strides.push_back(stride_of(Side::left, 1.0 + kStrideTime * k, 7.0 + 0.1 * k));
        session.strides.push_back(stride_of(Side::right, 1.35 + kStrideTime * k, 8.0 + 0.1 * k));
    }
    Stride rejected = stride_of(Side::left, 3.1, 6.0);
    rejected.flaws.add(StrideFlaw::gap);
    rejected.flaws.add(StrideFlaw::turn);
    session.strides.push_back(rejected);
    add_events(session);
    count_strides(session);

    SessionReport& report = session.report;
    report.side_confidence = 0.99;
    report.mounting.heading_found_deg = -1.4;
    report.mounting.standing_obliquity_deg = 0.8;
    report.mounting.standing_sd_deg = 0.05;
    const auto set = [&](Metric metric, double left, double right) {
        report.sides.left.metrics[std::size_t(metric)] = summary_of(3, left, 0.2);
        report.sides.right.metrics[std::size_t(metric)] = summary_of(3, right, 0.2);
        report.both.metrics[std::size_t(metric)] = summary_of(6, 0.5 * (left + right), 0.2);
        report.differences[std::size_t(metric)] =
            Difference{right - left, {right - left - 0.3, right - left + 0.3}};
    };
    set(Metric::cpd_peak, 7.1, 8.1);
    set(Metric::cpd_excursion, 3.1, 4.1);
    set(Metric::sway_ml, 31.0, 31.0);
    report.sides.left.drift[std::size_t(Metric::cpd_peak)] = Drift{0.1, {-0.6, 0.8}};
    report.sides.right.drift[std::size_t(Metric::cpd_peak)] = Drift{0.9, {0.5, 1.3}};
    for (const Side side : kBothSides) add_waveforms(report, side);
    return session;
}

Session session_of_unknown_sides() {
    Session session;
    session.poses = poses();
    session.report = empty_report();
    for (int k = 0; k < 4; ++k) {
        session.strides.push_back(stride_of(std::nullopt, 1.0 + 0.35 * k, 0.0));
        session.strides.back().flaws.add(StrideFlaw::side_unknown);
    }
    add_events(session);
    count_strides(session);
    session.report.side_confidence = 0.62;
    return session;
}

Session session_without_gait() {
    Session session;
    session.poses = poses();
    session.report = empty_report();
    session.report.verdict = Verdict::poor;
    session.report.verdict_reasons = {"no walking or running was found"};
    return session;
}

Session session_of_one_stride() {
    Session session;
    session.poses = poses();
    session.report = empty_report();
    session.strides = {stride_of(Side::left, 1.0, 7.0)};
    add_events(session);
    count_strides(session);
    session.report.side_confidence = 0.99;
    session.report.sides.left.metrics[std::size_t(Metric::cpd_peak)] = summary_of(1, 7.0, 0.0);
    session.report.both.metrics[std::size_t(Metric::cpd_peak)] = summary_of(1, 7.0, 0.0);
    return session;
}

}  // namespace sacrum::sinks
