#include "sinks/alerts/alert_measure.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace sacrum::sinks {
namespace {

constexpr AlertMeasureTraits kMeasures[] = {
    {proto::PELVIC_DROP, "drop", "°", Metric::cpd_peak, true, true, 0.5},
    {proto::DROP_EXCURSION, "excursion", "°", Metric::cpd_excursion, true, true, 0.5},
    {proto::LATERAL_SWAY, "sway", " mm", Metric::sway_ml, false, true, 3.0},
    {proto::DROP_ASYMMETRY, "asymmetry", "°", Metric::cpd_peak, false, false, 0.5},
    {proto::CADENCE, "cadence", "/min", Metric::cadence, false, false, 1.0},
};

}  // namespace

std::span<const AlertMeasureTraits, kAlertMeasureCount> alert_measures() { return kMeasures; }

const AlertMeasureTraits& traits_of(proto::AlertMeasure measure) {
    assert(place_of(measure) < kAlertMeasureCount);
    return kMeasures[place_of(measure)];
}

const AlertMeasureTraits* measure_by_word(std::string_view word) {
    const auto* found = std::ranges::find(kMeasures, word, &AlertMeasureTraits::word);
    return found == std::end(kMeasures) ? nullptr : found;
}

bool concerns(proto::AlertMeasure measure, proto::Side side, const AlertSlot& slot) {
    if (measure != slot.measure) return false;
    if (!slot.side || side == proto::SIDE_NOT_KNOWN) return true;
    return side == (*slot.side == Side::left ? proto::LEFT : proto::RIGHT);
}

}  // namespace sacrum::sinks
