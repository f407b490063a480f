// Numbers with a unit in their type. A Quantity holds SI; it is made by a literal (250.0_deg_per_s) or
// `of_si` and read by `.si()` or by a function that names the unit it returns (in_degrees).
#pragma once

#include <compare>
#include <numbers>

namespace sacrum {

template <class Unit>
class Quantity {
  public:
    constexpr Quantity() = default;
    static constexpr Quantity of_si(double si) { return Quantity(si); }
    [[nodiscard]] constexpr double si() const { return si_; }

    constexpr auto operator<=>(const Quantity&) const = default;
    constexpr Quantity operator-() const { return Quantity(-si_); }
    constexpr Quantity operator+(Quantity other) const { return Quantity(si_ + other.si_); }
    constexpr Quantity operator-(Quantity other) const { return Quantity(si_ - other.si_); }
    constexpr Quantity operator*(double factor) const { return Quantity(si_ * factor); }
    constexpr Quantity operator/(double divisor) const { return Quantity(si_ / divisor); }
    constexpr double operator/(Quantity other) const { return si_ / other.si_; }

  private:
    explicit constexpr Quantity(double si) : si_(si) {}
    double si_ = 0.0;
};

// Units are tags; the comment is the SI unit that a Quantity of it holds.
struct AngleUnit;          // rad
struct AngularRateUnit;    // rad/s
struct AccelerationUnit;   // m/s²; also specific force
struct LengthUnit;         // m
struct FrequencyUnit;      // Hz
struct MagneticFieldUnit;  // T, or any unit that is the same on all axes: only the direction and ratios are
                           // used

using Angle = Quantity<AngleUnit>;
using AngularRate = Quantity<AngularRateUnit>;
using Acceleration = Quantity<AccelerationUnit>;
using Length = Quantity<LengthUnit>;
using Frequency = Quantity<FrequencyUnit>;

constexpr double kStandardGravity = 9.80665;  // m/s², exact by convention (CGPM 1901)

constexpr double degrees_from_radians(double radians) { return radians * (180.0 / std::numbers::pi); }
constexpr double radians_from_degrees(double degrees) { return degrees * (std::numbers::pi / 180.0); }

constexpr double in_degrees(Angle angle) { return degrees_from_radians(angle.si()); }
constexpr double in_degrees_per_second(AngularRate rate) { return degrees_from_radians(rate.si()); }
constexpr double in_g(Acceleration acceleration) { return acceleration.si() / kStandardGravity; }
constexpr double in_millimetres(Length length) { return length.si() * 1e3; }

inline namespace literals {
constexpr Angle operator""_deg(long double x) { return Angle::of_si(radians_from_degrees(double(x))); }
constexpr Angle operator""_rad(long double x) { return Angle::of_si(double(x)); }
constexpr AngularRate operator""_deg_per_s(long double x) {
    return AngularRate::of_si(radians_from_degrees(double(x)));
}
constexpr AngularRate operator""_rad_per_s(long double x) { return AngularRate::of_si(double(x)); }
constexpr Acceleration operator""_g(long double x) {
    return Acceleration::of_si(double(x) * kStandardGravity);
}
constexpr Acceleration operator""_m_per_s2(long double x) { return Acceleration::of_si(double(x)); }
constexpr Length operator""_mm(long double x) { return Length::of_si(double(x) * 1e-3); }
constexpr Length operator""_m(long double x) { return Length::of_si(double(x)); }
constexpr Frequency operator""_Hz(long double x) { return Frequency::of_si(double(x)); }
}  // namespace literals

}  // namespace sacrum
