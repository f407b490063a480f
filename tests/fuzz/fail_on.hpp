// How a fuzz target says that its oracle found a fault.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace sacrum::fuzz {

// What LLVMFuzzerTestOneInput returns; stops the program at a fault, with its sentence.
inline int fail_on(const std::string& fault) {
    if (fault.empty()) return 0;
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
}

}  // namespace sacrum::fuzz
