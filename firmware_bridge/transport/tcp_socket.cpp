#include "firmware_bridge/transport/tcp_socket.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace sacrum::firmware_bridge {
namespace {

constexpr int kIdleSeconds = 4, kProbeSeconds = 2, kProbes = 3;  // 4 + 2 * 3 s

// An option that is refused costs promptness, nothing else.
void set(int socket, int level, int option, int word) {
    setsockopt(socket, level, option, &word, sizeof word);
}

}  // namespace

void prepare_connection(int socket) {
    set(socket, IPPROTO_TCP, TCP_NODELAY, 1);
    set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
    set(socket, IPPROTO_TCP, TCP_KEEPIDLE, kIdleSeconds);
    set(socket, IPPROTO_TCP, TCP_KEEPINTVL, kProbeSeconds);
    set(socket, IPPROTO_TCP, TCP_KEEPCNT, kProbes);
}

std::string connection_loss_in_words(int error) {
    switch (error) {
        case 0: return "the device closed the connection";
        case ECONNRESET: return "the device broke off the connection";
        case ETIMEDOUT:
        case EHOSTUNREACH:
        case ENETUNREACH: return "the device is out of reach";
        default: return std::string("the connection failed: ") + std::strerror(error);
    }
}

}  // namespace sacrum::firmware_bridge
