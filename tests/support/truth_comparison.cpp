#include "tests/support/truth_comparison.hpp"

#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

namespace sacrum::tests {
namespace {

constexpr Duration kReach = std::chrono::milliseconds(150);

Errors errors_of(const std::vector<double>& values) {
    Errors errors{.count = int(values.size())};
    if (values.empty()) return errors;
    for (const double value : values) {
        errors.bias += value / double(values.size());
        errors.mean_absolute += std::abs(value) / double(values.size());
    }
    for (const double value : values) errors.sd += (value - errors.bias) * (value - errors.bias);
    errors.sd = std::sqrt(errors.sd / double(values.size()));
    return errors;
}

// Nearest event of the same kind; empty when none is within reach.
const GaitEvent* nearest(const std::vector<GaitEvent>& events, const GaitEvent& wanted) {
    const GaitEvent* best = nullptr;
    for (const GaitEvent& event : events) {
        if (event.kind != wanted.kind || std::chrono::abs(event.time - wanted.time) > kReach) continue;
        if (!best ||
            std::chrono::abs(event.time - wanted.time) < std::chrono::abs(best->time - wanted.time)) {
            best = &event;
        }
    }
    return best;
}

}  // namespace

TruthComparison compare_with_truth(const Session& session, const samples::Simulation& truth) {
    TruthComparison comparison;
    std::vector<double> initial, final;
    const SessionTime first = truth.recording.samples.front().time;
    const SessionTime last = truth.recording.samples.back().time;
    for (const GaitEvent& event : truth.events) {
        if (event.time < first || event.time > last) continue;
        const bool is_contact = event.kind == EventKind::initial_contact;
        comparison.contacts += is_contact;
        const GaitEvent* found = nearest(session.events, event);
        if (!found) continue;
        (is_contact ? initial : final).push_back(1e3 * in_seconds(found->time - event.time));
        if (!is_contact) continue;
        ++comparison.found;
        comparison.decided += found->side.has_value();
        comparison.wrong_side += found->side.has_value() && found->side != event.side;
    }
    for (const GaitEvent& event : session.events) {
        comparison.invented += event.kind == EventKind::initial_contact && !nearest(truth.events, event);
    }
    comparison.initial_ms = errors_of(initial);
    comparison.final_ms = errors_of(final);

    std::vector<double> peak, excursion, sway, vertical;
    for (const Stride& stride : session.strides) {
        comparison.valid_strides += stride.is_valid();
        for (const samples::TrueStride& real : truth.strides) {
            if (!stride.is_valid() || stride.side != real.side) continue;
            if (std::chrono::abs(stride.start - real.start) > kReach) continue;
            const auto compare = [&](std::vector<double>& list, Metric metric) {
                if (stride.metrics[metric] && real.metrics[metric]) {
                    list.push_back(*stride.metrics[metric] - *real.metrics[metric]);
                }
            };
            compare(peak, Metric::cpd_peak);
            compare(excursion, Metric::cpd_excursion);
            compare(sway, Metric::sway_ml);
            compare(vertical, Metric::vertical_osc);
        }
    }
    comparison.cpd_peak_deg = errors_of(peak);
    comparison.cpd_excursion_deg = errors_of(excursion);
    comparison.sway_mm = errors_of(sway);
    comparison.vertical_mm = errors_of(vertical);
    return comparison;
}

}  // namespace sacrum::tests
