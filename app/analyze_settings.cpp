#include "app/analyze_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sacrum::app {

Result<firmware_bridge::CsvParams> parse_units(std::string_view text, firmware_bridge::CsvParams params) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        const std::string_view unit = rest.substr(0, comma);
        if (const auto force = firmware_bridge::parse_specific_force_unit(unit)) {
            params.specific_force_unit = force;
        } else if (const auto rate = firmware_bridge::parse_angular_rate_unit(unit)) {
            params.angular_rate_unit = rate;
        } else if (const auto time = firmware_bridge::parse_time_unit(unit)) {
            params.time_unit = time;
        } else {
            return fail(
                ErrorKind::usage,
                fmt::format(
                    "--units {}: \"{}\" is not a unit known here; take m/s2, g or mg for the accelerometer, "
                    "rad/s, deg/s or mdeg/s for the gyroscope, s, ms, us, ns or counter for the time",
                    text, unit));
        }
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return params;
}

Result<AnalyzeSettings> settings_from(const proto::Configuration& configuration) {
    AnalyzeSettings settings;
    settings.effective = configuration;

    auto& analysis = *settings.effective.mutable_analysis();
    if (!analysis.has_pass()) analysis.set_pass(proto::REFINED);
    analysis.set_swap_sides(analysis.swap_sides());
    analysis.set_magnetometer(analysis.magnetometer());
    settings.analysis.pass = analysis.pass() == proto::CAUSAL ? Pass::causal : Pass::refined;
    settings.analysis.swaps_sides = analysis.swap_sides();
    settings.analysis.uses_magnetometer = analysis.magnetometer();
    if (analysis.mount() == "auto") {
        settings.analysis.finds_mounting = true;
    } else if (analysis.has_mount()) {
        auto mounting = parse_mounting(analysis.mount());
        if (!mounting) return tl::unexpected(mounting.error());
        settings.analysis.mounting = std::move(*mounting);
    }

    const auto& csv = configuration.csv();
    if (csv.has_columns()) {
        auto params = firmware_bridge::parse_columns(csv.columns(), settings.csv);
        if (!params) return tl::unexpected(params.error());
        settings.csv = std::move(*params);
    }
    if (csv.has_units()) {
        auto params = parse_units(csv.units(), settings.csv);
        if (!params) return tl::unexpected(params.error());
        settings.csv = std::move(*params);
    }
    if (csv.has_rate_hz()) {
        if (!(csv.rate_hz() > 0.0 && csv.rate_hz() < 1e5)) {
            return fail(ErrorKind::usage,
                        fmt::format("rate {:g} Hz: not a sample rate; give one above 0, as in --rate 200",
                                    csv.rate_hz()));
        }
        settings.csv.rate = Frequency::of_si(csv.rate_hz());
    }
    return settings;
}

}  // namespace sacrum::app
