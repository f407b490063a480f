// How a session ends, and what is in its recording then: killed, out of space, with readers that leave or do
// not read, stopped by a person, or not begun at all.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <random>

#include "firmware_bridge/recording/recording_reader.hpp"
#include "tests/app/program.hpp"
#include "tests/support/free_port.hpp"
#include "tests/support/program_time.hpp"

namespace sacrum::app {
namespace {

using firmware_bridge::EndReason;
using firmware_bridge::RecordingReader;

firmware_bridge::RecordingCondition condition_of(const std::filesystem::path& recording) {
    auto reader = RecordingReader::open(recording);
    REQUIRE(reader);
    while (reader->next() != nullptr) {
    }
    return reader->condition();
}

double last_second_of(const std::filesystem::path& recording) {
    return in_seconds(condition_of(recording).last_time.value_or(firmware_bridge::ArrivalTime{}));
}

std::optional<EndReason> end_of(const std::filesystem::path& recording) {
    const auto end = condition_of(recording).end;
    return end ? std::optional(end->reason) : std::nullopt;
}

// For asking again and again: a recording that is only being made has no header yet and cannot be opened.
bool is_complete(const std::filesystem::path& recording) {
    return RecordingReader::open(recording) && end_of(recording) == EndReason::device_ended;
}

// Stdout of a program, read or not as the test likes.
class Pipe {
  public:
    Pipe() { REQUIRE(pipe2(ends_.data(), O_CLOEXEC) == 0); }
    ~Pipe() { close_reader(); }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] std::function<void()> as_stdout() const {
        return [writer = ends_[1]] { dup2(writer, STDOUT_FILENO); };
    }
    void close_writer() { close(std::exchange(ends_[1], -1)); }
    void close_reader() { close(std::exchange(ends_[0], -1)); }
    [[nodiscard]] std::string read_some() const {
        std::array<char, 4096> bytes{};
        const ssize_t count = read(ends_[0], bytes.data(), bytes.size());
        return count > 0 ? std::string(bytes.data(), std::size_t(count)) : std::string();
    }
    [[nodiscard]] std::string read_all() const {
        std::string all;
        for (std::string some = read_some(); !some.empty(); some = read_some()) all += some;
        return all;
    }

  private:
    std::array<int, 2> ends_{-1, -1};
};

// How often a promise of a second is tried before it counts as broken: a machine that is busy with something
// else may hold a program up in ways that nobody counts.
constexpr int kTries = 4;

struct Victim {
    Victim(int its_number, double moment_s) : number(its_number), dies_at_s(moment_s) {
        const std::string address = "sim:runner?duration_s=600&seed=" + std::to_string(number);
        program.emplace(number % 2 == 0
                            ? std::vector<std::string>{"live", address, "--headless", "--record", recording}
                            : std::vector<std::string>{"record", address, "--out", recording});
    }
    // The device begins with the link: from when that was said its arrivals count as sent.
    bool has_died() {
        if (!since_link) {
            const std::string said = program->out() + program->err();
            if (said.find("link") != std::string::npos) since_link.emplace(program->id());
            return false;
        }
        if (since_link->wall_seconds() < dies_at_s) return false;
        ran_s = since_link->seconds();
        program->signal(SIGKILL);
        return true;
    }

    int number;
    double dies_at_s;
    ScratchFolder folder{tests::folder_in_memory()};
    std::string recording = folder / "run.sacrum";
    std::optional<RunningProgram> program{};
    std::optional<tests::ProgramTime> since_link{};
    double ran_s = 0.0;
};

// Kills a program for each of these numbers, ten at a time, each at a moment of its own; gives the numbers of
// those whose recordings lack more than a second.
std::vector<int> late_ones(std::vector<int> numbers, std::mt19937& random) {
    constexpr std::size_t kAtOnce = 10;
    std::uniform_real_distribution<double> moment_s(0.3, 3.0);
    std::vector<int> late;
    while (!numbers.empty()) {
        const auto count = std::ptrdiff_t(std::min(kAtOnce, numbers.size()));
        std::vector<std::unique_ptr<Victim>> living, dead;
        for (std::ptrdiff_t i = 0; i < count; ++i, numbers.pop_back()) {
            living.push_back(std::make_unique<Victim>(numbers.back(), moment_s(random)));
        }
        REQUIRE(comes_true([&] {
            for (auto& victim : living) {
                if (victim->has_died()) dead.push_back(std::move(victim));
            }
            std::erase(living, nullptr);
            return living.empty();
        }));
        for (const auto& victim : dead) {
            INFO("program " << victim->number << ", killed after " << victim->ran_s << " s");
            CHECK(victim->program->wait() == 128 + SIGKILL);
            const Run info = run_program("info " + victim->recording);
            CHECK(info.exit_code == 0);
            CHECK(info.out.find("not in order") != std::string::npos);
            if (last_second_of(victim->recording) < victim->ran_s - 1.0) late.push_back(victim->number);
        }
    }
    return late;
}

// Seconds from when the file grew no more until that was said.
double said_after_s(const std::filesystem::path& recording, RunningProgram& program, std::uintmax_t& size) {
    tests::ProgramTime since_growth(program.id());
    REQUIRE(comes_true([&] {
        if (program.err().find("the file may not grow further") != std::string::npos) return true;
        std::error_code not_yet;
        const auto now = std::filesystem::file_size(recording, not_yet);
        if (!not_yet && std::exchange(size, now) != now) since_growth = tests::ProgramTime(program.id());
        return false;
    }));
    return since_growth.seconds();
}

}  // namespace

