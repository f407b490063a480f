#include "sinks/cohort/result_file.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

namespace sacrum::sinks {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyLength = 32;
constexpr std::size_t kHeaderLength = 8 + 1 + 16 + 1 + kKeyLength + 1 + 1 + 1;
constexpr std::uint64_t kLongest = 1'000'000'000;  // bytes of one result

std::uint64_t check_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::optional<std::uint64_t> hexadecimal(std::string_view text) {
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string host_name() {
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : "host";
}

// What it holds of the bytes; empty: not there, or damaged.
std::string bytes_at(std::ifstream& stream, std::uint64_t offset, std::uint64_t length) {
    std::string bytes(length, '\0');
    stream.seekg(std::streamoff(offset));
    stream.read(bytes.data(), std::streamsize(length));
    return std::uint64_t(stream.gcount()) == length ? bytes : std::string();
}

}  // namespace

Result<ResultWriter> ResultWriter::create(const fs::path& file) {
    const fs::path part =
        fmt::format("{}.{}.{}.part", fs::path(file).replace_extension().string(), host_name(), getpid());
    ResultWriter writer(file, part, std::fopen(part.c_str(), "wb"));
    if (!writer.file_) return writer.refuse(errno);
    return writer;
}

tl::unexpected<Error> ResultWriter::refuse(int reason) const {
    return fail(ErrorKind::output,
                fmt::format("{}: cannot be written ({}); make room or choose another --out", path_.string(),
                            std::strerror(reason)));
}

Result<void> ResultWriter::add(const std::string& key, const proto::CohortResult& result) {
    const std::string bytes = result.SerializeAsString();
    const std::string text = fmt::format("{:08x} {:016x} {:.{}} {}\n", bytes.size(), check_of(bytes), key,
                                         kKeyLength, result.failure().empty() ? 'm' : 'f') +
                             bytes;
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size() || std::fflush(file_.get()) != 0)
        return refuse(errno);
    return {};
}

Result<void> ResultWriter::commit() {
    if (fsync(fileno(file_.get())) != 0) return refuse(errno);
    if (std::fclose(file_.release()) != 0) return refuse(errno);
    std::error_code failed;
    fs::rename(part_, path_, failed);
    if (failed) return refuse(failed.value());
    return {};
}

Result<ResultIndex> ResultIndex::of(const fs::path& folder, const std::string& begin) {
    ResultIndex index;
    std::error_code failed;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
        files.push_back(at->path());
    std::ranges::sort(files);
    for (const fs::path& file : files) {
        if (!file.filename().string().starts_with(begin)) continue;
        const bool is_whole = file.extension() == ".results";
        if (!is_whole && file.extension() != ".part") continue;
        if (auto added = index.add_file(file, is_whole); !added) return tl::unexpected(added.error());
    }
    return index;
}

// Of a whole file the bytes are looked at when they are wanted; of a part now, for nobody has said that it
// ends well.
Result<void> ResultIndex::add_file(const fs::path& file, bool is_whole) {
    std::error_code failed;
    const std::uint64_t size = fs::file_size(file, failed);
    std::ifstream stream(file, std::ios::binary);
    if (failed == std::errc::no_such_file_or_directory) return {};  // a part that has just become whole
    if (failed || !stream)
        return fail(ErrorKind::input,
                    fmt::format("{}: cannot be read; check that you may read it, or delete it "
                                "and its recordings are measured again",
                                file.string()));
    for (std::uint64_t offset = 0; offset + kHeaderLength <= size;) {
        const std::string header = bytes_at(stream, offset, kHeaderLength);
        if (header.size() != kHeaderLength || header.back() != '\n') break;
        const auto length = hexadecimal(std::string_view(header).substr(0, 8));
        const auto check = hexadecimal(std::string_view(header).substr(9, 16));
        offset += kHeaderLength;
        if (!length || !check || *length > kLongest || offset + *length > size) break;
        if (!is_whole && check_of(bytes_at(stream, offset, *length)) != *check) break;
        const Place place{file, offset, *length, *check, header[kHeaderLength - 2] == 'f'};
        Place& known = places_.try_emplace(header.substr(26, kKeyLength), place).first->second;
        if (known.is_failure) known = place;
        offset += *length;
    }
    return {};
}

bool ResultIndex::has_failed(const std::string& key) const {
    const auto place = places_.find(key);
    return place != places_.end() && place->second.is_failure;
}

std::size_t ResultIndex::failures() const {
    return std::size_t(std::ranges::count_if(places_, [](const auto& one) { return one.second.is_failure; }));
}

Result<proto::CohortResult> ResultIndex::load(const std::string& key) const {
    const Place& place = places_.at(key);
    std::ifstream stream(place.file, std::ios::binary);
    const std::string bytes = bytes_at(stream, place.offset, place.length);
    proto::CohortResult result;
    if (check_of(bytes) != place.check || !result.ParseFromString(bytes))
        return fail(
            ErrorKind::input,
            fmt::format("{}: a result in it is damaged; delete it, and its recordings are measured again",
                        place.file.string()));
    return result;
}

}  // namespace sacrum::sinks
