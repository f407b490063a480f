#include "sinks/report/page/page_message.hpp"

#include <cmath>

namespace sacrum::sinks {
namespace {

// Finer than a picture shows; an hour has ten thousand strides.
double to_thousandth(double number) { return std::round(number * 1e3) / 1e3; }

// What is drawn of a usable stride.
proto::Stride drawn(const proto::Stride& stride) {
    proto::Stride message;
    message.set_side(stride.side());
    message.set_start_s(to_thousandth(stride.start_s()));
    message.set_end_s(to_thousandth(stride.end_s()));
    message.set_is_valid(true);
    const proto::StrideMetrics& measured = stride.metrics();
    auto& metrics = *message.mutable_metrics();
    if (measured.has_cpd_peak_deg()) metrics.set_cpd_peak_deg(to_thousandth(measured.cpd_peak_deg()));
    if (measured.has_sway_ml_mm()) metrics.set_sway_ml_mm(to_thousandth(measured.sway_ml_mm()));
    return message;
}

// Without strides and what no page shows.
proto::SessionReport thin(proto::SessionReport report) {
    report.clear_strides();
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
    *page.mutable_report() = thin(content.report);
    for (const proto::Stride& stride : content.report.strides())
        if (stride.is_valid()) *page.mutable_report()->add_strides() = drawn(stride);
    for (const proto::SessionReport& earlier : content.earlier) *page.add_earlier() = thin(earlier);
    for (const MeasureChange& change : changes) *page.add_changes() = to_message(change);
    for (const proto::Exercise& exercise : content.exercises) *page.add_exercises() = exercise;
    if (content.compared_with) *page.mutable_compared_with() = *content.compared_with;
    return page;
}

}  // namespace sacrum::sinks
