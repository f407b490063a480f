// What one header cell says: "accel_x_g" is the specific force along x in g, "Timestamp (us)" a time in
// microseconds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sacrum::firmware_bridge {

enum class ColumnKind {
    other,
    time,
    counter,
    specific_force,
    free_acceleration,
    angular_rate,
    magnetic_field
};

struct HeaderWord {
    ColumnKind kind = ColumnKind::other;
    std::optional<std::size_t> axis{};  // 0, 1, 2 for x, y, z; the three kinds with axes only
    std::string unit{};                 // letters and digits of what is left; empty when nothing is
    bool is_sample_time_fine = false;   // µs in a DOT's file, 0.1 ms in one of MT software
};

HeaderWord read_header_word(std::string_view cell);

}  // namespace sacrum::firmware_bridge
