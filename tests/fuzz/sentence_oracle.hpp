// What must hold of every error, whatever was read: one line for a person, of which no terminal takes a part
// for a command. Empty when all holds.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "domain/foreign_text.hpp"
#include "domain/result.hpp"

namespace sacrum::fuzz {

inline bool is_printable(std::string_view text) {
    return well_formed_utf8(text) == text &&
           std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 127; });
}

// Of a file that is called "fuzz".
inline std::string fault_in_sentence(const Error& error) {
    const bool is_sentence = error.sentence.starts_with("fuzz:") && is_printable(error.sentence);
    return is_sentence ? "" : "an error is no sentence: " + error.sentence;
}

// Of words that a person typed; they are repeated as they are.
inline std::string fault_in_sentence(const Error& error, std::string_view words) {
    const bool is_sentence = error.kind == ErrorKind::usage && error.sentence.size() > 20 &&
                             (is_printable(error.sentence) || !is_printable(words));
    return is_sentence ? "" : "an error is no sentence: " + error.sentence;
}

inline std::string_view text_of(const unsigned char* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace sacrum::fuzz
