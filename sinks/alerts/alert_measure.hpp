// The measures of which alerts speak: their words, whether they have a side, and what a rule assumes where it
// does not say. Each measure and side is watched by itself, in a slot of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include "domain/metric.hpp"
#include "domain/side.hpp"
#include "proto/action.pb.h"

namespace sacrum::sinks {

struct AlertMeasureTraits {
    proto::AlertMeasure measure;
    std::string_view word;  // as typed and as sent
    std::string_view unit;  // as printed
    Metric metric;          // of a stride
    bool has_side;          // false: strides of both sides count alike
    bool less_is_well;      // below what is usual for a person is said, never signalled
    double hysteresis;      // in its unit
};

constexpr std::size_t kAlertMeasureCount = 5;
// In the order of the enumeration.
std::span<const AlertMeasureTraits, kAlertMeasureCount> alert_measures();
constexpr std::size_t place_of(proto::AlertMeasure measure) { return std::size_t(measure) - 1; }
// Of a measure that is known.
const AlertMeasureTraits& traits_of(proto::AlertMeasure measure);
const AlertMeasureTraits* measure_by_word(std::string_view word);

struct AlertSlot {
    proto::AlertMeasure measure;
    std::optional<Side> side;  // empty: of both
};
constexpr AlertSlot kAlertSlots[] = {{proto::PELVIC_DROP, Side::left},
                                     {proto::PELVIC_DROP, Side::right},
                                     {proto::DROP_EXCURSION, Side::left},
                                     {proto::DROP_EXCURSION, Side::right},
                                     {proto::LATERAL_SWAY, {}},
                                     {proto::DROP_ASYMMETRY, {}},
                                     {proto::CADENCE, {}}};
constexpr std::size_t kAlertSlotCount = std::size(kAlertSlots);

// Whether a rule or band for this measure and side is meant for the slot. A side that is not known means
// both; of a measure without sides every side is meant.
bool concerns(proto::AlertMeasure measure, proto::Side side, const AlertSlot& slot);

// Of a rule that does not say.
constexpr std::uint32_t kOverStrides = 5;       // the fewest whose median shrugs off two odd strides
constexpr std::uint32_t kMostOverStrides = 64;  // of one median
constexpr double kDwellSeconds = 3.0;
constexpr double kRefractorySeconds = 10.0;

}  // namespace sacrum::sinks
