#include <algorithm>
#include <cassert>

#include "domain/metric.hpp"

namespace sacrum {
namespace {

constexpr std::array<MetricDefinition, kMetricCount> kCatalogue{{
    {Metric::stride_time, "stride_time_s", "stride time", "s", 3, "", "", "", ""},
    {Metric::contact_time, "contact_time_s", "contact time", "s", 3, "", "", "", ""},
    {Metric::cpd_peak, "cpd_peak_deg", "pelvic drop, peak", "°", 1, "", "", "", ""},
    {Metric::cpd_excursion, "cpd_excursion_deg", "drop excursion", "°", 1, "", "", "", ""},
    {Metric::obliquity_rom, "obliquity_rom_deg", "obliquity range", "°", 1, "", "", "", ""},
    {Metric::sway_ml, "sway_ml_mm", "lateral sway (sensor)", "mm", 0, "", "", "", ""},
    {Metric::vertical_osc, "vertical_osc_mm", "vertical oscillation", "mm", 0, "", "", "", ""},
    {Metric::step_time, "step_time_s", "step time", "s", 3, "", "", "", ""},
    {Metric::flight_time, "flight_time_s", "flight time", "s", 3, "", "", "", ""},
    {Metric::duty_factor, "duty_factor", "duty factor", "", 2, "", "", "", ""},
    {Metric::cadence, "cadence_per_min", "cadence", "/min", 0, "", "", "", ""},
    {Metric::cpd_at_contact, "cpd_at_contact_deg", "pelvic drop at contact", "°", 1, "", "", "", ""},
    {Metric::cpd_midstance, "cpd_midstance_deg", "pelvic drop at mid-stance", "°", 1, "", "", "", ""},
    {Metric::cpd_time_to_peak, "cpd_time_to_peak_ms", "time to peak drop", "ms", 0, "", "", "", ""},
    {Metric::cpd_late_rise, "cpd_late_rise_deg", "late rise", "°", 1, "", "", "", ""},
    {Metric::tilt_rom, "tilt_rom_deg", "tilt range", "°", 1, "", "", "", ""},
    {Metric::rotation_rom, "rotation_rom_deg", "rotation range", "°", 1, "", "", "", ""},
    {Metric::sway_ml_centre, "sway_ml_centre_mm", "lateral sway (pelvis centre)", "mm", 0, "", "", "", ""},
}};

}  // namespace

std::span<const MetricDefinition> metric_catalogue() {
    return kCatalogue;
}

const MetricDefinition& definition_of(Metric metric) {
    const MetricDefinition& definition = kCatalogue[std::size_t(metric)];
    assert(definition.metric == metric);
    return definition;
}

std::optional<Metric> metric_by_id(std::string_view id) {
    const auto found = std::ranges::find(kCatalogue, id, &MetricDefinition::id);
    if (found == kCatalogue.end()) return std::nullopt;
    return found->metric;
}

}  // namespace sacrum
