#include "analysis/stride_builder.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/pelvic_angles.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kFarthest = 60.0;  // s: further away no stretch of strides round one reaches

// First and last contact of the bout that holds contact k, or the ones that are far enough from it.
std::pair<std::size_t, std::size_t> bout_round(std::span<const Contact> contacts, std::size_t k) {
    const double time = contacts[k].time_s;
    std::size_t first = k, last = k;
    while (first > 0 && !contacts[first].opens_bout && time - contacts[first].time_s < kFarthest) --first;
    while (last + 1 < contacts.size() && !contacts[last + 1].opens_bout &&
           contacts[last].time_s - time < kFarthest) {
        ++last;
    }
    return {first, last};
}

double range_of(std::span<const double> signal, double first_row, double last_row) {
    const double first = value_at(signal, first_row), last = value_at(signal, last_row);
    double low = std::min(first, last), high = std::max(first, last);
    const auto end = std::min(signal.size(), std::size_t(std::max(0.0, last_row)) + 1);
    for (auto row = std::size_t(std::ceil(std::max(0.0, first_row))); row < end; ++row) {
        low = std::min(low, signal[row]);
        high = std::max(high, signal[row]);
    }
    return high - low;
}

// Rows of straight gait round the stride of contacts k to next: its bout, cut at turns.
struct SteadyStretch {
    double first_row = 0.0;
    double last_row = 0.0;
};
SteadyStretch steady_stretch(const GaitSignals& signals, std::span<const Contact> contacts, std::size_t k,
                             std::size_t next, std::span<const Turn> turns) {
    const auto [first, last] = bout_round(contacts, k);
    double from = contacts[first].time_s, to = contacts[last].time_s;
    for (const Turn& turn : turns) {
        if (in_seconds(turn.end) <= contacts[k].time_s) from = std::max(from, in_seconds(turn.end));
        if (in_seconds(turn.start) >= contacts[next].time_s) to = std::min(to, in_seconds(turn.start));
    }
    return {signals.row_at(from), signals.row_at(to)};
}

}  // namespace

std::optional<std::size_t> next_of_same_foot(std::span<const Contact> contacts, std::size_t k) {
    if (k + 1 >= contacts.size() || contacts[k + 1].opens_bout) return std::nullopt;
    const double first_interval = (contacts[k + 1].time_s - contacts[k].time_s) / contacts[k].step_time_s;
    if (first_interval > 1.5) return k + 1;
    if (k + 2 >= contacts.size() || contacts[k + 2].opens_bout) return std::nullopt;
    return k + 2;
}

std::optional<Stride> StrideBuilder::build(const GaitSignals& signals, std::span<const Contact> contacts,
                                           std::size_t k, std::span<const Turn> turns) {
    const auto found = next_of_same_foot(contacts, k);
    if (!found) return std::nullopt;
    const std::size_t next = *found;
    const bool is_double = next == k + 1;

    const Contact& contact = contacts[k];
    Span span{.ic = contact.time_s, .end = contacts[next].time_s};
    if (contact.mode == GaitMode::running) span.fc = contact.own_final_contact_s;
    if (contact.mode == GaitMode::walking && !is_double) span.fc = contacts[k + 1].other_final_contact_s;
    if (span.fc && !(*span.fc > span.ic && *span.fc < span.end)) span.fc.reset();

    Stride stride;
    stride.mode = contact.mode;
    stride.side = contact.side;
    stride.side_confidence = std::max(contact.probability_right, 1.0 - contact.probability_right);
    stride.start = session_time_from_seconds(span.ic);
    stride.end = session_time_from_seconds(span.end);
    if (span.fc) stride.final_contact = session_time_from_seconds(*span.fc);
    if (is_double || !span.fc) stride.flaws.add(StrideFlaw::missed_contact);
    if (contacts[next].side != contact.side) stride.flaws.add(StrideFlaw::side_unknown);
    mark_flaws(signals, contacts, k, turns, stride);
    measure_times(contacts, k, span, stride);
    measure_ranges(signals, span, stride);
    if (stride.side && span.fc) measure_drop(signals, span, stride);

    displace(signals, contacts, k, next, turns);
    if (!displacement_.left().empty()) {
        stride.metrics[Metric::sway_ml] = 1e3 * StrideDisplacement::peak_to_peak(displacement_.left());
        stride.metrics[Metric::sway_ml_centre] =
            1e3 * StrideDisplacement::peak_to_peak(displacement_.left_of_centre());
        stride.metrics[Metric::vertical_osc] =
            1e3 * StrideDisplacement::peak_to_peak(displacement_.vertical());
    }
    return stride;
}

