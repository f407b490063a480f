// The measures of a stride, named once. Everything that prints, sums up, exports or explains a measure goes
// through this catalogue, so a measure has one name, one unit and one definition everywhere.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace sacrum {

enum class Metric {
    stride_time,
    contact_time,
    cpd_peak,
    cpd_excursion,
    obliquity_rom,
    sway_ml,
    vertical_osc,
    step_time,
    flight_time,
    duty_factor,
    cadence,
    cpd_at_contact,
    cpd_midstance,
    cpd_time_to_peak,
    cpd_late_rise,
    tilt_rom,
    rotation_rom,
    sway_ml_centre,
};
constexpr std::size_t kMetricCount = 18;

struct MetricDefinition {
    Metric metric;
    std::string_view id;          // column and field name, unit included: cpd_peak_deg
    std::string_view name;        // for people: pelvic drop, peak
    std::string_view unit;        // as printed: °, mm, s, /min; empty for a ratio
    int decimals;                 // as printed
    std::string_view definition;  // one or two plain sentences
    std::string_view formula;
    std::string_view source;
    std::string_view known_error;
};

// All definitions in the order of the enumeration.
std::span<const MetricDefinition> metric_catalogue();
const MetricDefinition& definition_of(Metric metric);
std::optional<Metric> metric_by_id(std::string_view id);

// Absolute angles: a sensor that sits askew by a degree adds it on one side and takes it from the other.
constexpr bool carries_level(Metric metric) {
    return metric == Metric::cpd_peak || metric == Metric::cpd_at_contact || metric == Metric::cpd_midstance;
}

// One value per metric in the unit its id names; empty where the stride does not have it.
class MetricValues {
  public:
    std::optional<double>& operator[](Metric metric) { return values_[std::size_t(metric)]; }
    const std::optional<double>& operator[](Metric metric) const { return values_[std::size_t(metric)]; }

  private:
    std::array<std::optional<double>, kMetricCount> values_{};
};

}  // namespace sacrum
