// A small picture with two axes, as inline SVG. Coordinates are those of what is plotted; colours, dashes and
// fonts are the page's (classes left, right, faint, note). Points outside the axes are drawn on their edge.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/session.hpp"
#include "domain/side.hpp"

namespace sacrum::sinks {

struct PlotPoint {
    double x = 0.0;
    double y = 0.0;
};

struct PlotAxes {
    Interval x{};
    Interval y{};
    std::string x_label;
    std::string y_label;
    bool has_y_ticks = true;
};

class SvgPlot {
  public:
    explicit SvgPlot(PlotAxes axes);

    void line(std::span<const PlotPoint> points, std::string_view style);
    // Between two curves of equal length.
    void band(std::span<const PlotPoint> upper, std::span<const PlotPoint> lower, std::string_view style);
    // Left a circle, right a triangle.
    void mark(PlotPoint at, Side side, double radius = 2.2);
    void level(double y, std::string_view style);    // across the whole width
    void upright(double x, std::string_view style);  // over the whole height
    // `anchor`: start, middle or end.
    void text(PlotPoint at, std::string_view words, std::string_view style,
              std::string_view anchor = "start");

    // `description` is for those who cannot see it.
    [[nodiscard]] std::string finish(std::string_view description) const;

  private:
    [[nodiscard]] double across(double x) const;
    [[nodiscard]] double down(double y) const;
    [[nodiscard]] std::string path_of(std::span<const PlotPoint> points) const;
    [[nodiscard]] std::string frame() const;

    PlotAxes axes_;
    std::string body_;
};

// The range with a margin, never empty.
Interval with_margin(Interval range, double fraction, double at_least);
void stretch(Interval& range, double number);

// & < > " ' as entities.
std::string html_escaped(std::string_view text);

}  // namespace sacrum::sinks
