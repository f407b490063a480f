#include "domain/foreign_text.hpp"

#include <algorithm>
#include <cstddef>

namespace sacrum {
namespace {

// U+0000 to U+001F and U+007F to U+009F.
bool is_control(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1) return first < ' ' || first == 127;
    return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

// Ends with "..." where it is longer, and never within a character.
std::string printable_up_to(std::size_t longest, std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        const std::string_view character = text.substr(0, std::max(length, std::size_t{1}));
        if (shown.size() + character.size() > longest) return shown + "...";
        shown += length == 0 || is_control(character) ? std::string_view("?") : character;
        text.remove_prefix(character.size());
    }
    return shown;
}

}  // namespace

std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return unsigned(static_cast<unsigned char>(text[i])); };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || text.size() < length) return 0;
    const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < low || byte(1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if ((byte(i) & 0xC0U) != 0x80) return 0;
    return length;
}

std::string well_formed_utf8(std::string_view text) {
    std::string clean;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        clean += length == 0 ? std::string_view("?") : text.substr(0, length);
        text.remove_prefix(std::max(length, std::size_t{1}));
    }
    return clean;
}

std::string printable(std::string_view text) { return printable_up_to(text.size(), text); }

std::string quotable(std::string_view text) {
    constexpr std::size_t kLongest = 40;  // bytes
    return printable_up_to(kLongest, text);
}

}  // namespace sacrum
