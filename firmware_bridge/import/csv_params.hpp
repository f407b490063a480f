// What a person may say about a file: which column is what, in which unit, at which rate. Everything left
// out is guessed by the reader, and every guess is written down in the recording.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/quantity.hpp"
#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

// counter: counts samples; its unit is the sample interval
enum class TimeUnit { s, ms, us, ns, counter, tenth_ms };
enum class SpecificForceUnit { m_per_s2, g, milli_g };
enum class AngularRateUnitName { rad_per_s, deg_per_s, milli_deg_per_s };

constexpr const char* word(TimeUnit unit) {
    switch (unit) {
        case TimeUnit::s: return "s";
        case TimeUnit::ms: return "ms";
        case TimeUnit::tenth_ms: return "0.1 ms";
        case TimeUnit::us: return "us";
        case TimeUnit::ns: return "ns";
        case TimeUnit::counter: break;
    }
    return "counter";
}
constexpr const char* word(SpecificForceUnit unit) {
    switch (unit) {
        case SpecificForceUnit::m_per_s2: return "m/s2";
        case SpecificForceUnit::g: return "g";
        case SpecificForceUnit::milli_g: break;
    }
    return "mg";
}
constexpr const char* word(AngularRateUnitName unit) {
    switch (unit) {
        case AngularRateUnitName::rad_per_s: return "rad/s";
        case AngularRateUnitName::deg_per_s: return "deg/s";
        case AngularRateUnitName::milli_deg_per_s: break;
    }
    return "mdeg/s";
}

// What one unit is in SI.
constexpr double in_si(SpecificForceUnit unit) {
    return unit == SpecificForceUnit::m_per_s2 ? 1.0
           : unit == SpecificForceUnit::g      ? kStandardGravity
                                               : 1e-3 * kStandardGravity;
}
constexpr double in_si(AngularRateUnitName unit) {
    return unit == AngularRateUnitName::rad_per_s   ? 1.0
           : unit == AngularRateUnitName::deg_per_s ? radians_from_degrees(1.0)
                                                    : radians_from_degrees(1e-3);
}

// The values that a CSV file can hold, in the order ax ay az gx gy gz mx my mz.
constexpr std::size_t kForce = 0;
constexpr std::size_t kAngularRate = 3;
constexpr std::size_t kMagneticField = 6;
constexpr std::size_t kValueCount = 9;

struct CsvParams {
    // Columns by their name in the header or by their number, the first being 1. Absent: found from the
    // header.
    std::optional<std::string> time{};  // time or packet counter
    std::array<std::optional<std::string>, kValueCount> values{};
    bool ignores_time = false;  // the rows follow each other at `rate`, whatever the file's time column says

    std::optional<TimeUnit> time_unit{};
    std::optional<SpecificForceUnit> specific_force_unit{};
    std::optional<AngularRateUnitName> angular_rate_unit{};
    std::optional<Frequency> rate{};      // needed where there is only a packet counter, or no time at all
    std::optional<std::string> sensor{};  // which one, in a file with several; by its name in the file
};

// Reads "time=t,ax=acc_x,ay=acc_y,…" (a name or a number each; time=none to count rows) into `params`.
Result<CsvParams> parse_columns(std::string_view text, CsvParams params = {});

// Read the names that `word` gives, and the usual other spellings of them.
std::optional<TimeUnit> parse_time_unit(std::string_view text);
std::optional<SpecificForceUnit> parse_specific_force_unit(std::string_view text);
std::optional<AngularRateUnitName> parse_angular_rate_unit(std::string_view text);

}  // namespace sacrum::firmware_bridge