TEST_CASE("a program killed at any of fifty moments leaves a recording that lacks at most the last second") {
    std::mt19937 random(4711);
    std::vector<int> numbers(50);
    std::iota(numbers.begin(), numbers.end(), 0);
    for (int tries = 0; tries < kTries && !numbers.empty(); ++tries) numbers = late_ones(numbers, random);
    CHECK(numbers.empty());
}

TEST_CASE("a disk that takes no more is said within a second, and what was written stays readable") {
    constexpr rlim_t kMost = 50'000;
    double after_s = 2.0;
    for (int tries = 0; tries < kTries && after_s > 1.0; ++tries) {
        const ScratchFolder folder(tests::folder_in_memory());
        const auto recording = folder / "run.sacrum";
        RunningProgram program({"record", "sim:runner?duration_s=30&speed=10", "--out", recording.string()},
                               [] {
                                   const rlimit limit{kMost, kMost};
                                   setrlimit(RLIMIT_FSIZE, &limit);
                               });
        std::uintmax_t size = 0;
        after_s = said_after_s(recording, program, size);
        CHECK(size > kMost / 2);
        CHECK(program.wait() == 4);
        CHECK(program.err().find("the end of the recording is missing") != std::string::npos);
        const Run info = run_program("info " + recording.string());
        CHECK(info.exit_code == 0);
        CHECK(last_second_of(recording) > 5.0);
    }
    CHECK(after_s < 1.0);
}

TEST_CASE("a session whose reader leaves ends quietly and closes its recording in order") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    Pipe pipe;
    RunningProgram live(
        {"live", "sim:runner?duration_s=120&speed=20", "--headless", "--record", recording.string()},
        pipe.as_stdout());
    pipe.close_writer();
    CHECK(pipe.read_some().starts_with("{\"started\""));
    pipe.close_reader();
    CHECK(live.wait() == 0);
    CHECK(live.err().empty());
    CHECK(end_of(recording) == EndReason::stopped_by_person);
}

TEST_CASE("a replay whose reader leaves ends quietly") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    REQUIRE(
        run_program("record 'sim:runner?duration_s=30&speed=max' --out " + recording.string()).exit_code ==
        0);
    Pipe pipe;
    RunningProgram replay({"replay", recording.string(), "--headless"}, pipe.as_stdout());
    pipe.close_writer();
    CHECK(!pipe.read_some().empty());
    pipe.close_reader();
    CHECK(replay.wait() == 0);
    CHECK(replay.err().empty());
}

TEST_CASE("a reader that does not read holds no session up, and misses nothing once it reads") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    Pipe pipe;
    RunningProgram live(
        {"live", "sim:runner?duration_s=60&speed=max", "--headless", "--record", recording.string()},
        pipe.as_stdout());
    pipe.close_writer();
    CHECK(comes_true([&] { return is_complete(recording); }));
    CHECK(!live.has_ended());  // its lines do not fit a pipe
    const std::string said = pipe.read_all();
    CHECK(live.wait() == 0);
    CHECK((said == run_program("replay " + recording.string() + " --headless").out));
}

TEST_CASE("Ctrl-C ends a program that waits for a reader") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    Pipe pipe;
    RunningProgram live(
        {"live", "sim:runner?duration_s=60&speed=max", "--headless", "--record", recording.string()},
        pipe.as_stdout());
    pipe.close_writer();
    REQUIRE(comes_true([&] { return is_complete(recording); }));
    live.signal(SIGINT);
    CHECK(live.wait() == 128 + SIGINT);
}

TEST_CASE("a full stdout is said once and costs no recording") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    RunningProgram live(
        {"live", "sim:runner?duration_s=10&speed=max", "--headless", "--record", recording.string()},
        [] { dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO); });
    CHECK(live.wait() == 4);
    CHECK(live.err().find("stdout: the lines cannot be written (No space left on device)") !=
          std::string::npos);
    CHECK(live.err().find('\n') == live.err().size() - 1);
    CHECK(end_of(recording) == EndReason::device_ended);
}

