#include "firmware_bridge/import/csv_units.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "firmware_bridge/import/unit_evidence.hpp"

namespace sacrum::firmware_bridge {
namespace {

// How a unit that was said is called in a refusal, and what to do about it.
template <class Unit>
std::string contradiction(Unit stated, bool is_declared, Unit likely) {
    if (is_declared)
        return fmt::format("but {} is declared; declare {} or leave it out", word(stated), word(likely));
    return fmt::format("but the header says {}; declare the unit", word(stated));
}

// Scale errors of real sensors are a few percent, and a second of running is rarely a whole number of steps.
std::optional<SpecificForceUnit> unit_of_gravity(double gravity) {
    for (const SpecificForceUnit unit :
         {SpecificForceUnit::m_per_s2, SpecificForceUnit::g, SpecificForceUnit::milli_g}) {
        const double in_g = gravity * in_si(unit) / kStandardGravity;
        if (in_g > 0.7 && in_g < 1.4) return unit;
    }
    return std::nullopt;
}

// The steady part of the specific force is gravity, unless the sensor tumbles: then its length alone is
// steady. Where neither holds, gravity was taken out.
std::optional<double> find_gravity(const SpecificForceEvidence& evidence) {
    if (evidence.steady >= 0.45 * evidence.usual_length) return evidence.steady;
    if (evidence.spread <= 0.35) return evidence.usual_length;
    return std::nullopt;
}

Result<SpecificForceUnit> find_specific_force_unit(const SpecificForceEvidence& evidence,
                                                   const CsvColumns& columns, const CsvParams& params,
                                                   std::vector<std::string>& assumptions) {
    const auto gravity = find_gravity(evidence);
    if (!gravity) {
        return fail(ErrorKind::input,
                    fmt::format("{} average {:.3g} while single readings are usually {:.3g} long, so gravity "
                                "was removed from them; "
                                "give the accelerometer's own columns",
                                columns.force_names, evidence.steady, evidence.usual_length));
    }
    const auto likely = unit_of_gravity(*gravity);
    if (!likely) {
        return fail(ErrorKind::input, fmt::format("{} average {:.3g}, which is gravity neither in m/s2 "
                                                  "(9.81), nor in g (1), nor in mg (1000); give "
                                                  "calibrated accelerometer columns with gravity in them",
                                                  columns.force_names, *gravity));
    }
    const auto stated = params.specific_force_unit ? params.specific_force_unit : columns.specific_force_unit;
    if (stated && *stated != *likely) {
        return fail(ErrorKind::input,
                    fmt::format("{} average {:.3g}, which looks like {}, {}", columns.force_names, *gravity,
                                word(*likely),
                                contradiction(*stated, params.specific_force_unit.has_value(), *likely)));
    }
    if (!stated) {
        assumptions.push_back(fmt::format("{} taken as {} (they average {:.3g})", columns.force_names,
                                          word(*likely), *gravity));
    }
    return *likely;
}

struct Guess {
    AngularRateUnitName unit = AngularRateUnitName::rad_per_s;
    std::string evidence;
    bool is_certain = false;
};

std::optional<Guess> guess_from_turning(const TurningEvidence& turning) {
    if (turning.correlation < 0.5) return std::nullopt;
    for (const AngularRateUnitName unit : {AngularRateUnitName::rad_per_s, AngularRateUnitName::deg_per_s,
                                           AngularRateUnitName::milli_deg_per_s}) {
        const double ratio = turning.slope / in_si(unit);
        if (ratio < 0.4 || ratio > 2.5) continue;
        return Guess{unit,
                     fmt::format("gravity turns {:.2f} times as far as they say, correlation {:.2f}", ratio,
                                 turning.correlation),
                     turning.correlation >= 0.8};
    }
    return std::nullopt;
}

// People and what they hold turn at 0.5 to 20 rad/s when they move, which is 30 to 1200 deg/s.
std::optional<Guess> guess_from_speed(double fast, const SpecificForceEvidence& force) {
    constexpr double kFastestInDegrees = 2500.0;
    if (fast > kFastestInDegrees) return std::nullopt;
    const std::string reading = fmt::format("95 % of the readings are below {:.3g}", fast);
    if (fast > 60.0) return Guess{AngularRateUnitName::deg_per_s, reading + ", too fast for rad/s", true};
    constexpr double kStill =
        0.05;  // of gravity: noise and quiet standing stay below 2 %, slow walking is above 10 %
    if (force.movement < kStill) {  // only bias and noise are left
        const bool is_radians = fast < 0.07;
        return Guess{is_radians ? AngularRateUnitName::rad_per_s : AngularRateUnitName::deg_per_s,
                     reading + " and the body hardly moves", false};
    }
    if (fast < 6.0)
        return Guess{AngularRateUnitName::rad_per_s, reading + ", too slow for deg/s", force.spread > 0.1};
    return Guess{fast < 20.0 ? AngularRateUnitName::rad_per_s : AngularRateUnitName::deg_per_s, reading,
                 false};
}

Result<AngularRateUnitName> find_angular_rate_unit(std::span<const ImuSample> readings, const CsvClock& clock,
                                                   const SpecificForceEvidence& force,
                                                   const CsvColumns& columns, const CsvParams& params,
                                                   std::vector<std::string>& assumptions) {
    if (wraps_like_an_angle(readings)) {
        return fail(ErrorKind::input,
                    fmt::format("{} leap by whole turns, so they are angles and no angular rates; give the "
                                "gyroscope's own columns",
                                columns.rate_names));
    }
    const double fast = fast_angular_rate(readings);
    auto guess = guess_from_turning(weigh_turning(readings, clock.uniform.steps, clock.interval_s()));
    if (!guess) guess = guess_from_speed(fast, force);
    const auto stated = params.angular_rate_unit ? params.angular_rate_unit : columns.angular_rate_unit;
    if (!guess && !stated && !(columns.vendor && columns.vendor->angular_rate)) {
        return fail(ErrorKind::input, fmt::format("{} reach {:.3g}, which is too fast in deg/s and rad/s; "
                                                  "declare their unit, or give calibrated "
                                                  "gyroscope columns",
                                                  columns.rate_names, fast));
    }
    if (stated && guess && guess->is_certain && guess->unit != *stated) {
        return fail(
            ErrorKind::input,
            fmt::format("{} look like {} ({}), {}", columns.rate_names, word(guess->unit), guess->evidence,
                        contradiction(*stated, params.angular_rate_unit.has_value(), guess->unit)));
    }
    if (stated) return *stated;
    if (columns.vendor && columns.vendor->angular_rate && (!guess || !guess->is_certain)) {
        const AngularRateUnitName usual = *columns.vendor->angular_rate;
        assumptions.push_back(fmt::format("{} taken as {}, as {} writes them", columns.rate_names,
                                          word(usual), columns.vendor->name));
        return usual;
    }
    assumptions.push_back(
        fmt::format("{} taken as {} ({}{})", columns.rate_names, word(guess->unit), guess->evidence,
                    guess->is_certain ? "" : "; not certain, declare the unit if it is another"));
    return guess->unit;
}

}  // namespace

Result<CsvUnits> find_units(std::span<const ImuSample> readings, const CsvClock& clock,
                            const CsvColumns& columns, const CsvParams& params) {
    CsvUnits units;
    const SpecificForceEvidence force = weigh_specific_force(readings, clock.interval_s());
    const auto force_unit = find_specific_force_unit(force, columns, params, units.assumptions);
    if (!force_unit) return tl::unexpected(force_unit.error());
    const auto rate_unit = find_angular_rate_unit(readings, clock, force, columns, params, units.assumptions);
    if (!rate_unit) return tl::unexpected(rate_unit.error());
    units.specific_force = *force_unit;
    units.angular_rate = *rate_unit;
    return units;
}

}  // namespace sacrum::firmware_bridge
