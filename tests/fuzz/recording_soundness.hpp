// What must hold whatever bytes an importer is given: a sound recording, or one sentence.
#pragma once

#include <string>

#include "tests/fuzz/csv_oracle.hpp"

namespace sacrum::fuzz {

inline std::string fault_in(const Result<Recording>& read) {
    if (read) return firmware_bridge::fault_in(*read);
    const std::string& sentence = read.error().sentence;
    const bool is_sentence = sentence.starts_with("fuzz: ") && sentence.find('\n') == std::string::npos &&
                             sentence.find("; ") != std::string::npos;
    return is_sentence ? "" : "an error is no sentence: " + sentence;
}

}  // namespace sacrum::fuzz
