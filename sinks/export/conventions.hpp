// What the numbers of an export mean, in sentences that stand in the metadata of every exported file. They
// say in short what docs/frames_and_signs.md says at length.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sacrum::sinks {

struct Convention {
    std::string_view key;  // a word for programs: obliquity, angle_sequence, …
    std::string_view
        sentence;  // for people; holds neither '=' nor a line end, which some headers cannot carry
};

std::span<const Convention> conventions();

// "KEY: SENTENCE" for all, one after the other, with `between` between them.
std::string conventions_text(std::string_view between);

}  // namespace sacrum::sinks
