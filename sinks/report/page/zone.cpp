#include "sinks/report/page/zone.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sinks/alerts/alert_measure.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/gait_message.hpp"
#include "sinks/report/page/page_words.hpp"

namespace sacrum::sinks {
namespace {

// Asymmetry of the drop is another thing than the drop.
bool speaks_of(const proto::AlertRule& rule, Metric metric) {
    return std::ranges::any_of(alert_measures(), [&](const AlertMeasureTraits& traits) {
        return traits.measure == rule.measure() && traits.metric == metric &&
               traits.measure != proto::DROP_ASYMMETRY;
    });
}

const proto::AlertRule* rule_of(const proto::Configuration& configuration, Metric metric,
                                std::optional<Side> side) {
    for (const auto& rule : configuration.feedback().rule()) {
        if (!speaks_of(rule, metric) || !(rule.has_low() || rule.has_high())) continue;
        if (!rule.has_side() || !side || rule.side() == to_message(side)) return &rule;
    }
    return nullptr;
}

std::string band_words(Metric metric, const proto::AlertRule& rule) {
    if (!rule.has_low()) return page_words::kBandUpTo + with_unit(metric, rule.high());
    if (!rule.has_high()) return page_words::kBandFrom + with_unit(metric, rule.low());
    return range_with_unit(metric, {rule.low(), rule.high()});
}

}  // namespace

bool has_band(const proto::Configuration& configuration, Metric metric) {
    return std::ranges::any_of(kBothSides, [&](Side side) { return rule_of(configuration, metric, side); });
}

std::string zone_words(const PageContent& content, Metric metric, std::optional<Side> side) {
    if (const auto* rule = rule_of(content.configuration, metric, side)) {
        int all = 0, inside = 0;
        for (const Stride& stride : content.session.strides) {
            const auto& value = stride.metrics[metric];
            if (!stride.is_valid() || !value || (side && stride.side != side)) continue;
            ++all;
            inside +=
                (!rule->has_low() || *value >= rule->low()) && (!rule->has_high() || *value <= rule->high());
        }
        if (all == 0) return "";
        return fmt::format(page_words::kStridesInBand, inside, all, band_words(metric, *rule));
    }
    for (const MeasureChange& change : content.changes) {
        if (change.metric != metric || change.side != side) continue;
        if (!change.is_judged()) return "";
        if (content.compared_with) {
            if (!change.is_more_than_chance()) return page_words::kNoChangeFromBaseline;
            return change.change() < 0.0 ? page_words::kLessThanUsual : page_words::kMoreThanUsual;
        }
        if (!change.is_more_than_chance()) return page_words::kNoChangeSinceLast;
        return change.change() < 0.0 ? page_words::kLessThanLast : page_words::kMoreThanLast;
    }
    return "";
}

}  // namespace sacrum::sinks
