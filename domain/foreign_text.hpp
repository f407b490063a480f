// Text that comes from elsewhere, a file, a device or a browser, as it may stand in a message or a sentence.
#pragma once

#include <string>
#include <string_view>

namespace sacrum {

// Length of the well-formed UTF-8 character that `text`, which is not empty, begins with; 0: none (RFC 3629,
// section 4).
std::size_t character_length(std::string_view text);

// What is no character of UTF-8 becomes '?', a byte at a time; the rest stays.
std::string well_formed_utf8(std::string_view text);

// On one line, without anything that a terminal would obey, and well-formed: what is not becomes '?'.
std::string printable(std::string_view text);

// The same, and short: what is beyond 40 bytes becomes "...".
std::string quotable(std::string_view text);

}  // namespace sacrum
