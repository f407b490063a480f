#include "firmware_bridge/import/csv_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_clock_refusal.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr double kSlowest = 5.0;      // Hz; below, a step of gait is not resolved
constexpr double kFastest = 10000.0;  // Hz

constexpr double seconds_in(TimeUnit unit) {
    switch (unit) {
        case TimeUnit::ms: return 1e-3;
        case TimeUnit::tenth_ms: return 1e-4;
        case TimeUnit::us: return 1e-6;
        case TimeUnit::ns: return 1e-9;
        case TimeUnit::s:
        case TimeUnit::counter: break;
    }
    return 1.0;
}

bool is_plausible_rate(double hz) { return hz >= kSlowest && hz <= kFastest; }

// Guesses are narrower than what a person may declare: only then no two units fit.
std::optional<TimeUnit> likely_unit(double step) {
    for (const TimeUnit unit : {TimeUnit::s, TimeUnit::ms, TimeUnit::us, TimeUnit::ns}) {
        const double hz = 1.0 / (step * seconds_in(unit));
        if (hz >= kSlowest && hz <= 2500.0) return unit;
    }
    return std::nullopt;
}

struct StatedRate {
    double hz = 0.0;
    std::string line;  // of the preamble
};

// "// Update Rate: 100.0Hz"
std::optional<StatedRate> rate_in_preamble(std::span<const std::string> preamble) {
    for (const std::string& words : preamble) {
        const std::string_view line = words;
        const std::string plain = letters_and_digits(line);
        const auto found = plain.find("rate") != std::string::npos ? line.find_first_of("0123456789")
                                                                   : std::string_view::npos;
        if (found == std::string_view::npos || plain.find("baud") != std::string::npos) continue;
        std::string_view digits = line.substr(found);
        digits = digits.substr(0, digits.find_first_not_of("0123456789."));
        const auto hz = number(digits, false);
        if (hz && is_plausible_rate(*hz)) return StatedRate{*hz, quotable(trimmed(line))};
    }
    return std::nullopt;
}

Result<TimeUnit> find_unit(double step, bool has_rate, const CsvColumns& columns, const CsvParams& params,
                           std::vector<std::string>& assumptions) {
    auto stated = params.time_unit ? params.time_unit : columns.time_unit;
    if (columns.is_sample_time_fine && !params.time_unit) {
        // DOT: µs, at most 120 Hz. MT: ticks of 0.1 ms, at least 5 Hz. Their steps do not overlap.
        stated = step < 5000.0 ? TimeUnit::tenth_ms : TimeUnit::us;
        assumptions.push_back(fmt::format("column {} taken as ticks of {}, as {} writes them",
                                          columns.time_name, step < 5000.0 ? "0.1 ms" : "1 us",
                                          step < 5000.0 ? "MT software" : "a DOT"));
    }
    const auto likely = likely_unit(step);
    if (stated && *stated != TimeUnit::counter) {
        const double hz = 1.0 / (step * seconds_in(*stated));
        if (is_plausible_rate(hz)) return *stated;
        return fail(ErrorKind::input,
                    fmt::format("column {} steps by {:.6g}, which is {:.3g} Hz in {}{}; declare its unit{}",
                                columns.time_name, step, hz, word(*stated),
                                likely ? fmt::format(" but looks like {}", word(*likely)) : "",
                                params.time_unit ? " or leave the declaration out" : ""));
    }
    if (stated) return *stated;
    if (step == 1.0 && has_rate) {
        assumptions.push_back(
            fmt::format("column {} taken as a packet counter (it steps by 1)", columns.time_name));
        return TimeUnit::counter;
    }
    if (step == 1.0) {
        return fail(
            ErrorKind::input,
            fmt::format(
                "column {} steps by 1, which may be a packet counter or milliseconds at 1000 Hz; give the "
                "sample rate, or declare its unit",
                columns.time_name));
    }
    if (!likely) {
        return fail(ErrorKind::input,
                    fmt::format("column {} steps by {:.6g}, which is no sample interval in s, ms, us or ns; "
                                "declare its unit, or leave it out and give the sample rate",
                                columns.time_name, step));
    }
    assumptions.push_back(fmt::format("column {} taken as {} (its usual step of {:.6g} is then {:.4g} Hz)",
                                      columns.time_name, word(*likely), step,
                                      1.0 / (step * seconds_in(*likely))));
    return *likely;
}

