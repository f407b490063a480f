// Bytes up to the next line feed. When a line outgrows the buffer, its older half is dropped: the end of a
// long stretch of garbage may hold a whole message.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sacrum::firmware_bridge {

class LineCollector {
  public:
    static constexpr std::size_t kLongest = 512;

    // True when the byte ended a line: read it, then clear().
    bool push(std::byte byte);
    void clear();

    // Without its line feed.
    [[nodiscard]] std::span<const std::byte> bytes() const { return {buffer_.data(), size_}; }
    [[nodiscard]] std::string_view text() const {
        return {reinterpret_cast<const char*>(buffer_.data()), size_};
    }
    // Of this line, its dropped part and its line feed included.
    [[nodiscard]] std::int64_t bytes_seen() const { return seen_; }
    [[nodiscard]] bool is_cut() const { return seen_ > std::int64_t(size_) + 1; }

  private:
    std::array<std::byte, kLongest> buffer_{};
    std::size_t size_ = 0;
    std::int64_t seen_ = 0;
};

}  // namespace sacrum::firmware_bridge
