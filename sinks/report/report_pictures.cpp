#include "sinks/report/report_pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "sinks/report/findings.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

constexpr Interval kNothing{std::numeric_limits<double>::infinity(),
                            -std::numeric_limits<double>::infinity()};
constexpr std::size_t kMostMarks = 300;     // per side; a page stays readable and small
constexpr std::size_t kMedianStrides = 11;  // of the running median: smooth, and still follows a minute

std::vector<PlotPoint> values_of(std::span<const Stride> strides, Side side, Metric metric) {
    std::vector<PlotPoint> points;
    for (const Stride& stride : strides) {
        const auto& value = stride.metrics[metric];
        if (stride.is_valid() && stride.side == side && value)
            points.push_back({in_seconds(stride.start), *value});
    }
    return points;
}

std::vector<PlotPoint> running_median(std::span<const PlotPoint> points) {
    std::vector<PlotPoint> medians;
    std::vector<double> window;
    const std::size_t step = std::max<std::size_t>(1, points.size() / kMostMarks);
    for (std::size_t i = 0; i < points.size(); i += step) {
        const std::size_t from = i - std::min(i, kMedianStrides / 2);
        const std::size_t to = std::min(points.size(), i + kMedianStrides / 2 + 1);
        window.clear();
        for (std::size_t k = from; k < to; ++k) window.push_back(points[k].y);
        const auto middle = window.begin() + std::ptrdiff_t(window.size() / 2);
        std::ranges::nth_element(window, middle);
        medians.push_back({points[i].x, *middle});
    }
    return medians;
}

// Drop is positive when the swing side is the lower one: obliquity in right stance, its negative in left
// stance.
double drop_sign(Side side) { return side == Side::right ? 1.0 : -1.0; }

struct SideCurve {
    std::vector<PlotPoint> mean, upper, lower;
};

SideCurve drop_curve(const Waveform& obliquity, Side side) {
    SideCurve curve;
    for (std::size_t i = 0; i < obliquity.mean.size(); ++i) {
        const double mean = drop_sign(side) * obliquity.mean[i];
        curve.mean.push_back({double(i), mean});
        curve.upper.push_back({double(i), mean + obliquity.sd[i]});
        curve.lower.push_back({double(i), mean - obliquity.sd[i]});
    }
    return curve;
}

const std::optional<MetricSummary>& summary_of(const SessionReport& report, Side side, Metric metric) {
    return report.sides[side].metrics[std::size_t(metric)];
}

}  // namespace

std::string over_session(std::span<const Stride> strides, Metric metric) {
    const MetricDefinition& measure = definition_of(metric);
    Interval x = kNothing;
    Interval y = kNothing;
    Sided<std::vector<PlotPoint>> points;
    for (const Side side : kBothSides) {
        points[side] = values_of(strides, side, metric);
        for (const PlotPoint& point : points[side]) {
            stretch(x, point.x);
            stretch(y, point.y);
        }
    }
    if (x.high < x.low) return "";
    const bool in_minutes = x.high - x.low > 180.0;
    const double per_unit = in_minutes ? 1.0 / 60.0 : 1.0;
    SvgPlot plot({.x = with_margin({x.low * per_unit, x.high * per_unit}, 0.03, 1.0),
                  .y = with_margin(y, 0.08, 4.0),
                  .x_label = in_minutes ? "time, min" : "time, s",
                  .y_label = fmt::format("{}, {}", measure.name, measure.unit)});
    for (const Side side : kBothSides) {
        auto& of_side = points[side];
        for (PlotPoint& point : of_side) point.x *= per_unit;
        const std::size_t step = (of_side.size() + kMostMarks - 1) / kMostMarks;
        for (std::size_t i = 0; i < of_side.size(); i += std::max<std::size_t>(1, step))
            plot.mark(of_side[i], side);
        if (of_side.size() >= kMedianStrides) plot.line(running_median(of_side), word(side));
    }
    return plot.finish(fmt::format("{} of {} left and {} right strides over the session", measure.name,
                                   points.left.size(), points.right.size()));
}

