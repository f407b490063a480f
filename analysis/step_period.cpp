#include "analysis/step_period.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "analysis/statistics.hpp"

namespace sacrum::analysis {

namespace {

struct Repeat {
    double lag = 0.0;
    double likeness = 0.0;  // correlation over that at lag 0
};

double correlation_at(std::span<const double> signal, double mean, std::size_t lag) {
    const Eigen::Map<const Eigen::ArrayXd> x(signal.data(), Eigen::Index(signal.size()));
    const Eigen::Index rows = x.size() - Eigen::Index(lag);
    return ((x.head(rows) - mean) * (x.tail(rows) - mean)).mean();
}

// The first local maximum of the autocorrelation that is near the best one. Looked for among some of the
// rows, then placed among all of them.
std::optional<Repeat> first_repeat(std::span<const double> signal, double shortest, double longest) {
    constexpr double kNearBest = 0.8;
    // Steps are sought in a signal without what is faster than they are: a dozen rows a step are enough.
    constexpr std::size_t kMostRows = 512;
    const std::size_t stride =
        std::max(std::size_t(std::max(1.0, shortest / 12.0)), signal.size() / kMostRows + 1);
    const auto every = double(stride);
    const auto first = std::max<std::size_t>(2, std::size_t(std::max(0.0, shortest / every)));
    const auto last = std::size_t(std::max(0.0, std::ceil(longest / every)));
    if (last < first + 2 || signal.size() < 2 * last * stride) return std::nullopt;
    std::array<double, kMostRows> some{};
    const auto few = std::span(some).first(signal.size() / stride);
    for (std::size_t i = 0; i < few.size(); ++i) few[i] = signal[i * stride];
    const double mean = std::accumulate(few.begin(), few.end(), 0.0) / double(few.size());
    double before = correlation_at(few, mean, first - 1), here = correlation_at(few, mean, first), best = 0.0;
    std::optional<std::size_t> found;
    for (std::size_t lag = first; lag <= last; ++lag) {
        const double after = correlation_at(few, mean, lag + 1);
        if (here > before && here >= after && here > 0.0 && (!found || kNearBest * here > best)) {
            best = here;
            found = lag;
        }
        before = here;
        here = after;
    }
    if (!found) return std::nullopt;
    std::size_t lag = *found * stride;
    double at = correlation_at(signal, mean, lag);
    double left = correlation_at(signal, mean, lag - 1), right = correlation_at(signal, mean, lag + 1);
    for (; left > at && lag > 2; --lag) {
        right = at;
        at = left;
        left = correlation_at(signal, mean, lag - 2);
    }
    for (; right > at && lag + 2 < signal.size(); ++lag) {
        left = at;
        at = right;
        right = correlation_at(signal, mean, lag + 2);
    }
    return Repeat{double(lag) + parabola_vertex(left, at, right), at / correlation_at(signal, mean, 0)};
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
