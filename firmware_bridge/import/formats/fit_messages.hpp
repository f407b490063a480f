// The messages of a Garmin FIT file that hold raw readings of an accelerometer and a gyroscope, and what
// calibrates them. All other messages are stepped over. Bounded: no length in the file is trusted.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

enum class FitSensor { accelerometer, gyroscope };

// One reading, in counts or calibrated (g, deg/s).
struct FitReading {
    std::int64_t time_ms = 0;  // since the start of Garmin's clock
    std::array<double, 3> values{};
    bool is_calibrated = false;
};

// What turns counts into g or deg/s: matrix · (count - level_shift - offset) · factor / divisor.
struct FitCalibration {
    double factor = 1.0;
    double divisor = 1.0;
    double level_shift = 0.0;
    std::array<double, 3> offset{};
    std::array<double, 9> matrix{1, 0, 0, 0, 1, 0, 0, 0, 1};
};

struct FitFile {
    std::vector<FitReading> accelerometer;
    std::vector<FitReading> gyroscope;
    bool is_cut = false;
    std::int64_t messages = 0;
};

bool is_fit(std::string_view start);
// Counts are calibrated where a calibration stood before them. Errors are sentences without the file's name.
Result<FitFile> read_fit_messages(std::string_view bytes);

}  // namespace sacrum::firmware_bridge
