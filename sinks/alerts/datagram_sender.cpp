#include "sinks/alerts/datagram_sender.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace sacrum::sinks {

Result<DatagramSender> DatagramSender::to(const std::string& host, const std::string& port,
                                          std::string_view whole) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_DGRAM;
    wanted.ai_flags = AI_NUMERICSERV;
    addrinfo* list = nullptr;
    if (const int failed = getaddrinfo(host.c_str(), port.c_str(), &wanted, &list); failed != 0) {
        return fail(ErrorKind::usage,
                    fmt::format("{}: no such host ({}); give a name or a number that this machine "
                                "can reach",
                                whole, gai_strerror(failed)));
    }
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> found(list, &freeaddrinfo);
    int error = 0;
    for (const addrinfo* one = found.get(); one != nullptr; one = one->ai_next) {
        const int socket = ::socket(one->ai_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (socket >= 0 && ::connect(socket, one->ai_addr, one->ai_addrlen) == 0)
            return DatagramSender(socket);
        error = errno;
        if (socket >= 0) ::close(socket);
    }
    return fail(ErrorKind::usage,
                fmt::format("{}: cannot be reached from here ({})", whole, std::strerror(error)));
}

DatagramSender::~DatagramSender() {
    if (socket_ >= 0) ::close(socket_);
}

void DatagramSender::send(std::string_view content) const {
    // A refusal of the datagram before shows here: then this one is tried once more.
    for (int tries = 0; tries < 2; ++tries) {
        if (::send(socket_, content.data(), content.size(), MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) return;
        if (errno != ECONNREFUSED && errno != EINTR) return;
    }
}

}  // namespace sacrum::sinks
