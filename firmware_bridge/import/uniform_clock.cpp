#include "firmware_bridge/import/uniform_clock.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace sacrum::firmware_bridge {
namespace {

// Largest power of ten, not above the usual step, of which all entries are multiples.
double find_rounding(std::span<const double> column, double step) {
    constexpr std::size_t kEnough = 5000;
    const std::size_t stride = std::max<std::size_t>(1, column.size() / kEnough);
    const int coarsest = int(std::floor(std::log10(step * 1.000001)));
    for (int exponent = coarsest; exponent > coarsest - 9; --exponent) {
        const double scale = std::pow(10.0, -exponent);
        const bool fits = [&] {
            for (std::size_t i = 0; i < column.size(); i += stride) {
                const double scaled = column[i] * scale;
                const double tolerance =
                    1e-3 + 4.0 * std::numeric_limits<double>::epsilon() * std::abs(scaled);
                if (!(std::abs(scaled - std::round(scaled)) < tolerance)) return false;
            }
            return true;
        }();
        if (fits) return 1.0 / scale;
    }
    return 0.0;
}

// Mean of the steps that are one sample long.
double mean_single_step(std::span<const double> column, double step) {
    double sum = 0.0;
    std::int64_t count = 0;
    for (std::size_t i = 1; i < column.size(); ++i) {
        release_behind(column, i);
        const double taken = column[i] - column[i - 1];
        if (!(taken >= 0.5 * step && taken <= 1.5 * step)) continue;
        sum += taken;
        ++count;
    }
    return count > 0 ? sum / double(count) : step;
}

// Samples from each entry to the next, at least one; true when there were none in `steps`, or others.
bool count_steps(std::span<const double> column, double interval, LongVector<std::int64_t>& steps) {
    const bool is_first = steps.empty();
    bool has_changed = is_first;
    if (is_first) {
        steps.reserve(column.size());
        append(steps, std::int64_t{0});
    }
    for (std::size_t i = 1; i < column.size(); ++i) {
        release_behind(column, i);
        const double ratio = (column[i] - column[i - 1]) / interval;
        const std::int64_t count = ratio < 1.5 ? 1 : std::llround(ratio);
        if (is_first) {
            append(steps, count);
        } else {
            release_behind(steps, i);
            has_changed = has_changed || steps[i] != count;
            steps[i] = count;
        }
    }
    return has_changed;
}

// Least squares of the column over the sample's number.
double fitted_interval(std::span<const double> column, std::span<const std::int64_t> steps) {
    double sum_k = 0.0, sum_t = 0.0, sum_kk = 0.0, sum_kt = 0.0, k = 0.0;
    for (std::size_t i = 0; i < column.size(); ++i) {
        release_behind(column, i);
        release_behind(steps, i);
        k += double(steps[i]);
        const double t = column[i] - column[0];
        sum_k += k;
        sum_t += t;
        sum_kk += k * k;
        sum_kt += k * t;
    }
    const double n = double(column.size());
    return (n * sum_kt - sum_k * sum_t) / (n * sum_kk - sum_k * sum_k);
}

struct Span {
    double low = 0.0;
    double high = 0.0;
    [[nodiscard]] double width() const { return high - low; }
};

// Where the grid's first entry would have to be for each entry of the column, relative to the column's own
// first.
Span origins(std::span<const double> column, std::span<const std::int64_t> steps, double interval) {
    Span span;
    std::int64_t k = 0;
    for (std::size_t i = 0; i < column.size(); ++i) {
        release_behind(column, i);
        release_behind(steps, i);
        k += steps[i];
        const double origin = (column[i] - column[0]) - interval * double(k);
        span.low = std::min(span.low, origin);
        span.high = std::max(span.high, origin);
    }
    return span;
}

// Intervals worth trying besides the fitted one: what a person would call the rate, and what the column can
// write.
std::vector<double> round_intervals(const UniformClock& clock, double fitted, std::optional<double> known) {
    std::vector<double> intervals;
    if (known) intervals.push_back(*known);
    if (clock.rounding > 0.0) intervals.push_back(std::round(fitted / clock.rounding) * clock.rounding);
    // Whole rates, whatever the column's unit: s, ms, us or ns.
    for (const double second : {1.0, 1e3, 1e6, 1e9}) {
        const double rate = second / fitted;
        if (rate < 4.0 || rate > 20000.0) continue;
        intervals.push_back(second / std::round(rate));
    }
    return intervals;
}

void set_grid(std::span<const double> column, Span span, UniformClock& clock) {
    const double half = 0.5 * clock.rounding;
    const double low = span.high - half;
    const double high = span.low + half;
    const double origin = low <= high ? std::clamp(0.0, low, high) : 0.5 * (low + high);
    std::int64_t k = 0;
    clock.times.clear();
    clock.times.reserve(column.size());
    for (std::size_t i = 0; i < column.size(); ++i) {
        release_behind(column, i);
        release_behind(clock.steps, i);
        k += clock.steps[i];
        const double even = column[0] + (origin + clock.interval * double(k));
        append(clock.times, std::clamp(even, column[i] - half, column[i] + half));
    }
    clock.is_even = true;
    clock.is_changed = span.width() > 1e-3 * clock.rounding;
    if (!clock.is_changed) refill(clock.times, column);
}

bool is_increasing(std::span<const double> times) {
    double before = -std::numeric_limits<double>::infinity();
    for (const double time : passing(times)) {
        if (!(before < time)) return false;
        before = time;
    }
    return true;
}

// A straight line through the neighbours of each entry within one run without gaps, for clocks whose rate
// wanders slowly. Returns the largest distance from the column.
double smooth_run(std::span<const double> column, std::size_t begin, std::size_t end,
                  LongVector<double>& times) {
    constexpr std::size_t kReach = 100;  // entries to each side
    double worst = 0.0;
    std::size_t from = begin, to = begin;
    double n = 0.0, sum_t = 0.0, sum_kt = 0.0;
    for (std::size_t i = begin; i < end; ++i) {
        release_behind(column, i);
        release_behind(times, i);
        for (; to < std::min(end, i + kReach + 1); ++to) {
            n += 1.0;
            sum_t += column[to] - column[begin];
            sum_kt += double(to - begin) * (column[to] - column[begin]);
        }
        for (; from + kReach < i; ++from) {
            n -= 1.0;
            sum_t -= column[from] - column[begin];
            sum_kt -= double(from - begin) * (column[from] - column[begin]);
        }
        const double middle = 0.5 * double((from - begin) + (to - 1 - begin));
        const double spread = n * (n * n - 1.0) / 12.0;
        const double slope = spread > 0.0 ? (sum_kt - middle * sum_t) / spread : 0.0;
        times[i] = column[begin] + sum_t / n + slope * (double(i - begin) - middle);
        worst = std::max(worst, std::abs(times[i] - column[i]));
    }
    return worst;
}

void smooth_or_keep(std::span<const double> column, UniformClock& clock) {
    refill(clock.times, column);
    double worst = 0.0;
    for (std::size_t begin = 0; begin < column.size();) {
        std::size_t end = begin + 1;
        while (end < column.size() && clock.steps[end] == 1) ++end;
        worst = std::max(worst, smooth_run(column, begin, end, clock.times));
        begin = end;
    }
    clock.jitter = worst;
    const double half = 0.5 * clock.rounding;
    for (std::size_t i = 0; i < column.size(); ++i) {
        release_behind(column, i);
        release_behind(clock.times, i);
        clock.times[i] = std::clamp(clock.times[i], column[i] - half, column[i] + half);
    }
    clock.is_changed = worst <= 0.65 * clock.rounding && is_increasing(clock.times);
    if (!clock.is_changed) refill(clock.times, column);
}

}  // namespace

