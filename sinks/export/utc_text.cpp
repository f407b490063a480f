#include "sinks/export/utc_text.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace sacrum::sinks {
namespace {

// What a clock of nanoseconds holds whole, from 1970 on.
constexpr std::chrono::year kFirstYear{1678}, kLastYear{2261};

}  // namespace

std::string utc_text(std::chrono::sys_time<std::chrono::nanoseconds> time) {
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", int(date.year()),
                                   unsigned(date.month()), unsigned(date.day()), clock.hours().count(),
                                   clock.minutes().count(), clock.seconds().count());
    if (const auto fraction = clock.subseconds().count(); fraction != 0) {
        std::string digits = fmt::format(".{:09}", fraction);
        digits.erase(digits.find_last_not_of('0') + 1);
        text += digits;
    }
    return text + 'Z';
}

std::optional<std::chrono::sys_seconds> moment_of(const std::string& words) {
    int year = 0, month = 0, day = 0, hour = 12, minute = 0, second = 0, read = 0;
    const auto ends = [&] { return std::size_t(read) == words.size(); };
    if (std::sscanf(words.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &read) != 3) return std::nullopt;
    if (!ends()) {
        if (std::sscanf(words.c_str(), "%*4d-%*2d-%*2dT%2d:%2d%n", &hour, &minute, &read) != 2)
            return std::nullopt;
        if (!ends() && words[std::size_t(read)] == ':' &&
            std::sscanf(words.c_str(), "%*4d-%*2d-%*2dT%*2d:%*2d:%2d%n", &second, &read) != 1)
            return std::nullopt;
        if (!ends() && words.substr(std::size_t(read)) != "Z") return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    if (!date.ok() || date.year() < kFirstYear || date.year() > kLastYear || hour < 0 || hour > 23 ||
        minute < 0 || minute > 59 || second < 0 || second > 59)
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

std::string day_text(std::chrono::sys_seconds time) { return utc_text(time).substr(0, 10); }

}  // namespace sacrum::sinks
