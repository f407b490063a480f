#include "firmware_bridge/import/csv_order.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace sacrum::firmware_bridge {
namespace {

// Counters of 8, 16 and 32 bits run over. The span follows from the largest value in the column: it must have
// come near the end of the span for a step back to be a run-over.
std::optional<double> find_wrap(std::span<const CsvRow> rows) {
    double largest = 0.0;
    for (const CsvRow& row : passing(rows)) {
        if (!row.has_time) continue;
        if (row.time < 0.0 || row.time != std::floor(row.time)) return std::nullopt;
        largest = std::max(largest, row.time);
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

void unwrap(LongVector<CsvRow>& rows) {
    const auto span = find_wrap(rows);
    if (!span) return;
    double carried = 0.0;
    double before = 0.0;
    for (CsvRow& row : passing(rows)) {
        if (!row.has_time) continue;
        const double written = row.time;
        if (is_run_over(before, written, *span)) carried += *span;
        // A late packet from before the run-over.
        const bool is_late = carried > 0.0 && is_run_over(written, before, *span);
        row.time = written + (is_late ? carried - *span : carried);
        if (!is_late) before = written;
    }
}

// A time far ahead of its neighbours on both sides is wrong itself, not all that follow.
bool is_lone_leap(const CsvRow& row, const CsvRow* next, double last, double step) {
    constexpr double kFar = 10.0;  // steps
    return next != nullptr && next->has_time && row.time - last > kFar * step && next->time < row.time &&
           next->time > last;
}

}  // namespace

TimeStep find_time_step(std::span<const CsvRow> rows) {
    constexpr std::size_t kEnough = 20000;  // steps, taken evenly from the whole file
    const std::size_t stride = std::max<std::size_t>(1, rows.size() / kEnough);
    constexpr std::size_t kReleased = 1 << 16U;
    std::vector<double> steps;
    std::size_t looked_at = 0;
    std::size_t zero = 0;
    for (std::size_t i = 1; i < rows.size(); i += stride) {
        if (i % kReleased < stride) release(rows.first(i));
        if (!rows[i].has_time || !rows[i - 1].has_time) continue;
        const double step = rows[i].time - rows[i - 1].time;
        ++looked_at;
        if (step == 0.0) ++zero;
        if (step > 0.0) steps.push_back(step);
    }
    if (steps.empty()) return {};
    const auto middle = steps.begin() + std::ptrdiff_t(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return {.median = *middle, .zero_fraction = double(zero) / double(looked_at)};
}

DroppedRows put_in_order(LongVector<CsvRow>& rows, TimeStep step) {
    unwrap(rows);
    DroppedRows dropped;
    std::size_t kept = 0;
    std::uint32_t invalid_before = 0;
    std::optional<double> last;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        release_behind(rows, i);
        const CsvRow& row = rows[i];
        if (!row.has_time) {
            ++dropped.invalid;
            ++invalid_before;
            continue;
        }
        const CsvRow* const next = i + 1 < rows.size() ? &rows[i + 1] : nullptr;
        if (last && row.time == *last) {
            ++dropped.duplicate;
            continue;
        }
        if (last && (row.time < *last || is_lone_leap(row, next, *last, step.median))) {
            ++dropped.reversed;
            continue;
        }
        last = row.time;
        if (!row.is_valid) {
            ++dropped.invalid;
            ++invalid_before;
            continue;
        }
        if (kept != i) rows[kept] = row;
        rows[kept].invalid_before = invalid_before;
        invalid_before = 0;
        ++kept;
    }
    rows.resize(kept);
    return dropped;
}

}  // namespace sacrum::firmware_bridge
