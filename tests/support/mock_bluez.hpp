// BlueZ without hardware: a private D-Bus and mock_bluez.py on it, for as long as this lives.
// DBUS_SYSTEM_BUS_ADDRESS points there meanwhile, so one at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sacrum::tests {

class MockBluez {
  public:
    // Null where this machine has no dbus-daemon, or no python3 with dbus and gi.
    static std::unique_ptr<MockBluez> start();
    ~MockBluez();
    MockBluez(const MockBluez&) = delete;
    MockBluez& operator=(const MockBluez&) = delete;

    // Carries out one order of mock_bluez.py; its answer without "ok". Throws on an error.
    std::string tell(const std::string& order);
    bool is(std::string_view claim, const std::string& address);  // a word of the answer to "state"

    // BlueZ dies without a word, its bus stays; and comes back knowing nothing.
    void kill();
    bool revive();

  private:
    MockBluez() = default;
    struct Process;
    std::unique_ptr<Process> bus_;
    std::unique_ptr<Process> bluez_;
    std::string folder_;
};

}  // namespace sacrum::tests
