#include <cstdio>

#include "domain/version.hpp"

int main() {
    std::printf("sacrum %s\n", sacrum::kProgramVersion);
    return 0;
}
