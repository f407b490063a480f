// The device's end of TCP and UDP, in plain POSIX: what a test plays against a transport.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sacrum::transport_tests {

class InternetSocket {
  public:
    // kind: SOCK_STREAM or SOCK_DGRAM. Port 0 takes a free one.
    explicit InternetSocket(int kind, const char* host = "127.0.0.1", std::uint16_t port = 0)
        : socket_(::socket(AF_INET, kind, 0)) {
        REQUIRE(socket_ >= 0);
        const int yes = 1;
        setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        const auto here = end(host, port);
        REQUIRE(::bind(socket_, general(here), sizeof here) == 0);
    }
    explicit InternetSocket(std::pair<int, bool> taken) : socket_(taken.first) {}
    ~InternetSocket() { shut(); }
    InternetSocket(const InternetSocket&) = delete;
    InternetSocket& operator=(const InternetSocket&) = delete;

    std::uint16_t port() const {
        sockaddr_in here{};
        socklen_t length = sizeof here;
        REQUIRE(getsockname(socket_, static_cast<sockaddr*>(static_cast<void*>(&here)), &length) == 0);
        return ntohs(here.sin_port);
    }
    void connect_to(std::uint16_t port) const {
        const auto there = end("127.0.0.1", port);
        REQUIRE(::connect(socket_, general(there), sizeof there) == 0);
    }
    void listen() const { REQUIRE(::listen(socket_, 4) == 0); }
    // Blocks until the transport has connected, which the kernel does without its help.
    InternetSocket accept() const {
        return InternetSocket(std::pair(::accept(socket_, nullptr, nullptr), true));
    }
    bool has_connection() const {
        fcntl(socket_, F_SETFL, O_NONBLOCK);
        std::array<char, 1> byte{};
        return ::recv(socket_, byte.data(), 1, MSG_PEEK | MSG_DONTWAIT) != 0;
    }
    void send(std::string_view text) const {
        REQUIRE(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()));
    }
    std::string receive() const {
        std::array<char, 4096> buffer{};
        const auto count = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
        return count > 0 ? std::string(buffer.data(), static_cast<std::size_t>(count)) : std::string{};
    }
    void shut() {
        if (socket_ >= 0) close(socket_);
        socket_ = -1;
    }

  private:
    static sockaddr_in end(const char* host, std::uint16_t port) {
        sockaddr_in end{};
        end.sin_family = AF_INET;
        end.sin_port = htons(port);
        inet_pton(AF_INET, host, &end.sin_addr);
        return end;
    }
    static const sockaddr* general(const sockaddr_in& end) {
        return static_cast<const sockaddr*>(static_cast<const void*>(&end));
    }

    int socket_ = -1;
};

}  // namespace sacrum::transport_tests
