// What a FIT record says of a second: the running dynamics of the newest strides, and the pelvic measures as
// developer fields.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>

#include "domain/stride.hpp"
#include "sinks/export/fit_messages.hpp"

namespace sacrum::sinks {

// The pelvic measures of a record, of one side or of the stride.
struct PelvicField {
    const char* name;
    const char* unit;
    Metric metric;
    std::optional<Side> side;
};
inline constexpr std::array kPelvicFields{
    PelvicField{"pelvic_drop_left", "deg", Metric::cpd_peak, Side::left},
    PelvicField{"pelvic_drop_right", "deg", Metric::cpd_peak, Side::right},
    PelvicField{"drop_excursion_left", "deg", Metric::cpd_excursion, Side::left},
    PelvicField{"drop_excursion_right", "deg", Metric::cpd_excursion, Side::right},
    PelvicField{"obliquity_range", "deg", Metric::obliquity_rom, std::nullopt},
    PelvicField{"lateral_sway", "mm", Metric::sway_ml, std::nullopt},
};

// The newest valid stride of each side at some moment. A stride that ended more than 3 s ago says nothing of
// now.
class NewestStrides {
  public:
    // In order of their start; must outlive it.
    explicit NewestStrides(std::span<const Stride> strides) : strides_(strides) {}

    // Moments are given in order.
    void look_at(SessionTime now);
    // Of one side; without a side the mean of those known.
    [[nodiscard]] std::optional<double> value(Metric metric, std::optional<Side> side = std::nullopt) const;

  private:
    std::span<const Stride> strides_;
    std::size_t next_ = 0;  // the first that has not ended yet
    Sided<const Stride*> newest_{};
};

void append_fit_record_definition(std::string& bytes);
void append_fit_record(std::string& bytes, std::uint32_t time, const NewestStrides& newest);

}  // namespace sacrum::sinks