std::string drop_through_stride(const SessionReport& report) {
    Interval y = kNothing;
    Sided<SideCurve> curves;
    for (const Side side : kBothSides) {
        if (report.obliquity_deg[side].strides == 0) continue;
        curves[side] = drop_curve(report.obliquity_deg[side], side);
        for (const PlotPoint& point : curves[side].upper) stretch(y, point.y);
        for (const PlotPoint& point : curves[side].lower) stretch(y, point.y);
    }
    if (y.high < y.low) return "";
    stretch(y, 0.0);
    SvgPlot plot({.x = {0.0, 100.0},
                  .y = with_margin(y, 0.08, 4.0),
                  .x_label = "% of the stride, from this foot's contact to its next",
                  .y_label = "other side lower, °"});
    plot.level(0.0, "zero");
    for (const Side side : kBothSides) {
        if (curves[side].mean.empty()) continue;
        if (report.obliquity_deg[side].strides > 1)
            plot.band(curves[side].upper, curves[side].lower, word(side));
    }
    for (const Side side : kBothSides) {
        if (curves[side].mean.empty()) continue;
        plot.line(curves[side].mean, word(side));
        const auto& duty = summary_of(report, side, Metric::duty_factor);
        if (duty && duty->median > 0.0 && duty->median < 1.0) {
            plot.upright(100.0 * duty->median, fmt::format("faint {}", word(side)));
        }
        const std::size_t label_at = side == Side::left ? 8 : 16;
        plot.mark(curves[side].mean[label_at], side, 3.5);
    }
    return plot.finish("Pelvic drop angle through the stride, mean and one standard deviation per side");
}

std::string butterfly(const SessionReport& report) {
    Interval x = kNothing;
    Interval y = kNothing;
    Sided<std::vector<PlotPoint>> loops;
    for (const Side side : kBothSides) {
        const Waveform& sway = report.sway_left_mm[side];
        const Waveform& vertical = report.vertical_mm[side];
        if (sway.strides == 0 || vertical.strides == 0) continue;
        for (std::size_t i = 0; i < sway.mean.size(); ++i) {
            // Seen from behind: left is left, so the axis runs to the right.
            loops[side].push_back({-sway.mean[i], vertical.mean[i]});
            stretch(x, loops[side].back().x);
            stretch(y, loops[side].back().y);
        }
    }
    if (x.high < x.low) return "";
    SvgPlot plot({.x = with_margin(x, 0.12, 10.0),
                  .y = with_margin(y, 0.08, 10.0),
                  .x_label = "← left  ·  lateral, mm  ·  right →",
                  .y_label = "vertical, mm"});
    for (const Side side : kBothSides) {
        if (!loops[side].empty()) plot.line(loops[side], fmt::format("faint {}", word(side)));
    }
    for (const Side side : kBothSides) {
        if (loops[side].empty()) continue;
        // From this foot's contact to the other's, about half the stride.
        plot.line(std::span(loops[side]).first(loops[side].size() / 2 + 1), word(side));
        plot.mark(loops[side].front(), side, 4.0);
    }
    return plot.finish(
        "Path of the sensor in the frontal plane seen from behind, mean of the strides per side");
}

std::string left_against_right(const SessionReport& report) {
    struct Row {
        Metric metric;
        double y;
    };
    constexpr Row kRows[] = {{Metric::cpd_peak, 3.0}, {Metric::cpd_excursion, 1.0}};
    constexpr double kApart = 0.32;  // between the sides of a row
    Interval x = kNothing;
    for (const Row& row : kRows) {
        for (const Side side : kBothSides) {
            const auto& summary = summary_of(report, side, row.metric);
            if (!summary) continue;
            stretch(x, summary->ci95.low);
            stretch(x, summary->ci95.high);
            stretch(x, summary->median);
        }
    }
    if (x.high < x.low) return "";
    stretch(x, 0.0);
    Interval axis = with_margin(x, 0.04, 4.0);
    axis.high += 0.22 * (axis.high - axis.low);  // room for the figures beside the marks
    SvgPlot plot({.x = axis, .y = {0.0, 4.0}, .x_label = "degrees", .y_label = "", .has_y_ticks = false});
    plot.upright(0.0, "zero");
    for (const Row& row : kRows) {
        plot.text({axis.low, row.y + 0.68}, fmt::format(" {}", definition_of(row.metric).name), "strong");
        const std::string verdict = difference_words(report, row.metric);
        if (!verdict.empty()) plot.text({axis.low, row.y - 0.82}, fmt::format(" {}", verdict), "note");
        for (const Side side : kBothSides) {
            const auto& summary = summary_of(report, side, row.metric);
            if (!summary) continue;
            const double y = row.y + (side == Side::left ? kApart : -kApart);
            const std::vector<PlotPoint> bar{{summary->ci95.low, y}, {summary->ci95.high, y}};
            plot.line(bar, fmt::format("interval {}", word(side)));
            plot.mark({summary->median, y}, side, 4.5);
            plot.text({summary->ci95.high + 0.03 * (axis.high - axis.low), y - 0.07},
                      fmt::format("{} {}", letter(side), with_unit(row.metric, summary->median)), word(side));
        }
    }
    return plot.finish("Peak drop and drop excursion, left against right, with 95 % intervals of the median");
}

}  // namespace sacrum::sinks
