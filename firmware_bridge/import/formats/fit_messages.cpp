#include "firmware_bridge/import/formats/fit_messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "firmware_bridge/import/formats/byte_cursor.hpp"
#include "firmware_bridge/import/formats/fit_definition.hpp"

namespace sacrum::firmware_bridge {
namespace {

// Numbers of Garmin's public profile.
constexpr std::uint16_t kGyroscopeMessage = 164;
constexpr std::uint16_t kAccelerometerMessage = 165;
constexpr std::uint16_t kCalibrationMessage = 167;
constexpr std::uint8_t kTimestampField = 253;

// Of a message of readings.
constexpr std::uint8_t kMillisecondsField = 0;
constexpr std::uint8_t kOffsetsField = 1;
constexpr std::uint8_t kCountsField = 2;      // 2, 3, 4: u16 each
constexpr std::uint8_t kCalibratedField = 5;  // 5, 6, 7: float each
constexpr std::uint8_t kCompressedField = 8;  // 8, 9, 10: s16 in mg each; accelerometer only
// Of a message of calibration.
constexpr std::uint8_t kSensorField = 0;  // 0 accelerometer, 1 gyroscope
constexpr std::uint8_t kFactorField = 1;
constexpr std::uint8_t kDivisorField = 2;
constexpr std::uint8_t kLevelShiftField = 3;
constexpr std::uint8_t kOffsetField = 4;
constexpr std::uint8_t kMatrixField = 5;
constexpr double kMatrixScale = 65535.0;

constexpr std::uint16_t kNoTime = 0xFFFF;
constexpr std::uint32_t kNoTimestamp = 0xFFFFFFFF;

std::uint16_t check_sum(std::string_view bytes) {
    std::uint16_t sum = 0;
    for (const char c : bytes) {
        sum = std::uint16_t(sum ^ static_cast<unsigned char>(c));
        for (int bit = 0; bit < 8; ++bit)
            sum = std::uint16_t((sum & 1U) != 0 ? (sum >> 1U) ^ 0xA001U : sum >> 1U);
    }
    return sum;
}

template <class T>
bool add_axes(const FitMessage& message, std::uint8_t first, std::vector<FitReading>& readings,
              double scale) {
    std::array<std::vector<T>, 3> axes;
    for (std::uint8_t axis = 0; axis < 3; ++axis) axes[axis] = message.all<T>(std::uint8_t(first + axis));
    if (axes[0].size() < readings.size() || axes[1].size() < readings.size() ||
        axes[2].size() < readings.size())
        return false;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        for (std::size_t axis = 0; axis < 3; ++axis) readings[i].values[axis] = double(axes[axis][i]) * scale;
    }
    return true;
}

std::array<double, 3> calibrated(const std::array<double, 3>& counts, const FitCalibration& how) {
    std::array<double, 3> level{};
    for (std::size_t i = 0; i < 3; ++i)
        level[i] = (counts[i] - how.level_shift - how.offset[i]) * how.factor / how.divisor;
    std::array<double, 3> turned{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t i = 0; i < 3; ++i) turned[row] += how.matrix[3 * row + i] * level[i];
    }
    return turned;
}

class Reader {
  public:
    explicit Reader(FitFile& file) : file_(file) {}

    // False at the end, and where the rest was cut off.
    Result<bool> take_record(ByteCursor& cursor) {
        const std::size_t at = cursor.at();
        const auto header = cursor.take<std::uint8_t>();
        if (!header) return false;
        const bool is_compressed = (*header & 0x80U) != 0;
        const std::size_t local = is_compressed ? (*header >> 5U) & 0x03U : *header & 0x0FU;
        if (!is_compressed && (*header & 0x40U) != 0)
            return take_fit_definition(cursor, definitions_[local], (*header & 0x20U) != 0);
        const auto& definition = definitions_[local];
        if (!definition) {
            return fail(ErrorKind::input,
                        fmt::format("is damaged at byte {}: a message without its definition; "
                                    "copy it again from the device",
                                    at));
        }
        const auto content = cursor.take_bytes(definition->size);
        if (!content) return false;
        ++file_.messages;
        add(FitMessage(*definition, *content), definition->message);
        return true;
    }

