#include "analysis/session_summary.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/measurement_error.hpp"
#include "analysis/statistics.hpp"
#include "domain/normal_quantile.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kNormalFromMad = 1.4826;  // SD of a normal distribution / its median absolute deviation
constexpr double kMedianFromMeanError =
    1.2533;  // standard error of the median / that of the mean, sqrt(pi / 2)

// Two-sided 95 % quantile of Student's t (Hill's expansion of the normal quantile; within 1 % from 3 degrees
// of freedom).
double t_quantile(double degrees) {
    constexpr double z = kNormal95;
    if (degrees < 1.5) return 12.706;
    if (degrees < 2.5) return 4.303;
    const double g1 = (std::pow(z, 3) + z) / 4.0;
    const double g2 = (5.0 * std::pow(z, 5) + 16.0 * std::pow(z, 3) + 3.0 * z) / 96.0;
    const double g3 =
        (3.0 * std::pow(z, 7) + 19.0 * std::pow(z, 5) + 17.0 * std::pow(z, 3) - 15.0 * z) / 384.0;
    return z + g1 / degrees + g2 / (degrees * degrees) + g3 / (degrees * degrees * degrees);
}

double median_of(std::span<const double> values) {
    std::vector<double> copy(values.begin(), values.end());
    return median_in_place(copy);
}

double spread_of(std::span<const double> values, double median) {
    std::vector<double> off;
    off.reserve(values.size());
    for (const double value : values) off.push_back(std::abs(value - median));
    return kNormalFromMad * median_in_place(off);
}

// Strides that count after the likeness of neighbours, from the lag-one correlation of a first-order process.
double effective_count(std::span<const double> values, double median, double spread) {
    const double n = double(values.size());
    if (values.size() < 8 || !(spread > 0.0)) return n;
    double product = 0.0, square = 0.0;
    const auto limited = [&](double value) {
        return std::clamp(value - median, -3.0 * spread, 3.0 * spread);
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
        square += limited(values[i]) * limited(values[i]);
        if (i > 0) product += limited(values[i]) * limited(values[i - 1]);
    }
    const double likeness = std::clamp(product / std::max(1e-12, square), 0.0, 0.95);
    return std::max(2.0, n * (1.0 - likeness) / (1.0 + likeness));
}

struct Series {
    std::vector<double> times_s;
    std::vector<double> values;
};

Series series_of(std::span<const Stride> strides, Metric metric, std::optional<Side> side) {
    Series series;
    for (const Stride& stride : strides) {
        if (!stride.is_valid() || (side && stride.side != side) || !stride.metrics[metric]) continue;
        series.times_s.push_back(in_seconds(stride.start));
        series.values.push_back(*stride.metrics[metric]);
    }
    return series;
}

void set_error(MetricSummary& summary, double standard_error) {
    summary.standard_error = standard_error;
    summary.ci95 = {summary.median - kNormal95 * standard_error, summary.median + kNormal95 * standard_error};
}

// Sampling counts as far as strides of the session are not in the median (finite population).
double session_error(const MetricSummary& metric, Metric id, const SideSummary& side,
                     const SessionReport& report) {
    const double all = double(side.strides_used + side.strides_rejected);
    const double unseen = 1.0 - double(metric.strides) / std::max(1.0, all);
    return std::hypot(measurement_error(id, side, report),
                      wandering(id) * metric.sampling_error * std::sqrt(std::max(0.0, unseen)));
}

// Medians, still without the error of sensor and method.
SideSummary summarise_side(std::span<const Stride> strides, std::optional<Side> side) {
    SideSummary summary;
    for (const Stride& stride : strides) {
        if (side && stride.side != side) continue;
        (stride.is_valid() ? summary.strides_used : summary.strides_rejected) += 1;
        for (const StrideFlaw flaw : kStrideFlaws)
            summary.rejected_for[std::size_t(flaw)] += stride.flaws.has(flaw);
    }
    for (const MetricDefinition& definition : metric_catalogue()) {
        const auto index = std::size_t(definition.metric);
        const Series series = series_of(strides, definition.metric, side);
        if (series.values.empty()) continue;
        summary.metrics[index] = summarise_values(series.values);
        summary.drift[index] = drift_over_time(series.times_s, series.values);
    }
    return summary;
}

