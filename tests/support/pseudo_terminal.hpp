// Whether this machine has pseudo-terminals; a bare chroot has none.
#pragma once

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>

namespace sacrum::tests {

inline bool has_pseudo_terminals() {
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    std::array<char, 128> name{};
    const bool is_usable = master >= 0 && ::grantpt(master) == 0 && ::unlockpt(master) == 0 &&
                           ::ptsname_r(master, name.data(), name.size()) == 0 &&
                           ::access(name.data(), R_OK | W_OK) == 0;
    if (master >= 0) ::close(master);
    if (!is_usable) WARN("no pseudo-terminals here: serial lines were not tried");
    return is_usable;
}

}  // namespace sacrum::tests
