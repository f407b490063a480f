#include "firmware_bridge/import/csv_vendor.hpp"

#include <algorithm>
#include <string>

#include "firmware_bridge/import/csv_text.hpp"

namespace sacrum::firmware_bridge {
namespace {

// Units as the makers document them: DOT rates in deg/s, MT rates in rad/s; accelerations of both in m/s².
constexpr CsvVendor kDot{.name = "a Movella DOT",
                         .angular_rate = AngularRateUnitName::deg_per_s,
                         .remedy =
                             "record in a DOT mode that has acceleration and angular rate, such as \"rate "
                             "quantities\" or \"custom mode 5\""};
constexpr CsvVendor kMt{.name = "Xsens MT software",
                        .angular_rate = AngularRateUnitName::rad_per_s,
                        .remedy =
                            "export calibrated inertial readings (Acc and Gyr) from the MT software, not "
                            "increments or orientation alone"};
constexpr CsvVendor kXimu3{
    .name = "x-IMU3 software",
    .remedy = "accelerometer and gyroscope of an x-IMU3 stand in Inertial.csv of the same recording"};

bool has_column(const CsvLayout& layout, std::string_view plain) {
    return std::any_of(layout.header.begin(), layout.header.end(),
                       [&](const std::string& cell) { return letters_and_digits(cell) == plain; });
}

}  // namespace

std::optional<CsvVendor> find_vendor(const CsvLayout& layout) {
    if (has_column(layout, "packetcounter") || has_column(layout, "sampletimefine")) {
        const bool is_mt = layout.format.delimiter == '\t' ||
                           std::any_of(layout.preamble.begin(), layout.preamble.end(),
                                       [](std::string_view line) { return line.starts_with("//"); });
        return is_mt ? kMt : kDot;
    }
    // Its files begin with this very column; the generic reader finds the units in the other names.
    if (!layout.header.empty() && letters_and_digits(layout.header.front()) == "timestampus") return kXimu3;
    return std::nullopt;
}

}  // namespace sacrum::firmware_bridge
