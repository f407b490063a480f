// Text that others wrote, as the UTF-8 that files and messages hold.
#pragma once

#include <string>
#include <string_view>

namespace sacrum {

// Length of the well-formed UTF-8 character that `text`, which is not empty, begins with; 0: none (RFC 3629,
// section 4).
std::size_t character_length(std::string_view text);

// With a question mark for each byte that belongs to no character.
std::string well_formed(std::string_view text);

}  // namespace sacrum
