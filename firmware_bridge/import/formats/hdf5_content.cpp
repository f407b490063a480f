#include "firmware_bridge/import/formats/hdf5_content.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>

#include "firmware_bridge/import/formats/byte_cursor.hpp"
#include "firmware_bridge/import/formats/hdf5_arrays.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr unsigned kLongestWork = 120;  // s of processor time; a day at 200 Hz takes about one

// Between the two processes, in this machine's own byte order: a mark, then texts and arrays with their
// length in front.
void put_text(std::string& out, std::string_view text) {
    const std::uint64_t size = text.size();
    out.append(reinterpret_cast<const char*>(&size), sizeof size);
    out.append(text);
}
void put_numbers(std::string& out, const std::vector<double>& numbers) {
    put_text(out, {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(double)});
}

std::string pack(const Result<Hdf5Sensor>& read) {
    std::string out;
    if (!read) {
        put_text(out, read.error().kind == ErrorKind::usage ? "usage" : "input");
        put_text(out, read.error().sentence);
        return out;
    }
    put_text(out, "sensor");
    for (const auto& text : {read->label, read->all_labels, read->mounting}) put_text(out, text);
    for (const auto* numbers : {&read->time_s, &read->force, &read->rate, &read->field})
        put_numbers(out, *numbers);
    return out;
}

std::optional<std::string_view> take_text(ByteCursor& cursor) {
    const auto taken = cursor.take_bytes(sizeof(std::uint64_t));
    if (!taken) return std::nullopt;
    std::uint64_t size = 0;
    std::memcpy(&size, taken->data(), sizeof size);
    return cursor.take_bytes(std::size_t(size));
}

std::optional<Result<Hdf5Sensor>> unpack(std::string_view bytes) {
    ByteCursor cursor(bytes);
    const auto mark = take_text(cursor);
    if (!mark) return std::nullopt;
    if (*mark != "sensor") {
        const auto sentence = take_text(cursor);
        if (!sentence) return std::nullopt;
        return fail(*mark == "usage" ? ErrorKind::usage : ErrorKind::input, std::string(*sentence));
    }
    Hdf5Sensor sensor;
    for (std::string* text : {&sensor.label, &sensor.all_labels, &sensor.mounting}) {
        const auto taken = take_text(cursor);
        if (!taken) return std::nullopt;
        *text = *taken;
    }
    for (auto* numbers : {&sensor.time_s, &sensor.force, &sensor.rate, &sensor.field}) {
        const auto taken = take_text(cursor);
        if (!taken || taken->size() % sizeof(double) != 0) return std::nullopt;
        numbers->resize(taken->size() / sizeof(double));
        if (!taken->empty()) std::memcpy(numbers->data(), taken->data(), taken->size());
    }
    return sensor;
}

void write_all(int pipe, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t wrote = ::write(pipe, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return;
        bytes.remove_prefix(std::size_t(wrote));
    }
}

std::string read_all(int pipe) {
    std::string all;
    std::array<char, 1 << 16> piece{};
    for (;;) {
        const ssize_t got = ::read(pipe, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return all;
        all.append(piece.data(), std::size_t(got));
    }
}

[[noreturn]] void work(int pipe, std::string_view bytes, const std::optional<std::string>& sensor) {
    const rlimit limit{kLongestWork, kLongestWork};
    ::setrlimit(RLIMIT_CPU, &limit);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    // What the library prints while it goes down is of no use to anyone.
    ::close(STDERR_FILENO);
    write_all(pipe, pack(read_hdf5_arrays(bytes, sensor)));
    ::_exit(0);
}

}  // namespace

bool is_hdf5(std::string_view start) {
    constexpr std::string_view kMagic("\x89HDF\r\n\x1a\n", 8);
    // A user block of a power of two of bytes may stand before it, as MATLAB writes.
    for (const std::size_t at : {0U, 512U, 1024U, 2048U}) {
        if (start.size() >= at + kMagic.size() && start.substr(at, kMagic.size()) == kMagic) return true;
    }
    return false;
}

Result<Hdf5Sensor> read_hdf5_content(std::string_view bytes, const std::optional<std::string>& sensor) {
    const auto refuse = [](const char* finding) { return fail(ErrorKind::input, finding); };
    // One at a time: a child must not inherit the end of another's pipe, which would then never close.
    static std::mutex only_one;
    const std::lock_guard lock(only_one);
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return refuse("cannot be read: too many files are open; close some");
    const pid_t child = ::fork();
    if (child < 0) {
        ::close(ends[0]);
        ::close(ends[1]);
        return refuse("cannot be read: no process could be started; close other programs");
    }
    if (child == 0) {
        ::close(ends[0]);
        work(ends[1], bytes, sensor);
    }
    ::close(ends[1]);
    const std::string said = read_all(ends[0]);
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return refuse("is damaged so badly that the HDF5 library broke off; copy or export it again");
    auto read = unpack(said);
    if (!read) return refuse("is damaged: the HDF5 library gave half an answer; copy or export it again");
    return *std::move(read);
}

}  // namespace sacrum::firmware_bridge
