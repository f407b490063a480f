// A recording on a disk that refuses a write, each in turn, and what is there before and after it.
#include <cerrno>
#include <list>

#include "tests/firmware_bridge/recording/recorder_on_failing_disk.hpp"

namespace sacrum::firmware_bridge {
namespace {

using namespace tests;
using sacrum::tests::DiskPlan;
using sacrum::tests::FailingDisk;
using sacrum::tests::kForEver;

constexpr std::size_t kWrites = 10;  // each of these is refused: the header, then chunks

// For each write and each way to refuse it. All at once: what was refused is tried again after 250 ms.
std::list<Recorder> recorders_on_disks(const Folder& folder, std::size_t count) {
    const std::pair<const char*, DiskPlan> kinds[] = {
        {"full", {.error = ENOSPC}},
        {"broken", {.error = EIO}},
        {"full in mid-chunk", {.error = ENOSPC, .takes = 0.5}},
        {"broken in mid-chunk, and for cutting", {.error = EIO, .takes = 0.9, .keeps_halves = true}},
    };
    std::list<Recorder> recorders;
    for (auto [name, plan] : kinds) {
        plan.count = count;
        for (plan.first = 2; plan.first <= kWrites; ++plan.first)
            recorders.emplace_back(
                folder, name + std::to_string(plan.first), plan,
                RecordingWriterParams{.queue_bytes = 100'000, .compress = plan.first % 2 == 0});
    }
    return recorders;
}

TEST_CASE("whichever write is refused once, everything is in the file in the end") {
    const Folder folder;
    auto recorders = recorders_on_disks(folder, 1);
    for (Recorder& recorder : recorders) {
        INFO(recorder.name);
        REQUIRE(comes_true([&] { return recorder.disk.refused() == 1; }));
        recorder.append_chunks(2);
        CHECK(recorder.readable(recorder.disk.left_by_power_cut()) < recorder.sent.size());
        CHECK(recorder.close());
        CHECK(recorder.writer->lost_entries() == 0);
        recorder.check_whole();
    }
}

TEST_CASE("whichever write finds the disk full, that is said until there is space, and then all is written") {
    const Folder folder;
    auto recorders = recorders_on_disks(folder, kForEver);
    for (Recorder& recorder : recorders) {
        INFO(recorder.name);
        CHECK(recorder.wait_for_fault().starts_with(recorder.name + ".sacrum: "));
        CHECK(recorder.readable(bytes_of(recorder.path)) < recorder.sent.size());
        recorder.disk.change({});
    }
    for (Recorder& recorder : recorders) {
        INFO(recorder.name);
        recorder.wait_for_no_fault();
        recorder.append_chunks(2);
        CHECK(recorder.close());
        recorder.check_whole();
    }
}

TEST_CASE("a disk that takes no more keeps what it took, and closing says that the rest is missing") {
    const Folder folder;
    auto recorders = recorders_on_disks(folder, kForEver);
    for (Recorder& recorder : recorders) {
        INFO(recorder.name);
        CHECK_FALSE(recorder.wait_for_fault().empty());
        CHECK(says(recorder.close(), "the end of the recording is missing"));
        CHECK(recorder.readable(bytes_of(recorder.path)) < recorder.sent.size());
    }
}

TEST_CASE("a write that is interrupted or takes only some of the bytes is no fault") {
    const Folder folder;
    std::list<Recorder> recorders;
    for (std::size_t first = 1; first <= kWrites; ++first) {
        const std::string number = std::to_string(first);
        recorders.emplace_back(folder, "interrupted" + number, DiskPlan{.first = first, .error = EINTR});
        recorders.emplace_back(folder, "short" + number, DiskPlan{.first = first, .takes = 0.3});
        recorders.emplace_back(folder, "both" + number,
                               DiskPlan{.first = first, .count = 3, .error = EINTR, .takes = 0.3});
    }
    for (Recorder& recorder : recorders) {
        INFO(recorder.name);
        REQUIRE(comes_true([&] { return recorder.disk.writes() > kWrites; }));
        CHECK_FALSE(recorder.writer->fault());
        CHECK(recorder.close());
        recorder.check_whole();
    }
}

TEST_CASE("what no longer fits in memory while the disk is broken is counted, in the file too") {
    const Folder folder;
    for (std::size_t first = 2; first <= kWrites; ++first) {
        Recorder recorder(folder, "small" + std::to_string(first),
                          {.first = first, .count = kForEver, .error = EIO, .takes = 0.5},
                          {.queue_bytes = 1000});
        INFO(recorder.name);
        while (recorder.writer->lost_entries() < 20) recorder.append_chunks(1);
        recorder.disk.change({});
        recorder.wait_for_no_fault();
        const std::uint64_t lost = recorder.writer->lost_entries();
        CHECK(says(recorder.close(), std::to_string(lost) + " arrivals are missing"));
        auto reader = RecordingReader::open(recorder.path);
        REQUIRE(reader);
        const auto lines = lines_of(*reader);
        const auto kept = std::count_if(lines.begin(), lines.end(),
                                        [](const auto& line) { return line.starts_with("arrival "); });
        CHECK(std::uint64_t(kept) + lost == recorder.sent.size());
        CHECK(reader->condition().lost_entries == lost);
        CHECK(reader->condition().end);
    }
}

TEST_CASE("a disk that refuses the header refuses the recording, and the name is free again") {
    const Folder folder;
    const auto path = folder / "run.sacrum";
    for (const double takes : {0.0, 0.5}) {
        const FailingDisk disk(path, {.first = 1, .error = ENOSPC, .takes = takes});
        const auto refused = RecordingWriter::create(path, example_header());
        REQUIRE_FALSE(refused);
        CHECK(refused.error().sentence.find("the disk is full") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(path));
    }
    CHECK(RecordingWriter::create(path, example_header()));
}

TEST_CASE("what is refused when the recording closes is said, and only that is missing") {
    const Folder folder;
    Recorder end(folder, "end", {});
    Recorder index(folder, "index", {});
    for (const Recorder* recorder : {&end, &index})
        REQUIRE(comes_true([&] { return recorder->readable(bytes_of(recorder->path)) == end.sent.size(); }));
    end.disk.change({.first = end.disk.writes() + 1, .error = ENOSPC});
    index.disk.change({.first = index.disk.writes() + 2, .error = ENOSPC, .takes = 0.5});
    CHECK(says(end.close(), "the end of the recording is missing"));
    CHECK(end.readable(bytes_of(end.path)) == end.sent.size());
    CHECK(says(index.close(), "all of the recording but its index"));
    index.check_whole();
}

TEST_CASE("an error that the disk reports only when it synchronises is said, and said again in the end") {
    const Folder folder;
    Recorder recorder(folder, "run", {.sync = 1});
    CHECK(recorder.wait_for_fault().find("check the disk") != std::string::npos);
    recorder.disk.change({});
    recorder.wait_for_no_fault();
    // The system forgets what it could not write: that the next time succeeds says nothing of it.
    CHECK(says(recorder.close(), "part of the recording may be missing"));
    recorder.check_whole();  // as long as the system holds it in memory
}

TEST_CASE("a disk that hangs is said, costs nothing, and the word is taken back") {
    const Folder folder;
    Recorder recorder(folder, "run", {.first = 3, .error = EINTR, .hangs = true});
    CHECK(recorder.wait_for_fault().find("the disk has not answered for a second") != std::string::npos);
    recorder.disk.change({});
    recorder.wait_for_no_fault();
    CHECK(recorder.close());
    recorder.check_whole();
}

}  // namespace
}  // namespace sacrum::firmware_bridge
