#include "sinks/export/utc_text.hpp"

#include <fmt/format.h>

namespace sacrum::sinks {

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

}  // namespace sacrum::sinks