TEST_CASE("Ctrl-C, a request to end and a terminal that closes end a session in order") {
    const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
    INFO("signal " << signal);
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    RunningProgram live(
        {"live", "sim:runner?duration_s=120&speed=20", "--headless", "--record", recording.string()});
    REQUIRE(live.says("\"contact\""));
    live.signal(signal);
    CHECK(live.wait() == 0);
    CHECK(live.err().empty());
    CHECK(live.out().find("\"ended\":{\"reason\":\"STOPPED_BY_PERSON\"") != std::string::npos);
    CHECK(end_of(recording) == EndReason::stopped_by_person);
    CHECK((run_program("replay " + recording.string() + " --headless").out == live.out()));
}

TEST_CASE("with --for the session ends at that second, however fast it goes") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    const Run live = run_program("live 'sim:runner?duration_s=60&speed=max' --for 12 --headless --record " +
                                 recording.string());
    CHECK(live.exit_code == 0);
    CHECK(last_second_of(recording) == Approx(12.0).margin(0.1));
    CHECK((run_program("replay " + recording.string() + " --headless").out == live.out));
}

TEST_CASE("with --for a session to which nobody comes ends, and leaves no empty recording") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    const Run live = run_program("record udp://:" + std::to_string(tests::free_port()) + " --for 1 --out " +
                                 recording.string());
    CHECK(live.exit_code == 0);
    CHECK(!std::filesystem::exists(recording));
}

TEST_CASE("a session that cannot begin says why and leaves no recording") {
    const auto [words, code, finding] = GENERATE(table<std::string, int, std::string>(
        {{"foo:bar", 2, "no kind of device named 'foo'"},
         {"sim:runner --protocol foo", 2, "protocol \"foo\" is not known"},
         {"sim:runner?speed=fast", 2, "speed=fast: give a number above 0, or max"},
         {"sim:runner sim:nobody", 2, "there are sim:runner and sim:walker"},
         {"serial:/dev/there_is_no_such_port", 3, "there is no such port"},
         {"tcp://127.0.0.1:1", 3, "tcp://127.0.0.1:1"},
         {"file:there_is_no_such.sacrum", 3, "there_is_no_such.sacrum"}}));
    INFO(words);
    const ScratchFolder folder;
    const Run live =
        run_program("live --headless --record " + (folder / "run.sacrum").string() + " " + words);
    CHECK(live.exit_code == code);
    CHECK(live.err.find(finding) != std::string::npos);
    CHECK(live.err.find('\n') == live.err.size() - 1);
    CHECK(std::filesystem::is_empty(folder / ""));
}

TEST_CASE("a recording that is there is not written over, and none of several is left behind") {
    const ScratchFolder folder;
    write_text(folder / "run-2.sacrum", "mine");
    const Run record = run_program("record 'sim:runner?speed=max' 'sim:walker?speed=max' --out " +
                                   (folder / "run.sacrum").string());
    CHECK(record.exit_code == 4);
    CHECK(record.err.find("run-2.sacrum: is there already") != std::string::npos);
    CHECK(read_text(folder / "run-2.sacrum") == "mine");
    CHECK(!std::filesystem::exists(folder / "run-1.sacrum"));
}

TEST_CASE("several devices are recorded in a file each") {
    const ScratchFolder folder;
    const Run record = run_program("record 'sim:runner?duration_s=10&speed=max' " +
                                   std::string("'sim:walker?duration_s=20&speed=max' --out ") +
                                   (folder / "run.sacrum").string());
    CHECK(record.exit_code == 0);
    CHECK(record.err.find("[1] ended after 10.0 s: 2000 samples, 0 missing") != std::string::npos);
    CHECK(record.err.find("[2] ended after 20.0 s: 4000 samples, 0 missing") != std::string::npos);
    CHECK(last_second_of(folder / "run-1.sacrum") == Approx(10.0).margin(0.1));
    CHECK(last_second_of(folder / "run-2.sacrum") == Approx(20.0).margin(0.1));
}

TEST_CASE("without Bluetooth the serial ports are listed all the same") {
    const Run devices = run_program("devices", "DBUS_SYSTEM_BUS_ADDRESS=unix:path=/there/is/no/bus");
    CHECK(devices.exit_code == 0);
    CHECK(devices.out.find("serial") != std::string::npos);
    CHECK(devices.err.starts_with("sacrum: Bluetooth: "));
    CHECK(devices.err.find('\n') == devices.err.size() - 1);
}

}  // namespace sacrum::app
