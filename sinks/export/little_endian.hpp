// Numbers as bytes, the lowest first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>

namespace sacrum::sinks {

template <class T>
void append_bytes(std::string& bytes, T number) {
    static_assert(std::is_arithmetic_v<T>);
    using Bits = std::conditional_t<
        sizeof(T) == 8, std::uint64_t,
        std::conditional_t<sizeof(T) == 4, std::uint32_t,
                           std::conditional_t<sizeof(T) == 2, std::uint16_t, std::uint8_t>>>;
    Bits bits{};
    std::memcpy(&bits, &number, sizeof(T));
    std::array<char, sizeof(T)> ordered{};
    for (std::size_t i = 0; i < sizeof(T); ++i) ordered[i] = char((std::uint64_t(bits) >> (8 * i)) & 0xff);
    bytes.append(ordered.data(), ordered.size());
}

}  // namespace sacrum::sinks
