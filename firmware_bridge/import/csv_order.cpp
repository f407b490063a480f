#include "firmware_bridge/import/csv_order.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace sacrum::firmware_bridge {
namespace {

template <class Rows>
void release_times_behind(Rows& rows, std::size_t index) {
    release_behind(rows.times, index);
    release_behind(rows.states, index);
}

// Counters of 8, 16 and 32 bits run over. The span follows from the largest value in the column: it must have
// come near the end of the span for a step back to be a run-over.
std::optional<double> find_wrap(const CsvRows& rows) {
    double largest = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        release_times_behind(rows, i);
        if (!rows.states[i].has_time) continue;
        const double time = rows.times[i];
        if (time < 0.0 || time != std::floor(time)) return std::nullopt;
        largest = std::max(largest, time);
    }
    for (const double span : {256.0, 65536.0, 4294967296.0}) {
        if (largest < span) return largest >= span * 0.875 ? std::optional(span) : std::nullopt;
    }
    return std::nullopt;
}

// From the last eighth of the span into its first eighth.
bool is_run_over(double before, double after, double span) {
    return before >= span * 0.875 && after < span * 0.125;
}

void unwrap(CsvRows& rows) {
    const auto span = find_wrap(rows);
    if (!span) return;
    double carried = 0.0;
    double before = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        release_times_behind(rows, i);
        if (!rows.states[i].has_time) continue;
        const double written = rows.times[i];
        if (is_run_over(before, written, *span)) carried += *span;
        // A late packet from before the run-over.
        const bool is_late = carried > 0.0 && is_run_over(written, before, *span);
        rows.times[i] = written + (is_late ? carried - *span : carried);
        if (!is_late) before = written;
    }
}

// A time far ahead of its neighbours on both sides is wrong itself, not all that follow.
bool is_lone_leap(const CsvRows& rows, std::size_t i, double last, double step) {
    constexpr double kFar = 10.0;  // steps
    return i + 1 < rows.size() && rows.states[i + 1].has_time && rows.times[i] - last > kFar * step &&
           rows.times[i + 1] < rows.times[i] && rows.times[i + 1] > last;
}

}  // namespace

TimeStep find_time_step(const CsvRows& rows) {
    constexpr std::size_t kEnough = 20000;  // steps, taken evenly from the whole file
    const std::size_t stride = std::max<std::size_t>(1, rows.size() / kEnough);
    constexpr std::size_t kReleased = 1 << 16U;
    std::vector<double> steps;
    std::size_t looked_at = 0;
    std::size_t zero = 0;
    for (std::size_t i = 1; i < rows.size(); i += stride) {
        if (i % kReleased < stride) release(std::span(rows.times).first(i));
        if (!rows.states[i].has_time || !rows.states[i - 1].has_time) continue;
        const double step = rows.times[i] - rows.times[i - 1];
        ++looked_at;
        if (step == 0.0) ++zero;
        if (step > 0.0) steps.push_back(step);
    }
    if (steps.empty()) return {};
    const auto middle = steps.begin() + std::ptrdiff_t(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return {.median = *middle, .zero_fraction = double(zero) / double(looked_at)};
}

DroppedRows put_in_order(CsvRows& rows, TimeStep step) {
    unwrap(rows);
    DroppedRows dropped;
    std::size_t kept = 0;
    std::uint32_t invalid_before = 0;
    std::optional<double> last;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        release_times_behind(rows, i);
        release_behind(rows.readings, i);
        const double time = rows.times[i];
        const CsvRows::State state = rows.states[i];
        if (!state.has_time) {
            ++dropped.invalid;
            ++invalid_before;
            continue;
        }
        if (last && time == *last) {
            ++dropped.duplicate;
            continue;
        }
        if (last && (time < *last || is_lone_leap(rows, i, *last, step.median))) {
            ++dropped.reversed;
            continue;
        }
        last = time;
        if (!state.is_valid) {
            ++dropped.invalid;
            ++invalid_before;
            continue;
        }
        if (kept != i) {
            rows.times[kept] = time;
            rows.readings[kept] = rows.readings[i];
            rows.states[kept] = state;
        }
        rows.states[kept].invalid_before = invalid_before;
        invalid_before = 0;
        ++kept;
    }
    rows.times.resize(kept);
    rows.readings.resize(kept);
    rows.states.resize(kept);
    return dropped;
}

}  // namespace sacrum::firmware_bridge
