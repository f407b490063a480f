// Little-endian numbers out of bytes. The caller has checked that they are there.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

#include "domain/frame.hpp"

namespace sacrum::firmware_bridge {

// Integers, and float as IEEE 754 binary32.
template <class T>
T little_endian(std::span<const std::byte> bytes, std::size_t offset) {
    static_assert(std::is_integral_v<T> || std::is_same_v<T, float>);
    assert(offset + sizeof(T) <= bytes.size());
    std::uint64_t raw = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        raw |= std::uint64_t(std::to_integer<std::uint8_t>(bytes[offset + i])) << (8 * i);
    if constexpr (std::is_same_v<T, float>) {
        const auto bits = std::uint32_t(raw);
        float number = 0.0F;
        std::memcpy(&number, &bits, sizeof number);
        return number;
    } else {
        return T(raw);
    }
}

// Three neighbours of one type.
template <class T>
Eigen::Vector3d little_endian_triple(std::span<const std::byte> bytes, std::size_t offset) {
    return {double(little_endian<T>(bytes, offset)), double(little_endian<T>(bytes, offset + sizeof(T))),
            double(little_endian<T>(bytes, offset + 2 * sizeof(T)))};
}

}  // namespace sacrum::firmware_bridge