void add_errors(SideSummary& side, const SessionReport& report) {
    for (std::size_t i = 0; i < kMetricCount; ++i) {
        if (!side.metrics[i]) continue;
        MetricSummary& metric = *side.metrics[i];
        set_error(metric, session_error(metric, Metric(i), side, report));
        metric.minimal_detectable_change = minimal_detectable_change(Metric(i), report);
    }
}

}  // namespace

MetricSummary summarise_values(std::span<const double> values) {
    MetricSummary summary;
    summary.strides = std::int64_t(values.size());
    summary.median = median_of(values);
    summary.spread = spread_of(values, summary.median);
    const double count = effective_count(values, summary.median, summary.spread);
    summary.sampling_error = kMedianFromMeanError * summary.spread / std::sqrt(count);
    // A normal quantile of a wider error, so that few strides widen the interval as Student's t does.
    summary.sampling_error *= t_quantile(std::max(1.0, count - 1.0)) / kNormal95;
    set_error(summary, summary.sampling_error);
    return summary;
}

std::optional<Drift> drift_over_time(std::span<const double> times_s, std::span<const double> values) {
    constexpr std::size_t kFewest = 20;
    constexpr double kShortest = 120.0;  // s
    constexpr std::size_t kMostBins = 200;
    if (values.size() < kFewest || times_s.back() - times_s.front() < kShortest) return std::nullopt;

    // Medians of neighbouring strides, so that an hour needs no more pairs than a few minutes.
    const std::size_t per_bin = (values.size() + kMostBins - 1) / kMostBins;
    std::vector<double> t, y;
    for (std::size_t i = 0; i + per_bin <= values.size(); i += per_bin) {
        t.push_back(median_of(times_s.subspan(i, per_bin)));
        y.push_back(median_of(values.subspan(i, per_bin)));
    }
    std::vector<double> slopes;
    slopes.reserve(t.size() * (t.size() - 1) / 2);
    for (std::size_t i = 0; i < t.size(); ++i) {
        for (std::size_t k = i + 1; k < t.size(); ++k) {
            if (t[k] > t[i]) slopes.push_back((y[k] - y[i]) / (t[k] - t[i]));
        }
    }
    if (slopes.empty()) return std::nullopt;
    const double median_slope = median_in_place(slopes);
    // Smaller ones lie before the middle now, larger ones behind it.
    const auto at_rank = [&](double rank) {
        const auto middle = slopes.begin() + std::ptrdiff_t(slopes.size() / 2);
        const auto place =
            slopes.begin() + std::ptrdiff_t(std::clamp(rank, 0.0, double(slopes.size()) - 1.0));
        std::nth_element(place < middle ? slopes.begin() : middle, place,
                         place < middle ? middle : slopes.end());
        return *place;
    };

    // Sen 1968: the interval's ranks follow from the variance of Kendall's S; widened for the likeness of
    // neighbours.
    std::vector<double> residuals;
    for (std::size_t i = 0; i < t.size(); ++i) residuals.push_back(y[i] - median_slope * t[i]);
    const double level = median_of(residuals);
    const double spread = spread_of(residuals, level);
    const double n = double(t.size());
    const double inflation = n / effective_count(residuals, level, spread);
    const double variance = n * (n - 1.0) * (2.0 * n + 5.0) / 18.0 * inflation;
    const double reach = kNormal95 * std::sqrt(variance);
    const double pairs = double(slopes.size());
    constexpr double kTenMinutes = 600.0;
    return Drift{median_slope * kTenMinutes,
                 {at_rank(std::floor(0.5 * (pairs - reach))) * kTenMinutes,
                  at_rank(std::ceil(0.5 * (pairs + reach))) * kTenMinutes}};
}

void summarise_strides(std::span<const Stride> strides, SessionReport& report) {
    for (const Side side : kBothSides) report.sides[side] = summarise_side(strides, side);
    report.both = summarise_side(strides, std::nullopt);
    for (SideSummary* side : {&report.sides.left, &report.sides.right, &report.both})
        add_errors(*side, report);
    for (std::size_t i = 0; i < kMetricCount; ++i) {
        const auto& left = report.sides.left.metrics[i];
        const auto& right = report.sides.right.metrics[i];
        if (!left || !right) continue;
        const double difference = right->median - left->median;
        const double method = difference_error(Metric(i), report);
        const double half =
            kNormal95 * std::hypot(method, std::hypot(left->sampling_error, right->sampling_error));
        report.differences[i] = Difference{difference, {difference - half, difference + half}};
    }
}

}  // namespace sacrum::analysis
