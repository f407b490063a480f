#include "firmware_bridge/import/csv_clock_refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_text.hpp"

namespace sacrum::firmware_bridge {

std::optional<std::string> refuse_unreadable(const CsvRows& parsed, const CsvColumns& columns,
                                             TimeStep step) {
    if (parsed.size() < 2)
        return "only " + std::to_string(parsed.size()) + " row of numbers; record at least 1 s";
    std::size_t timed = 0;
    for (const CsvRows::State& state : passing(parsed.states)) timed += state.has_time;
    if (timed * 2 < parsed.size() && columns.time) {
        return fmt::format(
            "column {} holds \"{}\" where a number was expected; name another column as time, or leave it "
            "out "
            "(time=none) and give the sample rate",
            columns.time_name, quotable(parsed.unreadable_time));
    }
    if (!(step.median > 0.0)) {
        return fmt::format(
            "column {} never increases, so it is no time; name another column as time, or leave it out "
            "(time=none) and give the sample rate",
            columns.time_name);
    }
    if (step.zero_fraction > 0.2) {
        return fmt::format(
            "column {} repeats itself in {:.0f} % of the rows, so it is too coarse to be a clock; leave it "
            "out "
            "(time=none) and give the sample rate",
            columns.time_name, 100.0 * step.zero_fraction);
    }
    return std::nullopt;
}

std::optional<std::string> refuse_unsteady(const CsvClock& clock, std::span<const double> column,
                                           const std::string& name) {
    std::size_t odd = 0;
    for (std::size_t i = 1; i < column.size(); ++i) {
        release_behind(column, i);
        release_behind(clock.uniform.steps, i);
        const double steps = (column[i] - column[i - 1]) / clock.uniform.interval;
        const double allowance = 0.3 + clock.uniform.rounding / clock.uniform.interval;
        if (std::abs(steps - double(clock.uniform.steps[i])) > allowance) ++odd;
    }
    if (odd * 5 > column.size() * 2) {
        return fmt::format(
            "column {} steps unevenly ({:.0f} % of the steps are no multiple of {:.3g} ms), as times of "
            "arrival do, "
            "so it is no sample clock; name the sensor's own time or packet counter as time",
            name, 100.0 * double(odd) / double(column.size()), 1e3 * clock.interval_s());
    }
    std::ptrdiff_t leaps = 0;
    for (const std::int64_t step : passing(clock.uniform.steps)) leaps += step > 1;
    const double span = (column.back() - column.front()) / clock.uniform.interval;
    if (leaps * 20 > std::ptrdiff_t(column.size()) && span > 4.0 * double(column.size())) {
        return fmt::format(
            "column {} comes in bunches ({} steps of {:.3g} ms between {} longer ones), as times of arrival "
            "do, so it is "
            "no sample clock; name the sensor's own time or packet counter as time",
            name, column.size() - 1 - std::size_t(leaps), 1e3 * clock.interval_s(), leaps);
    }
    constexpr std::size_t kParts = 10;
    constexpr std::size_t kApart = 4;  // entries, so that rounding weighs little
    const std::size_t length = column.size() / kParts;
    if (length < 10 * kApart) return std::nullopt;
    std::vector<double> shortest;  // steps of each part where nothing was lost
    for (std::size_t part = 0; part < kParts; ++part) {
        std::vector<double> steps;
        for (std::size_t i = part * length; i + kApart < (part + 1) * length; ++i) {
            release_behind(column, i);
            steps.push_back(column[i + kApart] - column[i]);
        }
        const auto tenth = steps.begin() + std::ptrdiff_t(steps.size() / 10);
        std::nth_element(steps.begin(), tenth, steps.end());
        shortest.push_back(*tenth / double(kApart));
    }
    const auto [least, most] = std::minmax_element(shortest.begin(), shortest.end());
    if (*most <= 1.5 * *least) return std::nullopt;
    return fmt::format(
        "the sample rate in column {} changes between {:.3g} and {:.3g} Hz; cut the file where it changes",
        name, 1.0 / (*most * clock.seconds_per_tick), 1.0 / (*least * clock.seconds_per_tick));
}

std::optional<std::string> refuse_range(const CsvClock& clock, std::span<const double> column,
                                        const std::string& name) {
    constexpr double kLatest = 4e9;          // s; a nanosecond count of 64 bits ends at 9.2e9
    constexpr double kLongestGap = 86400.0;  // s
    if (std::max(std::abs(column.front()), std::abs(column.back())) * clock.seconds_per_tick > kLatest) {
        return fmt::format(
            "column {} reaches {:.3g} s, which is no time of a recording; declare its unit", name,
            std::max(std::abs(column.front()), std::abs(column.back())) * clock.seconds_per_tick);
    }
    for (std::size_t i = 1; i < column.size(); ++i) {
        release_behind(column, i);
        const double gap = (column[i] - column[i - 1]) * clock.seconds_per_tick;
        if (gap > kLongestGap) {
            return fmt::format("column {} leaps by {:.3g} h after {:.6g} s; cut the file there", name,
                               gap / 3600.0, column[i - 1] * clock.seconds_per_tick);
        }
    }
    return std::nullopt;
}

}  // namespace sacrum::firmware_bridge
