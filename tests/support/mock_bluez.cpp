#include "tests/support/mock_bluez.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace sacrum::tests {
namespace {

constexpr int kAnswerLimitMs = 120000;

constexpr const char* kBusConfig =
    R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";

}  // namespace

// A child with one socket for what it reads and writes; it ends with this object, or with this program.
struct MockBluez::Process {
    explicit Process(std::vector<std::string> words) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            throw std::runtime_error("socketpair");
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        child = fork();
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            dup2(ends[1], STDIN_FILENO);
            dup2(ends[1], STDOUT_FILENO);
            // dbus-daemon complains of limits it may not raise; what matters is said on stdout.
            dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
            execvp(arguments[0], arguments.data());
            _exit(127);
        }
        close(ends[1]);
        line_end = ends[0];
    }

    ~Process() {
        ::kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        close(line_end);
    }

    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    // Empty: it ended or does not answer.
    std::string read_line() const {
        std::string line;
        for (char c = 0; c != '\n';) {
            pollfd readable{.fd = line_end, .events = POLLIN, .revents = 0};
            if (poll(&readable, 1, kAnswerLimitMs) != 1 || read(line_end, &c, 1) != 1) return {};
            if (c != '\n') line += c;
        }
        return line;
    }

    pid_t child = -1;
    int line_end = -1;
};

std::unique_ptr<MockBluez> MockBluez::start() {
    std::unique_ptr<MockBluez> mock(new MockBluez);
    std::string folder = (std::filesystem::temp_directory_path() / "sacrum_bus_XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) return nullptr;
    mock->folder_ = folder;
    const auto config = folder + "/bus.conf";
    std::ofstream(config) << kBusConfig;
    mock->bus_ = std::make_unique<Process>(std::vector<std::string>{
        "dbus-daemon", "--config-file=" + config, "--nofork", "--nopidfile", "--print-address=1"});
    const auto address = mock->bus_->read_line();
    if (address.empty()) return nullptr;
    setenv("DBUS_SYSTEM_BUS_ADDRESS", address.c_str(), 1);
    if (!mock->revive()) return nullptr;
    return mock;
}

MockBluez::~MockBluez() {
    unsetenv("DBUS_SYSTEM_BUS_ADDRESS");
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string MockBluez::tell(const std::string& order) {
    const auto line = order + "\n";
    std::string answer;
    if (bluez_ &&
        send(bluez_->line_end, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size())) {
        answer = bluez_->read_line();
    }
    if (!answer.starts_with("ok")) throw std::runtime_error("mock_bluez.py, " + order + ": " + answer);
    return answer.size() > 3 ? answer.substr(3) : std::string{};
}

bool MockBluez::is(std::string_view claim, const std::string& address) {
    return tell("state " + address).find(claim) != std::string::npos;
}

void MockBluez::kill() { bluez_.reset(); }

bool MockBluez::revive() {
    bluez_ = std::make_unique<Process>(
        std::vector<std::string>{"/usr/bin/python3", SACRUM_SOURCE_DIR "/tests/support/mock_bluez.py"});
    return bluez_->read_line() == "ready";
}

}  // namespace sacrum::tests
