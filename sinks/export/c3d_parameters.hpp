// The parameter section of a C3D file: groups of named texts and numbers.
//
//   1 0x50 blocks 84 │ len -id NAME offset len description │ len id NAME offset type dims… data len
//   description │ 0
//
// Little-endian (processor 84). Texts are padded with blanks to the longest of their parameter.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sacrum::sinks {

constexpr std::size_t kLongestC3dText = 255;  // a dimension is a byte

// Its beginning that fits, never ending within a character of UTF-8.
std::string_view cut_c3d_text(std::string_view text, std::size_t most = kLongestC3dText);

class C3dParameters {
  public:
    // What follows belongs to it. Names are upper case; a description has at most 127 bytes.
    void group(std::string_view name, std::string_view description);

    void text(std::string_view name, std::string_view text);
    void texts(std::string_view name, std::span<const std::string> texts);
    void integer(std::string_view name, std::int16_t number);
    void integers(std::string_view name, std::span<const std::int16_t> numbers);
    void real(std::string_view name, float number);
    // As columns of `height` numbers where that is given.
    void reals(std::string_view name, std::span<const float> numbers, std::size_t height = 0);

    // The whole section, in blocks of 512 bytes, with POINT:DATA_START set to the block after it.
    [[nodiscard]] std::string section() const;
    [[nodiscard]] std::uint16_t data_start() const;

  private:
    void head(std::string_view name, std::int8_t type, std::initializer_list<std::size_t> dimensions,
              std::size_t data_bytes);
    [[nodiscard]] std::size_t blocks() const;
    std::string bytes_ = std::string(4, '\0');
    std::int8_t id_ = 0;
    std::size_t data_start_at_ = 0;
};

}  // namespace sacrum::sinks
