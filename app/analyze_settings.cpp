#include "app/analyze_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "sinks/alerts/alert_rules.hpp"

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

namespace {

std::optional<Side> parse_side(std::string_view text) {
    if (text == "L" || text == "l" || text == "left") return Side::left;
    if (text == "R" || text == "r" || text == "right") return Side::right;
    return std::nullopt;
}

// "R@12.5,L@20"
Result<std::vector<LiftedLeg>> parse_lifted(std::string_view text) {
    std::vector<LiftedLeg> lifted;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        const std::string_view one = rest.substr(0, comma);
        const auto at = one.find('@');
        const auto side = parse_side(one.substr(0, at));
        double seconds = -1.0;
        if (at != std::string_view::npos) {
            const std::string_view number = one.substr(at + 1);
            const auto read = std::from_chars(number.data(), number.data() + number.size(), seconds);
            if (read.ec != std::errc() || read.ptr != number.data() + number.size()) seconds = -1.0;
        }
        if (!side || !(seconds >= 0.0 && seconds < 1e9)) {
            return fail(
                ErrorKind::usage,
                fmt::format("--lifted {}: \"{}\" is not a knee and a time; say which knee was lifted and at "
                            "which second, as in R@12.5",
                            text, one));
        }
        lifted.push_back({session_time_from_seconds(seconds), *side});
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return lifted;
}

}  // namespace

Result<AnalyzeSettings> settings_from(const proto::Configuration& configuration) {
    AnalyzeSettings settings;
    settings.effective = settings.chosen = configuration;

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

    if (analysis.has_first_side()) {
        settings.analysis.first_side = parse_side(analysis.first_side());
        if (!settings.analysis.first_side) {
            return fail(ErrorKind::usage,
                        fmt::format("first side \"{}\" is neither L nor R", analysis.first_side()));
        }
    }
    if (analysis.has_lifted()) {
        auto lifted = parse_lifted(analysis.lifted());
        if (!lifted) return tl::unexpected(lifted.error());
        settings.analysis.lifted_legs = std::move(*lifted);
    }

    if (configuration.has_feedback()) {
        auto feedback = sinks::complete_feedback(configuration.feedback());
        if (!feedback) return tl::unexpected(feedback.error());
        *settings.effective.mutable_feedback() = std::move(*feedback);
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
    if (csv.has_sensor()) settings.csv.sensor = csv.sensor();
    return settings;
}

}  // namespace sacrum::app
