#include "sinks/export/c3d_parameters.hpp"

#include <algorithm>
#include <cassert>

#include "sinks/export/little_endian.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::int8_t kText = -1;
constexpr std::int8_t kInteger = 2;
constexpr std::int8_t kReal = 4;

}  // namespace

std::string_view cut_c3d_text(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0u) == 0x80u) --most;
    return text.substr(0, most);
}

void C3dParameters::group(std::string_view name, std::string_view description) {
    assert(name.size() <= 127 && description.size() <= 127);
    ++id_;
    append_bytes(bytes_, std::int8_t(name.size()));
    append_bytes(bytes_, std::int8_t(-id_));
    bytes_ += name;
    append_bytes(bytes_, std::uint16_t(3 + description.size()));  // to what follows, from here
    append_bytes(bytes_, std::uint8_t(description.size()));
    bytes_ += description;
}

void C3dParameters::head(std::string_view name, std::int8_t type,
                         std::initializer_list<std::size_t> dimensions, std::size_t data_bytes) {
    const std::size_t to_next = 2 + 1 + 1 + dimensions.size() + data_bytes + 1;
    assert(to_next <= 0x7fff);  // some readers take it as signed
    append_bytes(bytes_, std::int8_t(name.size()));
    append_bytes(bytes_, id_);
    bytes_ += name;
    append_bytes(bytes_, std::uint16_t(to_next));
    append_bytes(bytes_, type);
    append_bytes(bytes_, std::uint8_t(dimensions.size()));
    for (const std::size_t dimension : dimensions) {
        assert(dimension <= kLongestC3dText);
        append_bytes(bytes_, std::uint8_t(dimension));
    }
}

void C3dParameters::text(std::string_view name, std::string_view text) {
    text = cut_c3d_text(text);
    head(name, kText, {text.size()}, text.size());
    bytes_ += text;
    bytes_ += '\0';  // no description
}

void C3dParameters::texts(std::string_view name, std::span<const std::string> texts) {
    std::size_t longest = 1;
    for (const std::string& text : texts) longest = std::max(longest, cut_c3d_text(text).size());
    head(name, kText, {longest, texts.size()}, longest * texts.size());
    for (const std::string& text : texts) {
        bytes_ += cut_c3d_text(text);
        bytes_.append(longest - cut_c3d_text(text).size(), ' ');
    }
    bytes_ += '\0';
}

void C3dParameters::integer(std::string_view name, std::int16_t number) {
    head(name, kInteger, {}, 2);
    if (name == "DATA_START") data_start_at_ = bytes_.size();
    append_bytes(bytes_, number);
    bytes_ += '\0';
}

void C3dParameters::integers(std::string_view name, std::span<const std::int16_t> numbers) {
    head(name, kInteger, {numbers.size()}, 2 * numbers.size());
    for (const std::int16_t number : numbers) append_bytes(bytes_, number);
    bytes_ += '\0';
}

void C3dParameters::real(std::string_view name, float number) {
    head(name, kReal, {}, 4);
    append_bytes(bytes_, number);
    bytes_ += '\0';
}

void C3dParameters::reals(std::string_view name, std::span<const float> numbers, std::size_t height) {
    if (height > 0) {
        head(name, kReal, {height, numbers.size() / height}, 4 * numbers.size());
    } else {
        head(name, kReal, {numbers.size()}, 4 * numbers.size());
    }
    for (const float number : numbers) append_bytes(bytes_, number);
    bytes_ += '\0';
}

// At least one zero byte ends the section.
std::size_t C3dParameters::blocks() const { return bytes_.size() / kBlock + 1; }

std::uint16_t C3dParameters::data_start() const { return std::uint16_t(2 + blocks()); }

std::string C3dParameters::section() const {
    assert(blocks() <= kLongestC3dText);
    std::string section = bytes_;
    section.resize(blocks() * kBlock, '\0');
    section[0] = 1;
    section[1] = 0x50;
    section[2] = char(blocks());
    section[3] = 84;
    if (data_start_at_ > 0) {
        std::string place;
        append_bytes(place, data_start());
        section.replace(data_start_at_, 2, place);
    }
    return section;
}

}  // namespace sacrum::sinks
