// What must hold whatever bytes an importer is given: a sound recording, or one sentence.
#pragma once

#include <string>

#include "tests/fuzz/csv_oracle.hpp"

namespace sacrum::fuzz {

inline std::string fault_in(const Result<Recording>& read) {
    if (read) return firmware_bridge::fault_in(*read);
    const bool has_remedy = read.error().sentence.find("; ") != std::string::npos;
    return has_remedy ? fault_in_sentence(read.error()) : "no remedy is said: " + read.error().sentence;
}

}  // namespace sacrum::fuzz