void note_clock(const CsvClock& clock, const CsvColumns& columns, std::vector<std::string>& assumptions) {
    const double interval_ms = 1e3 * clock.interval_s();
    const double rounding_ms = 1e3 * clock.uniform.rounding * clock.seconds_per_tick;
    if (clock.uniform.is_changed) {
        assumptions.push_back(fmt::format(
            "column {} is rounded to {:.3g} ms; samples put on the clock behind it, one every {:.6g} ms",
            columns.time_name, rounding_ms, interval_ms));
    } else if (!clock.uniform.is_even) {
        assumptions.push_back(
            fmt::format("column {} is not even (up to {:.3g} ms off); its times are used as written",
                        columns.time_name, 1e3 * clock.uniform.jitter * clock.seconds_per_tick));
    }
}

}  // namespace

Result<CsvClock> find_clock(CsvRows& parsed, std::span<const std::string> preamble, const CsvColumns& columns,
                            const CsvParams& params) {
    CsvClock clock;
    const std::size_t rows = parsed.size();
    const TimeStep step = find_time_step(parsed);
    if (const auto refusal = refuse_unreadable(parsed, columns, step))
        return fail(ErrorKind::input, *refusal);

    TimeUnit unit = TimeUnit::counter;
    std::optional<double> rate_hz;
    if (params.rate) rate_hz = params.rate->si();
    if (rate_hz && !is_plausible_rate(*rate_hz)) {
        return fail(
            ErrorKind::usage,
            fmt::format("a sample rate of {:.4g} Hz cannot be used; give one from 5 to 10000 Hz", *rate_hz));
    }
    if (columns.time) {
        const auto stated = rate_hz ? std::nullopt : rate_in_preamble(preamble);
        const auto found = find_unit(step.median, rate_hz || stated, columns, params, clock.assumptions);
        if (!found) return tl::unexpected(found.error());
        unit = *found;
        if (unit == TimeUnit::counter && stated) {
            rate_hz = stated->hz;
            clock.assumptions.push_back(
                fmt::format("sample rate taken as {:.6g} Hz (line \"{}\")", stated->hz, stated->line));
        }
        if (unit == TimeUnit::counter && !rate_hz) {
            return fail(
                ErrorKind::input,
                fmt::format("column {} counts samples and says nothing of seconds; give the sample rate",
                            columns.time_name));
        }
    }
    const bool is_counted = unit == TimeUnit::counter;
    clock.seconds_per_tick = is_counted ? 1.0 / (*rate_hz * step.median) : seconds_in(unit);

    clock.dropped = put_in_order(parsed, step);
    if (clock.dropped.all() * 2 > std::int64_t(rows)) {
        return fail(ErrorKind::input, fmt::format("{} of {} rows cannot be used ({} not a number, {} "
                                                  "repeated, {} back in time); export the file again",
                                                  clock.dropped.all(), rows, clock.dropped.invalid,
                                                  clock.dropped.duplicate, clock.dropped.reversed));
    }
    if (parsed.size() < 2) return fail(ErrorKind::input, "fewer than 2 usable rows; record at least 1 s");

    const std::span<const double> column = parsed.times;
    if (const auto refusal = refuse_range(clock, column, columns.time_name))
        return fail(ErrorKind::input, *refusal);
    std::optional<double> known;
    if (is_counted) known = step.median;
    if (!is_counted && rate_hz) known = 1.0 / (*rate_hz * clock.seconds_per_tick);
    clock.uniform = find_uniform_clock(column, step.median, known);

    if (const auto refusal = refuse_unsteady(clock, column, columns.time_name))
        return fail(ErrorKind::input, *refusal);
    if (!is_counted && rate_hz && std::abs(clock.interval_s() * *rate_hz - 1.0) > 0.02) {
        return fail(ErrorKind::input, fmt::format("column {} runs at {:.4g} Hz, but the sample rate is "
                                                  "declared as {:.4g} Hz; leave the rate out, or "
                                                  "leave the column out (time=none)",
                                                  columns.time_name, 1.0 / clock.interval_s(), *rate_hz));
    }
    if (double(column.size()) * clock.interval_s() < 1.0) {
        return fail(
            ErrorKind::input,
            fmt::format("only {:.2g} s of samples ({} at {:.4g} Hz); record at least 1 s",
                        double(column.size()) * clock.interval_s(), column.size(), 1.0 / clock.interval_s()));
    }
    if (columns.time) note_clock(clock, columns, clock.assumptions);
    return clock;
}

}  // namespace sacrum::firmware_bridge
