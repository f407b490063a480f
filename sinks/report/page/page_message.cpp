#include "sinks/report/page/page_message.hpp"

#include <cmath>
#include <utility>

#include "sinks/report/gait_message.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::sinks {
namespace {

// Finer than a picture shows; an hour has ten thousand strides.
double to_thousandth(double number) { return std::round(number * 1e3) / 1e3; }

// What is drawn of a usable stride.
proto::Stride drawn(const Stride& stride) {
    proto::Stride message;
    message.set_side(to_message(stride.side));
    message.set_start_s(to_thousandth(in_seconds(stride.start)));
    message.set_end_s(to_thousandth(in_seconds(stride.end)));
    message.set_is_valid(true);
    auto& metrics = *message.mutable_metrics();
    if (const auto& drop = stride.metrics[Metric::cpd_peak]) metrics.set_cpd_peak_deg(to_thousandth(*drop));
    if (const auto& sway = stride.metrics[Metric::sway_ml]) metrics.set_sway_ml_mm(to_thousandth(*sway));
    return message;
}

// With its waveforms, without strides and what no page shows.
proto::SessionReport thin(const SessionReport& whole, const proto::Configuration& configuration) {
    Session session;
    session.report = whole;
    proto::SessionReport report = to_message(session, configuration);
    report.mutable_quality()->clear_rate_over_time();
    report.mutable_quality()->clear_gaps();
    for (auto* waveforms : {report.mutable_left_waveforms(), report.mutable_right_waveforms()}) {
        waveforms->clear_tilt_deg();
        waveforms->clear_rotation_deg();
    }
    return report;
}

}  // namespace

proto::ReportPage page_message(const ReportContent& content, const std::vector<MeasureChange>& changes) {
    proto::ReportPage page;
    *page.mutable_report() = thin(content.session.report, content.configuration);
    for (const Stride& stride : content.session.strides)
        if (stride.is_valid()) *page.mutable_report()->add_strides() = drawn(stride);
    for (const SessionReport& earlier : content.earlier) *page.add_earlier() = thin(earlier, {});
    for (const MeasureChange& change : changes) *page.add_changes() = to_message(change);
    for (const proto::Exercise& exercise : content.exercises) *page.add_exercises() = exercise;
    return page;
}

}  // namespace sacrum::sinks
