#include "analysis/step_period.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>

#include "analysis/statistics.hpp"

namespace sacrum::analysis {

namespace {

struct Repeat {
    double lag = 0.0;
    double likeness = 0.0;  // correlation over that at lag 0
};

// The first local maximum of the autocorrelation that is near the best one.
std::optional<Repeat> first_repeat(std::span<const double> signal, double shortest, double longest) {
    constexpr double kNearBest = 0.8;
    const auto first = std::max<std::size_t>(2, std::size_t(std::max(0.0, shortest)));
    const auto last = std::size_t(std::max(0.0, std::ceil(longest)));
    if (last < first + 2 || signal.size() < 2 * last) return std::nullopt;
    const Eigen::Map<const Eigen::ArrayXd> x(signal.data(), Eigen::Index(signal.size()));
    const double mean = x.mean();
    const auto correlation = [&](std::size_t lag) {
        const Eigen::Index rows = x.size() - Eigen::Index(lag);
        return ((x.head(rows) - mean) * (x.tail(rows) - mean)).mean();
    };
    double before = correlation(first - 1), here = correlation(first), best = 0.0;
    std::optional<double> period;
    for (std::size_t lag = first; lag <= last; ++lag) {
        const double after = correlation(lag + 1);
        if (here > before && here >= after && here > 0.0 && (!period || kNearBest * here > best)) {
            best = here;
            period = double(lag) + parabola_vertex(before, here, after);
        }
        before = here;
        here = after;
    }
    if (!period) return std::nullopt;
    return Repeat{*period, best / correlation(0)};
}

}  // namespace

std::optional<double> step_period(std::span<const double> signal, double shortest, double longest) {
    constexpr double kClearStride = 0.7;
    if (const auto step = first_repeat(signal, shortest, longest)) return step->lag;
    const auto stride = first_repeat(signal, 2.0 * shortest, 2.0 * longest);
    if (!stride || stride->likeness < kClearStride) return std::nullopt;
    return 0.5 * stride->lag;
}

}  // namespace sacrum::analysis
