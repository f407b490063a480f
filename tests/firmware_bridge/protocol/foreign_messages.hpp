// Messages of other makers' devices as their published layouts say, written out for tests.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "firmware_bridge/protocol/device_sample.hpp"

namespace sacrum::firmware_bridge::tests {

using Message = std::vector<std::byte>;

inline void append(Message& message, std::uint64_t number, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) message.push_back(std::byte(number >> (8 * i) & 0xFFU));
}
inline void append_float(Message& message, double number) {
    append(message, std::bit_cast<std::uint32_t>(float(number)), 4);
}
inline void append_axes(Message& message, const Eigen::Vector3d& axes) {
    for (const double axis : axes) append_float(message, axis);
}
inline Message bytes_of(std::string_view text) {
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

inline Eigen::Vector3d force_in_g(const DeviceSample& sample) {
    return sample.specific_force.si() / kStandardGravity;
}
inline Eigen::Vector3d rate_in_deg(const DeviceSample& sample) {
    return sample.angular_rate.si() / radians_from_degrees(1.0);
}

// Movella DOT: time, acceleration in m/s², rate in deg/s [, field / 4096].
inline Message dot_rate_quantities(const DeviceSample& sample) {
    Message message;
    append(message, *sample.ticks, 4);
    append_axes(message, sample.specific_force.si());
    append_axes(message, rate_in_deg(sample));
    if (sample.magnetic_field) {
        for (const double axis : sample.magnetic_field->si())
            append(message, std::uint16_t(std::int16_t(std::lround(axis * 4096.0))), 2);
    }
    return message;
}
// Time, quaternion, acceleration, rate.
inline Message dot_custom_5(const DeviceSample& sample) {
    Message message;
    append(message, *sample.ticks, 4);
    for (const double part : {0.5, -0.5, 0.5, 0.5}) append_float(message, part);
    append_axes(message, sample.specific_force.si());
    append_axes(message, rate_in_deg(sample));
    return message;
}

inline Message x_imu3_stuffed(const Message& plain) {
    Message message;
    for (const std::byte byte : plain) {
        if (byte == std::byte{0x0A} || byte == std::byte{0xDB}) {
            message.push_back(std::byte{0xDB});
            message.push_back(byte == std::byte{0x0A} ? std::byte{0xDC} : std::byte{0xDD});
        } else {
            message.push_back(byte);
        }
    }
    message.push_back(std::byte{0x0A});
    return message;
}
inline Message x_imu3_binary(const DeviceSample& sample) {
    Message plain{std::byte{0xC9}};  // 'I' with the top bit
    append(plain, *sample.ticks, 8);
    append_axes(plain, rate_in_deg(sample));
    append_axes(plain, force_in_g(sample));
    return x_imu3_stuffed(plain);
}
inline Message x_imu3_ascii(const DeviceSample& sample) {
    const Eigen::Vector3d g = force_in_g(sample);
    const Eigen::Vector3d deg = rate_in_deg(sample);
    char text[200];
    const int length = std::snprintf(text, sizeof text, "I,%llu,%f,%f,%f,%f,%f,%f\n",
                                     static_cast<unsigned long long>(*sample.ticks), deg.x(), deg.y(),
                                     deg.z(), g.x(), g.y(), g.z());
    return bytes_of({text, std::size_t(length)});
}

inline Message wit_motion(const DeviceSample& sample) {
    Message message{std::byte{0x55}, std::byte{0x61}};
    for (const double axis : force_in_g(sample))
        append(message, std::uint16_t(std::int16_t(std::lround(axis / 16.0 * 32768.0))), 2);
    for (const double axis : rate_in_deg(sample))
        append(message, std::uint16_t(std::int16_t(std::lround(axis / 2000.0 * 32768.0))), 2);
    append(message, 0x123456789ABCULL, 6);
    return message;
}

// Under the header kCsvHeader.
inline constexpr const char* kCsvHeader =
    "t_ns,ax (m/s2),ay (m/s2),az (m/s2),gx (rad/s),gy (rad/s),gz (rad/s)\n";
inline Message csv_line(const DeviceSample& sample) {
    std::string line = std::to_string(*sample.ticks);
    for (const Eigen::Vector3d& axes : {sample.specific_force.si(), sample.angular_rate.si()}) {
        for (const double axis : axes) {
            char text[40];
            std::snprintf(text, sizeof text, ",%.17g", axis);
            line += text;
        }
    }
    return bytes_of(line + "\n");
}

}  // namespace sacrum::firmware_bridge::tests
