#include "firmware_bridge/recording/recording_writer.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <random>
#include <thread>

#include "tests/firmware_bridge/recording/recorded_example.hpp"
#include "tests/support/allocation_counter.hpp"
#include "tests/support/program_time.hpp"

namespace sacrum::firmware_bridge {
namespace {

using namespace std::chrono_literals;
using namespace tests;
using sacrum::tests::folder_in_memory;
using sacrum::tests::ProgramTime;
using sacrum::tests::waited_for_a_core_s;
using Wall = std::chrono::steady_clock;

template <class Claim>
bool comes_true(Claim claim, Duration within = 300s) {
    for (const auto end = Wall::now() + within; Wall::now() < end; std::this_thread::sleep_for(5ms))
        if (claim()) return true;
    return false;
}

// Lowers what a file of this program may grow to, as a disk that fills up; lifted at the end.
class SmallDisk {
  public:
    explicit SmallDisk(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

  private:
    rlimit before_{};
};

TEST_CASE("what is appended is in the file in order, with an end and an index") {
    for (const bool compress : {false, true}) {
        const Folder folder;
        auto writer =
            RecordingWriter::create(folder / "run.sacrum", example_header(), {.compress = compress});
        REQUIRE(writer);
        std::vector<std::string> expected;
        for (int i = 0; i < 5000; ++i) {
            const std::string bytes = "packet " + std::to_string(i);
            const RecordingEntry entry(arrival_of(i * 10ms, bytes));
            expected.push_back(line_of(entry));
            writer->append(entry);
        }
        for (const RecordingEntry& entry :
             {RecordingEntry(LinkChange{51s, false, "unplugged"}), RecordingEntry(LinkChange{52s, true, ""}),
              RecordingEntry(PersonAction{53s, cue("lift", "Ann")}),
              RecordingEntry(DescribedDevice{54s, {.model = "x"}})}) {
            expected.push_back(line_of(entry));
            writer->append(entry);
        }
        REQUIRE(writer->close(EndReason::stopped_by_person, "done"));
        CHECK(writer->close(EndReason::fault));  // once is enough
        expected.push_back("end 54000 1 done");
        auto reader = RecordingReader::open(folder / "run.sacrum");
        REQUIRE(reader);
        CHECK(reader->header()->device == example_header().device);
        CHECK(lines_of(*reader) == expected);
        CHECK(reader->condition().is_whole());
        CHECK(reader->condition().scan.good_chunks > 200);  // 250 ms of arrivals each
        reader->seek(20s);
        CHECK(line_of(*reader->next()) == "arrival 20000 0 packet 2000");
    }
}

TEST_CASE("texts that are not UTF-8 do not spoil the chunk they stand in") {
    const Folder folder;
    auto writer = RecordingWriter::create(folder / "run.sacrum", {.address = "serial:\xFF"});
    REQUIRE(writer);
    writer->append(LinkChange{1s, false, "caf\xE9 \xC3\xA9 \xED\xA0\x80 \xF4\x90\x80\x80"});
    REQUIRE(writer->close(EndReason::device_ended));
    auto reader = RecordingReader::open(folder / "run.sacrum");
    REQUIRE(reader);
    CHECK(reader->header()->address == "serial:?");
    CHECK(lines_of(*reader)[0] == "link 1000 lost caf? \xC3\xA9 ??? ????");
}

TEST_CASE("an existing file is not overwritten") {
    const Folder folder;
    write_bytes(folder / "run.sacrum", "precious");
    const auto writer = RecordingWriter::create(folder / "run.sacrum", {});
    REQUIRE_FALSE(writer);
    CHECK(writer.error().sentence.find("is there already and is not overwritten") != std::string::npos);
    CHECK(bytes_of(folder / "run.sacrum") == "precious");
    CHECK_FALSE(RecordingWriter::create(folder / "nowhere" / "run.sacrum", {}));
}

TEST_CASE("a lone arrival reaches the file without anything after it") {
    const Folder folder;
    auto writer = RecordingWriter::create(folder / "run.sacrum", {});
    REQUIRE(writer);
    writer->append(arrival_of(1s, "lone"));
    CHECK(comes_true([&] { return bytes_of(folder / "run.sacrum").find("lone") != std::string::npos; }));
}

TEST_CASE("a full disk is said within a second, keeps what was written, and is got over") {
    const Folder folder(folder_in_memory());
    auto writer = RecordingWriter::create(folder / "run.sacrum", example_header(), {.queue_bytes = 20'000});
    REQUIRE(writer);
    const std::string bytes(100, 'x');
    std::vector<std::string> sent;
    int i = 0;
    const auto append = [&] {
        const RecordingEntry entry(arrival_of(i++ * 10ms, bytes));
        sent.push_back(line_of(entry));
        writer->append(entry);
    };
    {
        const SmallDisk disk(10'000);
        ProgramTime since_full(::getpid());
        while (i < 95) append();  // some 11 kB
        REQUIRE(comes_true([&] { return writer->fault().has_value(); }));
        CHECK(since_full.seconds() < 1.0);
        CHECK(writer->fault()->sentence.find("run.sacrum: the file may not grow further") == 0);
        CHECK(bytes_of(folder / "run.sacrum").size() <= 10'000);
        auto reader = RecordingReader::open(folder / "run.sacrum");
        REQUIRE(reader);
        const auto lines = lines_of(*reader);
        CHECK(lines.size() > 50);
        CHECK(std::equal(lines.begin(), lines.end(), sent.begin()));
        CHECK(reader->condition().scan.tail_bytes == 0);
        while (writer->lost_entries() < 20) append();  // the queue is full, too
    }
    REQUIRE(comes_true([&] { return !writer->fault(); }));
    for (int k = 0; k < 10; ++k) append();
    const std::uint64_t lost = writer->lost_entries();
    const auto closed = writer->close(EndReason::stopped_by_person);
    REQUIRE_FALSE(closed);
    CHECK(closed.error().sentence.find(std::to_string(lost) + " arrivals are missing") != std::string::npos);
    auto reader = RecordingReader::open(folder / "run.sacrum");
    REQUIRE(reader);
    const auto lines = lines_of(*reader);
    CHECK(std::count_if(lines.begin(), lines.end(),
                        [](const auto& line) { return line.starts_with("loss "); }) == 1);
    CHECK(lines.size() == sent.size() - lost + 2);  // the loss and the end
    CHECK(lines[lines.size() - 2] == sent.back());
    CHECK(reader->condition().lost_entries == lost);
    CHECK(reader->condition().scan.damaged_places == 0);
}

TEST_CASE("closing on a full disk fails at once and says that the end is missing") {
    const Folder folder;
    auto writer = RecordingWriter::create(folder / "run.sacrum", {});
    REQUIRE(writer);
    const SmallDisk disk(1'000);
    const std::string bytes(2000, 'x');
    writer->append(arrival_of(1s, bytes));
    const auto closed = writer->close(EndReason::stopped_by_person);
    REQUIRE_FALSE(closed);
    CHECK(closed.error().sentence.find("the end of the recording is missing") != std::string::npos);
    CHECK(inspect_recording(folder / "run.sacrum"));
}

TEST_CASE("appending allocates nothing once warm") {
    if (!sacrum::tests::AllocationCounter::kCanCount) return;
    const Folder folder;
    auto writer = RecordingWriter::create(folder / "run.sacrum", {});
    REQUIRE(writer);
    const std::string bytes(200, 'x');
    const RecordingEntry first(arrival_of(1s, bytes));
    writer->append(first);
    const sacrum::tests::AllocationCounter allocations;
    for (int i = 0; i < 1000; ++i) writer->append(arrival_of(1s + i * 10ms, bytes));
    CHECK(allocations.count() == 0);
    CHECK(writer->close(EndReason::stopped_by_person));
}

// Records for ever in real time, 100 packets a second, and tells through the pipe what it has appended.
[[noreturn]] void record_until_killed(const std::filesystem::path& path, int pipe) {
    auto writer = RecordingWriter::create(path, example_header());
    if (!writer) ::_exit(1);
    const std::string bytes(200, 'x');
    const auto start = Wall::now();
    for (int i = 0;; ++i) {
        std::this_thread::sleep_until(start + i * 10ms);
        const ArrivalTime now = Wall::now() - start;
        writer->append(arrival_of(now, bytes));
        if (::write(pipe, &now, sizeof now) != sizeof now) ::_exit(1);
    }
}

struct Child {
    pid_t id = 0;
    int pipe = -1;
    std::filesystem::path path{};
    Wall::time_point end{};
    double waited_s = 0.0;  // for a core: that long the writing thread may have lagged behind
};

Child start_to_record(const std::filesystem::path& path, Duration lives) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    Child child{.pipe = ends[0], .path = path};
    child.id = ::fork();
    REQUIRE(child.id >= 0);
    if (child.id == 0) record_until_killed(child.path, ends[1]);
    ::close(ends[1]);
    child.end = Wall::now() + lives;
    return child;
}

// Whether its file opens and lacks less than a second of what it has told.
bool is_nearly_whole(const Child& child) {
    ArrivalTime last{};
    int appended = 0;
    while (::read(child.pipe, &last, sizeof last) == sizeof last) ++appended;
    ::close(child.pipe);
    if (!std::filesystem::exists(child.path)) return true;  // killed before it began
    if (std::filesystem::file_size(child.path) == 0) return appended == 0;
    const auto condition = inspect_recording(child.path);
    REQUIRE(condition);
    CHECK_FALSE(condition->end);
    CHECK(condition->scan.damaged_places == 0);
    const Duration missing = last - condition->last_time.value_or(ArrivalTime{});
    return in_seconds(missing) < 1.0 + child.waited_s;
}

// Kills that many at random moments; how many lacked more.
int late_ones(int count) {
    const Folder folder(folder_in_memory());
    std::mt19937 random(std::random_device{}());  // NOLINT(cert-msc51-cpp)
    std::uniform_int_distribution<int> moment(20, 4000);
    std::vector<Child> children;
    for (int i = 0; i < count; ++i)
        children.push_back(start_to_record(folder / (std::to_string(i) + ".sacrum"), moment(random) * 1ms));
    std::sort(children.begin(), children.end(), [](const Child& a, const Child& b) { return a.end < b.end; });
    for (Child& child : children) {
        std::this_thread::sleep_until(child.end);
        child.waited_s = waited_for_a_core_s(child.id);
        ::kill(child.id, SIGKILL);
        ::waitpid(child.id, nullptr, 0);
    }
    return int(std::count_if(children.begin(), children.end(),
                             [](const Child& child) { return !is_nearly_whole(child); }));
}

TEST_CASE("killed at fifty random moments, every file opens and at most the last second is missing") {
    constexpr int kTries = 4;  // a busy machine may hold a program up in ways that nobody counts
    int late = 50;
    for (int tries = 0; tries < kTries && late > 0; ++tries) late = late_ones(late);
    CHECK(late == 0);
}

}  // namespace
}  // namespace sacrum::firmware_bridge
