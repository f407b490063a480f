// A port of this machine for one test, TCP and UDP. No other test has it while this program runs, and no
// connection gets it by chance: it lies below those that the system gives away.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace sacrum::tests {

inline bool is_free(int kind, std::uint16_t port) {
    const int probe = ::socket(AF_INET, kind | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    auto* const address = static_cast<sockaddr*>(static_cast<void*>(&place));
    const bool is_mine = probe >= 0 && ::bind(probe, address, sizeof place) == 0;
    ::close(probe);
    return is_mine;
}

// Until this program ends: a socket whose name, which is in no folder, one program can have.
inline bool reserve(std::uint16_t port) {
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    const std::string text = "sacrum_test_port_" + std::to_string(port);
    text.copy(name.sun_path + 1, text.size());
    const int held = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (held < 0) return false;
    if (::bind(held, static_cast<sockaddr*>(static_cast<void*>(&name)), sizeof name) == 0) return true;
    ::close(held);
    return false;
}

inline std::uint16_t free_port() {
    constexpr unsigned kFirst = 20000, kCount = 12000;
    static unsigned next = unsigned(::getpid()) * 7U;
    for (unsigned tries = 0; tries < kCount; ++tries) {
        const auto port = std::uint16_t(kFirst + next++ % kCount);
        if (is_free(SOCK_STREAM, port) && is_free(SOCK_DGRAM, port) && reserve(port)) return port;
    }
    throw std::runtime_error("no free port");
}

}  // namespace sacrum::tests
