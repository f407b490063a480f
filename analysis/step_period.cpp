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

template <class Rows>
double correlation_at(const Rows& x, double mean, std::size_t lag) {
    const Eigen::Index rows = x.size() - Eigen::Index(lag);
    return ((x.head(rows) - mean) * (x.tail(rows) - mean)).mean();
}

// The first local maximum of the autocorrelation that is near the best one. Looked for in every `stride`-th
// row, then placed among all of them.
std::optional<Repeat> first_repeat(std::span<const double> signal, double shortest, double longest,
                                   std::size_t stride) {
    constexpr double kNearBest = 0.8;
    const auto every = double(stride);
    const auto first = std::max<std::size_t>(2, std::size_t(std::max(0.0, shortest / every)));
    const auto last = std::size_t(std::max(0.0, std::ceil(longest / every)));
    if (last < first + 2 || signal.size() < 2 * last * stride) return std::nullopt;
    const Eigen::Map<const Eigen::ArrayXd, 0, Eigen::InnerStride<>> few(
        signal.data(), Eigen::Index(signal.size() / stride), Eigen::InnerStride<>(Eigen::Index(stride)));
    const double mean = few.mean();
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
    const Eigen::Map<const Eigen::ArrayXd> all(signal.data(), Eigen::Index(signal.size()));
    std::size_t lag = *found * stride;
    double at = correlation_at(all, mean, lag);
    double left = correlation_at(all, mean, lag - 1), right = correlation_at(all, mean, lag + 1);
    for (; left > at && lag > 2; --lag) {
        right = at;
        at = left;
        left = correlation_at(all, mean, lag - 2);
    }
    for (; right > at && lag + 2 < signal.size(); ++lag) {
        left = at;
        at = right;
        right = correlation_at(all, mean, lag + 2);
    }
    return Repeat{double(lag) + parabola_vertex(left, at, right), at / correlation_at(all, mean, 0)};
}

}  // namespace

std::optional<double> step_period(std::span<const double> signal, double shortest, double longest) {
    constexpr double kClearStride = 0.7;
    // Steps are sought in a signal without what is faster than they are: a dozen rows a step are enough.
    const auto stride = std::max<std::size_t>(1, std::size_t(shortest / 12.0));
    if (const auto step = first_repeat(signal, shortest, longest, stride)) return step->lag;
    const auto two_steps = first_repeat(signal, 2.0 * shortest, 2.0 * longest, stride);
    if (!two_steps || two_steps->likeness < kClearStride) return std::nullopt;
    return 0.5 * two_steps->lag;
}

}  // namespace sacrum::analysis
