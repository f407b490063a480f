#include "firmware_bridge/import/csv_params.hpp"

#include <algorithm>

#include "firmware_bridge/import/csv_text.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::array<std::string_view, kValueCount> kValueNames = {"ax", "ay", "az", "gx", "gy",
                                                                   "gz", "mx", "my", "mz"};

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

std::optional<TimeUnit> parse_time_unit(std::string_view text) {
    const std::string unit = letters_and_digits(text);
    if (is_one_of(unit, {"s", "sec", "secs", "second", "seconds"})) return TimeUnit::s;
    if (is_one_of(unit, {"ms", "msec", "millis", "millisecond", "milliseconds"})) return TimeUnit::ms;
    if (is_one_of(unit, {"us", "usec", "micros", "microsecond", "microseconds"})) return TimeUnit::us;
    if (is_one_of(unit, {"ns", "nsec", "nanos", "nanosecond", "nanoseconds"})) return TimeUnit::ns;
    if (is_one_of(unit, {"counter", "count"})) return TimeUnit::counter;
    return std::nullopt;
}

std::optional<SpecificForceUnit> parse_specific_force_unit(std::string_view text) {
    const std::string unit = letters_and_digits(text);
    if (is_one_of(unit, {"ms2", "mps2", "mss", "msec2", "mpersec2", "mpers2", "mpss"})) {
        return SpecificForceUnit::m_per_s2;
    }
    if (is_one_of(unit, {"g", "gs", "gn", "g0"})) return SpecificForceUnit::g;
    if (is_one_of(unit, {"mg", "millig"})) return SpecificForceUnit::milli_g;
    return std::nullopt;
}

std::optional<AngularRateUnitName> parse_angular_rate_unit(std::string_view text) {
    const std::string unit = letters_and_digits(text);
    if (is_one_of(unit,
                  {"rads", "radps", "rps", "radsec", "radpersec", "radpers", "rads1", "radianspersecond"})) {
        return AngularRateUnitName::rad_per_s;
    }
    if (is_one_of(unit,
                  {"degs", "degps", "dps", "degsec", "degpersec", "degpers", "degs1", "degreespersecond"})) {
        return AngularRateUnitName::deg_per_s;
    }
    if (is_one_of(unit, {"mdegs", "mdegps", "mdps"})) return AngularRateUnitName::milli_deg_per_s;
    return std::nullopt;
}

Result<CsvParams> parse_columns(std::string_view text, CsvParams params) {
    const auto refuse = [&](std::string_view term) {
        return fail(ErrorKind::usage,
                    "columns \"" + std::string(text) + "\": \"" + std::string(term) +
                        "\" cannot be read; name time and ax, ay, az, gx, gy, gz, mx, my, mz with a "
                        "column's name or number each, as in time=1,ax=acc_x");
    };
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const std::string_view term = text.substr(0, comma);
        const auto equals = term.find('=');
        if (equals == std::string_view::npos) return refuse(term);
        const std::string_view role = trimmed(term.substr(0, equals));
        const std::string column(trimmed(term.substr(equals + 1)));
        if (column.empty()) return refuse(term);
        const auto* const found = std::find(kValueNames.begin(), kValueNames.end(), role);
        if (role == "time") {
            params.ignores_time = column == "none";
            params.time.reset();
            if (!params.ignores_time) params.time = column;
        } else if (found != kValueNames.end()) {
            params.values[std::size_t(found - kValueNames.begin())] = column;
        } else {
            return refuse(term);
        }
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return params;
}

}  // namespace sacrum::firmware_bridge