UniformClock find_uniform_clock(std::span<const double> column, double step,
                                std::optional<double> known_interval) {
    UniformClock clock;
    clock.rounding = find_rounding(column, step);
    double fitted = mean_single_step(column, step);
    bool has_changed = count_steps(column, fitted, clock.steps);
    for (int pass = 0; pass < 2 && has_changed; ++pass) {
        const double refined = fitted_interval(column, clock.steps);
        if (refined > 0.5 * fitted && refined < 2.0 * fitted) fitted = refined;
        has_changed = count_steps(column, fitted, clock.steps);
    }

    const double noise =
        1e-3 * clock.rounding + 8.0 * std::numeric_limits<double>::epsilon() * std::abs(column.back());
    for (const double interval : round_intervals(clock, fitted, known_interval)) {
        if (!(std::abs(interval - fitted) < 0.1 * fitted)) continue;
        const Span span = origins(column, clock.steps, interval);
        if (span.width() > clock.rounding + noise) continue;
        clock.interval = interval;
        set_grid(column, span, clock);
        return clock;
    }
    clock.interval = fitted;
    const Span span = origins(column, clock.steps, fitted);
    // The fitted interval is off by about rounding / entries^1.5, which its length turns into this much.
    const double slack = 4.0 * clock.rounding / std::sqrt(double(column.size()));
    if (span.width() <= clock.rounding + slack + noise) {
        set_grid(column, span, clock);
        if (is_increasing(clock.times)) return clock;
        clock.is_even = false;
    }
    smooth_or_keep(column, clock);
    return clock;
}

}  // namespace sacrum::firmware_bridge