void StrideBuilder::displace(const GaitSignals& signals, std::span<const Contact> contacts, std::size_t k,
                             std::size_t next, std::span<const Turn> turns) {
    const SteadyStretch steady = steady_stretch(signals, contacts, k, next, turns);
    displacement_.integrate(signals, signals.row_at(contacts[k].time_s),
                            signals.row_at(contacts[next].time_s), steady.first_row, steady.last_row);
}

void StrideBuilder::mark_flaws(const GaitSignals& signals, std::span<const Contact> contacts, std::size_t k,
                               std::span<const Turn> turns, Stride& stride) const {
    const std::size_t a = signals.nearest_row(in_seconds(stride.start));
    const std::size_t b = signals.nearest_row(in_seconds(stride.end));
    for (std::size_t i = a; i <= b; ++i) {
        if (signals.is_bridged[i]) stride.flaws.add(StrideFlaw::gap);
        if (!signals.is_settled[i]) stride.flaws.add(StrideFlaw::settling);
    }
    for (const Turn& turn : turns) {
        if (turn.start < stride.end && stride.start < turn.end) stride.flaws.add(StrideFlaw::turn);
    }
    const auto [first, last] = bout_round(contacts, k);
    if (k == first && contacts[first].starts_gait) stride.flaws.add(StrideFlaw::start);
    if (k + 2 >= last && contacts[last].ends_gait) stride.flaws.add(StrideFlaw::stop);
    if (!stride.side || stride.side_confidence < params_.decided) stride.flaws.add(StrideFlaw::side_unknown);
    const double expected = 2.0 * contacts[k].step_time_s;
    if (std::abs(in_seconds(stride.end - stride.start) - expected) > params_.irregular * expected) {
        stride.flaws.add(StrideFlaw::irregular);
    }
}

void StrideBuilder::measure_times(std::span<const Contact> contacts, std::size_t k, const Span& span,
                                  Stride& stride) const {
    const double stride_time = span.end - span.ic;
    stride.metrics[Metric::stride_time] = stride_time;
    stride.metrics[Metric::cadence] = 120.0 / stride_time;
    if (stride.flaws.has(StrideFlaw::missed_contact)) return;
    const double step_time = contacts[k + 1].time_s - span.ic;
    stride.metrics[Metric::step_time] = step_time;
    const double contact_time = *span.fc - span.ic;
    stride.metrics[Metric::contact_time] = contact_time;
    stride.metrics[Metric::duty_factor] = contact_time / stride_time;
    if (stride.mode == GaitMode::running) stride.metrics[Metric::flight_time] = step_time - contact_time;
}

void StrideBuilder::measure_drop(const GaitSignals& signals, const Span& span, Stride& stride) const {
    const double sign = drop_sign(*stride.side);
    const auto drop_at = [&](double time_s) {
        return degrees_from_radians(sign * value_at(signals.obliquity, signals.row_at(time_s)));
    };
    const double stance = *span.fc - span.ic;
    const double at_contact = drop_at(span.ic);
    const double window_end = span.ic + params_.drop_window * stance;
    double peak = at_contact, peak_time = span.ic;
    const auto see = [&](double time_s) {
        const double drop = drop_at(time_s);
        if (drop > peak) {
            peak = drop;
            peak_time = time_s;
        }
    };
    for (double row = std::ceil(signals.row_at(span.ic)); row <= signals.row_at(window_end); row += 1.0) {
        see(signals.time_at(row));
    }
    see(window_end);
    stride.metrics[Metric::cpd_at_contact] = at_contact;
    stride.metrics[Metric::cpd_peak] = peak;
    stride.metrics[Metric::cpd_excursion] = peak - at_contact;
    stride.metrics[Metric::cpd_time_to_peak] = 1e3 * (peak_time - span.ic);
    stride.metrics[Metric::cpd_midstance] = drop_at(span.ic + 0.5 * stance);
    stride.metrics[Metric::cpd_late_rise] = peak - drop_at(*span.fc);
}

void StrideBuilder::measure_ranges(const GaitSignals& signals, const Span& span, Stride& stride) const {
    const double a = signals.row_at(span.ic), b = signals.row_at(span.end);
    stride.metrics[Metric::obliquity_rom] = degrees_from_radians(range_of(signals.obliquity, a, b));
    stride.metrics[Metric::tilt_rom] = degrees_from_radians(range_of(signals.tilt, a, b));
    stride.metrics[Metric::rotation_rom] = degrees_from_radians(range_of(signals.left_azimuth, a, b));
}

}  // namespace sacrum::analysis
