// Left and right, always as a pair. A side that is not known is an empty optional, never a third side.
#pragma once

#include <optional>

namespace sacrum {

enum class Side { left, right };

constexpr Side opposite(Side side) { return side == Side::left ? Side::right : Side::left; }
constexpr char letter(Side side) { return side == Side::left ? 'L' : 'R'; }
constexpr char letter(std::optional<Side> side) { return side ? letter(*side) : '?'; }
constexpr const char* word(Side side) { return side == Side::left ? "left" : "right"; }

template <class T>
struct Sided {
    T left{};
    T right{};
    constexpr T& operator[](Side side) { return side == Side::left ? left : right; }
    constexpr const T& operator[](Side side) const { return side == Side::left ? left : right; }
};

constexpr Side kBothSides[] = {Side::left, Side::right};

}  // namespace sacrum
