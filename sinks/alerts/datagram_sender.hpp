// Sends datagrams to one place and never waits. Reaching nobody is no fault.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "domain/result.hpp"

namespace sacrum::sinks {

class DatagramSender {
  public:
    // Looks the host up, which may take a moment. `whole` is the address as typed, for the error.
    static Result<DatagramSender> to(const std::string& host, const std::string& port,
                                     std::string_view whole);
    ~DatagramSender();
    DatagramSender(DatagramSender&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    DatagramSender& operator=(DatagramSender&& other) noexcept {
        std::swap(socket_, other.socket_);
        return *this;
    }

    void send(std::string_view content) const;

  private:
    explicit DatagramSender(int socket) : socket_(socket) {}
    int socket_;
};

}  // namespace sacrum::sinks
