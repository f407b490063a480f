// Walks over the bytes of a file and never past their end: what is not there is empty.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace sacrum::firmware_bridge {

enum class ByteOrder { little, big };

class ByteCursor {
  public:
    explicit ByteCursor(std::string_view bytes, ByteOrder order = ByteOrder::little)
        : bytes_(bytes), order_(order) {}

    [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
    [[nodiscard]] std::size_t at() const { return at_; }
    void set_order(ByteOrder order) { order_ = order; }

    std::optional<std::string_view> take_bytes(std::size_t count) {
        if (count > left()) return std::nullopt;
        const std::string_view taken = bytes_.substr(at_, count);
        at_ += count;
        return taken;
    }

    // Integers, float as IEEE 754 binary32, double as binary64.
    template <class T>
    std::optional<T> take() {
        static_assert(std::is_arithmetic_v<T> && sizeof(T) <= 8);
        const auto taken = take_bytes(sizeof(T));
        if (!taken) return std::nullopt;
        std::uint64_t raw = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            const std::size_t place = order_ == ByteOrder::little ? i : sizeof(T) - 1 - i;
            raw |= std::uint64_t(static_cast<unsigned char>((*taken)[i])) << (8 * place);
        }
        if constexpr (std::is_same_v<T, double>) return std::bit_cast<double>(raw);
        if constexpr (std::is_same_v<T, float>) return std::bit_cast<float>(std::uint32_t(raw));
        if constexpr (std::is_integral_v<T>) return T(raw);
        return std::nullopt;
    }

    // The number at a fixed place; the cursor stays.
    template <class T>
    [[nodiscard]] std::optional<T> peek(std::size_t at) const {
        if (at > bytes_.size()) return std::nullopt;
        return ByteCursor(bytes_.substr(at), order_).take<T>();
    }

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    ByteOrder order_;
};

}  // namespace sacrum::firmware_bridge