  private:
    void add(const FitMessage& message, std::uint16_t number) {
        if (number == kCalibrationMessage) add_calibration(message);
        if (number == kAccelerometerMessage)
            add_readings(message, FitSensor::accelerometer, file_.accelerometer);
        if (number == kGyroscopeMessage) add_readings(message, FitSensor::gyroscope, file_.gyroscope);
    }

    void add_calibration(const FitMessage& message) {
        const auto sensor = message.one<std::uint8_t>(kSensorField);
        const auto factor = message.one<std::uint32_t>(kFactorField);
        const auto divisor = message.one<std::uint32_t>(kDivisorField);
        if (!sensor || *sensor > 1 || !factor || !divisor || *divisor == 0) return;
        FitCalibration how{.factor = double(*factor), .divisor = double(*divisor)};
        how.level_shift = double(message.one<std::uint32_t>(kLevelShiftField).value_or(0));
        if (const auto offset = message.all<std::int32_t>(kOffsetField); offset.size() == 3)
            std::copy(offset.begin(), offset.end(), how.offset.begin());
        if (const auto matrix = message.all<std::int32_t>(kMatrixField); matrix.size() == 9) {
            std::transform(matrix.begin(), matrix.end(), how.matrix.begin(),
                           [](std::int32_t entry) { return double(entry) / kMatrixScale; });
        }
        calibrations_[*sensor] = how;
    }

    void add_readings(const FitMessage& message, FitSensor sensor, std::vector<FitReading>& all) {
        const auto second = message.one<std::uint32_t>(kTimestampField);
        if (!second || *second == kNoTimestamp) return;
        const std::uint16_t part = message.one<std::uint16_t>(kMillisecondsField).value_or(0);
        std::vector<FitReading> readings;
        for (const std::uint16_t offset : message.all<std::uint16_t>(kOffsetsField)) {
            if (offset == kNoTime) break;  // the rest of the array is not used
            readings.push_back(
                {.time_ms = std::int64_t(*second) * 1000 + (part == kNoTime ? 0 : part) + offset});
        }
        const auto& calibration = calibrations_[std::size_t(sensor)];
        if (add_axes<float>(message, kCalibratedField, readings, 1.0)) {
            for (FitReading& reading : readings) reading.is_calibrated = true;
        } else if (add_axes<std::uint16_t>(message, kCountsField, readings, 1.0)) {
            for (FitReading& reading : readings) {
                if (!calibration) continue;
                reading.values = calibrated(reading.values, *calibration);
                reading.is_calibrated = true;
            }
        } else if (sensor == FitSensor::accelerometer &&
                   add_axes<std::int16_t>(message, kCompressedField, readings, 1e-3)) {
            for (FitReading& reading : readings) reading.is_calibrated = true;
        } else {
            return;
        }
        all.insert(all.end(), readings.begin(), readings.end());
    }

    FitFile& file_;
    std::array<std::optional<FitDefinition>, 16> definitions_;
    std::array<std::optional<FitCalibration>, 2> calibrations_;
};

}  // namespace

bool is_fit(std::string_view start) {
    return start.size() >= 12 && (start[0] == 12 || start[0] == 14) && start.substr(8, 4) == ".FIT";
}

Result<FitFile> read_fit_messages(std::string_view bytes) {
    if (!is_fit(bytes)) return fail(ErrorKind::input, "does not begin as a FIT file does; copy it again");
    const auto header = std::size_t(bytes[0]);
    const std::size_t size = *ByteCursor(bytes).peek<std::uint32_t>(4);
    FitFile file;
    file.is_cut = bytes.size() < header || size > bytes.size() - header;
    const std::size_t end = file.is_cut ? bytes.size() : header + size;
    if (const auto stored = ByteCursor(bytes).peek<std::uint16_t>(end);
        !file.is_cut && stored != check_sum(bytes.substr(0, end))) {
        return fail(ErrorKind::input, "is damaged: its check sum is wrong; copy it again from the device");
    }
    Reader reader(file);
    ByteCursor cursor(bytes.substr(0, end));
    cursor.take_bytes(std::min(header, end));
    for (;;) {
        const auto took = reader.take_record(cursor);
        if (!took && file.is_cut) break;  // what stands before the cut is what there is
        if (!took) return tl::unexpected(took.error());
        if (!*took) break;
    }
    return file;
}

}  // namespace sacrum::firmware_bridge
