// A serial line that is not there: the device's end of a pty, under a link whose name stays.
#pragma once

#include <fcntl.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <string_view>

namespace sacrum::transport_tests {

class Pty {
  public:
    explicit Pty(std::filesystem::path link) : link_(std::move(link)) { plug_in(); }
    ~Pty() { unplug(); }
    Pty(const Pty&) = delete;
    Pty& operator=(const Pty&) = delete;

    void plug_in() {
        termios raw{};
        cfmakeraw(&raw);
        int host = -1;
        std::array<char, 128> name{};
        REQUIRE(openpty(&device_, &host, name.data(), &raw, nullptr) == 0);
        close(host);
        REQUIRE(fcntl(device_, F_SETFL, O_NONBLOCK) == 0);
        std::filesystem::create_symlink(name.data(), link_);
    }

    void unplug() {
        if (device_ >= 0) close(device_);
        device_ = -1;
        std::filesystem::remove(link_);
    }

    void send(std::string_view text) const {
        REQUIRE(write(device_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }

    std::string receive() const {
        std::array<char, 4096> buffer{};
        const auto count = read(device_, buffer.data(), buffer.size());
        return count > 0 ? std::string(buffer.data(), static_cast<std::size_t>(count)) : std::string{};
    }

    std::string link() const { return link_.string(); }

  private:
    std::filesystem::path link_;
    int device_ = -1;
};

// Removed with what is in it.
class ScratchFolder {
  public:
    ScratchFolder() {
        auto name = (std::filesystem::temp_directory_path() / "sacrum_transport_XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~ScratchFolder() { std::filesystem::remove_all(path_); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

}  // namespace sacrum::transport_tests
