// What a device says, decoded but not yet placed in time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/frame.hpp"
#include "firmware_bridge/arrival.hpp"

namespace sacrum::firmware_bridge {

// One reading with the device's own clock and counter, raw: they wrap as the DeviceClock says.
struct DeviceSample {
    ArrivalTime arrival{};  // of the bytes that completed it
    std::optional<std::uint64_t> ticks{};
    std::optional<std::uint64_t> count{};  // rises by one a sample on the device, sent or not
    Vec3<AccelerationUnit, Sensor> specific_force{};
    Vec3<AngularRateUnit, Sensor> angular_rate{};
    std::optional<Vec3<MagneticFieldUnit, Sensor>> magnetic_field{};
    bool is_clipped = false;  // at the end of the range on some axis
};

// How to read ticks and counts. Zero bits: the device has none.
struct DeviceClock {
    int tick_bits = 0;
    Duration tick{};  // length of one tick as the device states it
    int count_bits = 0;
};

// What a device says of itself; absent is what it does not say.
struct DeviceDescription {
    std::string model{};
    std::string serial_number{};
    std::string firmware{};
    std::optional<Frequency> rate{};
    std::optional<Acceleration> accelerometer_range{};  // ±
    std::optional<AngularRate> gyroscope_range{};       // ±
    std::string mounting{};                             // "up=+x,left=+y", empty: not said
    friend bool operator==(const DeviceDescription&, const DeviceDescription&) = default;
};

struct Battery {
    double fraction = 0.0;  // 0 to 1
    bool is_charging = false;
};

}  // namespace sacrum::firmware_bridge
