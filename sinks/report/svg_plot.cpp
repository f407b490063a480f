#include "sinks/report/svg_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sinks/export/decimal_text.hpp"

namespace sacrum::sinks {
namespace {

// In the units of the view box; the page scales it.
constexpr double kWidth = 420.0;
constexpr double kHeight = 250.0;
constexpr double kLeftMargin = 46.0;
constexpr double kRightMargin = 12.0;
constexpr double kTopMargin = 10.0;
constexpr double kBottomMargin = 38.0;
constexpr double kInnerWidth = kWidth - kLeftMargin - kRightMargin;
constexpr double kInnerHeight = kHeight - kTopMargin - kBottomMargin;
constexpr double kTicksWanted = 6.0;

struct Ticks {
    double first = 0.0;
    double step = 1.0;
    int count = 0;
    int decimals = 0;
};

// Steps of 1, 2 or 5 times a power of ten.
Ticks ticks_of(const Interval& range) {
    const double rough = (range.high - range.low) / kTicksWanted;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double ratio = rough / power;
    const double nice = ratio < 1.5 ? 1.0 : ratio < 3.5 ? 2.0 : ratio < 7.5 ? 5.0 : 10.0;
    Ticks ticks;
    ticks.step = nice * power;
    ticks.first = std::ceil(range.low / ticks.step - 1e-9) * ticks.step;
    ticks.count = int(std::floor((range.high - ticks.first) / ticks.step + 1e-9)) + 1;
    ticks.decimals = std::clamp(int(-std::floor(std::log10(ticks.step) + 1e-9)), 0, 6);
    return ticks;
}

std::string px(double number) { return decimal(number, 1); }

}  // namespace

void stretch(Interval& range, double number) {
    range.low = std::min(range.low, number);
    range.high = std::max(range.high, number);
}

Interval with_margin(Interval range, double fraction, double at_least) {
    const double missing = std::max(0.0, at_least - (range.high - range.low));
    const double margin = 0.5 * missing + fraction * (range.high - range.low);
    return {range.low - margin, range.high + margin};
}

std::string html_escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

SvgPlot::SvgPlot(PlotAxes axes) : axes_(std::move(axes)) {}

double SvgPlot::across(double x) const {
    const double share = (x - axes_.x.low) / (axes_.x.high - axes_.x.low);
    return kLeftMargin + kInnerWidth * std::clamp(share, 0.0, 1.0);
}

double SvgPlot::down(double y) const {
    const double share = (y - axes_.y.low) / (axes_.y.high - axes_.y.low);
    return kTopMargin + kInnerHeight * (1.0 - std::clamp(share, 0.0, 1.0));
}

std::string SvgPlot::path_of(std::span<const PlotPoint> points) const {
    std::string path;
    for (const PlotPoint& point : points)
        path += fmt::format("{},{} ", px(across(point.x)), px(down(point.y)));
    if (!path.empty()) path.pop_back();
    return path;
}

void SvgPlot::line(std::span<const PlotPoint> points, std::string_view style) {
    if (points.empty()) return;
    body_ += fmt::format("<polyline class=\"line {}\" points=\"{}\"/>\n", style, path_of(points));
}

void SvgPlot::band(std::span<const PlotPoint> upper, std::span<const PlotPoint> lower,
                   std::string_view style) {
    std::vector<PlotPoint> outline(upper.begin(), upper.end());
    outline.insert(outline.end(), lower.rbegin(), lower.rend());
    body_ += fmt::format("<polygon class=\"band {}\" points=\"{}\"/>\n", style, path_of(outline));
}

void SvgPlot::mark(PlotPoint at, Side side, double radius) {
    const double x = across(at.x);
    const double y = down(at.y);
    if (side == Side::left) {
        body_ += fmt::format("<circle class=\"mark left\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n", px(x), px(y),
                             px(radius));
        return;
    }
    const double r = 1.25 * radius;  // a triangle of the circle's area
    body_ += fmt::format("<path class=\"mark right\" d=\"M{} {}L{} {}L{} {}z\"/>\n", px(x), px(y - r),
                         px(x + r), px(y + r), px(x - r), px(y + r));
}

void SvgPlot::level(double y, std::string_view style) {
    const std::vector<PlotPoint> ends{{axes_.x.low, y}, {axes_.x.high, y}};
    line(ends, style);
}

void SvgPlot::upright(double x, std::string_view style) {
    const std::vector<PlotPoint> ends{{x, axes_.y.low}, {x, axes_.y.high}};
    line(ends, style);
}

void SvgPlot::text(PlotPoint at, std::string_view words, std::string_view style, std::string_view anchor) {
    body_ += fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", style,
                         px(across(at.x)), px(down(at.y)), anchor, html_escaped(words));
}

std::string SvgPlot::frame() const {
    std::string out;
    const Ticks xs = ticks_of(axes_.x);
    for (int i = 0; i < xs.count; ++i) {
        const double x = xs.first + i * xs.step;
        out += fmt::format("<line class=\"grid\" x1=\"{0}\" x2=\"{0}\" y1=\"{1}\" y2=\"{2}\"/>",
                           px(across(x)), px(kTopMargin), px(kTopMargin + kInnerHeight));
        out += fmt::format("<text class=\"tick\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                           px(across(x)), px(kTopMargin + kInnerHeight + 13.0), decimal(x, xs.decimals));
    }
    const Ticks ys = axes_.has_y_ticks ? ticks_of(axes_.y) : Ticks{};
    for (int i = 0; i < ys.count; ++i) {
        const double y = ys.first + i * ys.step;
        out += fmt::format("<line class=\"grid\" y1=\"{0}\" y2=\"{0}\" x1=\"{1}\" x2=\"{2}\"/>", px(down(y)),
                           px(kLeftMargin), px(kLeftMargin + kInnerWidth));
        out += fmt::format("<text class=\"tick\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n",
                           px(kLeftMargin - 5.0), px(down(y) + 3.5), decimal(y, ys.decimals));
    }
    out += fmt::format("<text class=\"axis\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                       px(kLeftMargin + 0.5 * kInnerWidth), px(kHeight - 7.0), html_escaped(axes_.x_label));
    out += fmt::format(
        "<text class=\"axis\" transform=\"translate(11 {}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n",
        px(kTopMargin + 0.5 * kInnerHeight), html_escaped(axes_.y_label));
    return out;
}

std::string SvgPlot::finish(std::string_view description) const {
    return fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n{}{}</svg>\n",
                       int(kWidth), int(kHeight), html_escaped(description), frame(), body_);
}

}  // namespace sacrum::sinks
