#include "firmware_bridge/recording/chunk_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "proto/recording.pb.h"

namespace sacrum::firmware_bridge {
namespace {

// When the index is full it forgets every second place and doubles the distance between places.
constexpr std::size_t kMostPlaces = 8192;

}  // namespace

Result<ChunkFile> ChunkFile::create(const std::filesystem::path& path, bool compress) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor >= 0) return ChunkFile(descriptor, path.filename().string(), compress);
    if (errno == EEXIST)
        return fail(ErrorKind::output,
                    path.string() + ": is there already and is not overwritten; choose another name");
    return fail(ErrorKind::output, path.string() + ": cannot be created (" + std::strerror(errno) +
                                       "); check the folder and the permission to write there");
}

ChunkFile::ChunkFile(int descriptor, std::string name, bool compress)
    : descriptor_(descriptor), name_(std::move(name)), compresses_(compress) {}

ChunkFile::ChunkFile(ChunkFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      name_(std::move(other.name_)),
      compresses_(other.compresses_),
      file_(other.file_),
      sequence_(other.sequence_),
      size_(other.size_),
      buffer_(std::move(other.buffer_)),
      places_(std::move(other.places_)),
      place_interval_(other.place_interval_),
      sync_error_(other.sync_error_) {}

ChunkFile& ChunkFile::operator=(ChunkFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(name_, other.name_);
    std::swap(compresses_, other.compresses_);
    std::swap(file_, other.file_);
    std::swap(sequence_, other.sequence_);
    std::swap(size_, other.size_);
    std::swap(buffer_, other.buffer_);
    std::swap(places_, other.places_);
    std::swap(place_interval_, other.place_interval_);
    std::swap(sync_error_, other.sync_error_);
    return *this;
}

ChunkFile::~ChunkFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

tl::unexpected<Error> ChunkFile::refusal(int number) const {
    if (number == ENOSPC || number == EDQUOT)
        return fail(ErrorKind::output, name_ + ": the disk is full; make space, the recording then goes on");
    if (number == EFBIG)
        return fail(ErrorKind::output,
                    name_ + ": the file may not grow further here; raise the limit or record elsewhere");
    return fail(ErrorKind::output,
                name_ + ": cannot be written (" + std::strerror(number) + "); check the disk");
}

Result<void> ChunkFile::put(std::string_view bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t wrote =
            ::pwrite(descriptor_, bytes.data() + done, bytes.size() - done, off_t(size_ + done));
        if (wrote > 0) {
            done += std::size_t(wrote);
        } else if (wrote == 0 || errno != EINTR) {
            const int number = wrote == 0 ? ENOSPC : errno;
            // When even this fails the half chunk stays, is overwritten by the next try, and readers skip it.
            static_cast<void>(::ftruncate(descriptor_, off_t(size_)) == 0);
            return refusal(number);
        }
    }
    size_ += bytes.size();
    return {};
}

void ChunkFile::remember_place(const Place& place) {
    if (!places_.empty() && place.time < places_.back().time + place_interval_) return;
    if (places_.size() == kMostPlaces) {
        for (std::size_t i = 0; i < kMostPlaces / 2; ++i) places_[i] = places_[2 * i];
        places_.resize(kMostPlaces / 2);
        place_interval_ *= 2;
    }
    places_.push_back(place);
}

Result<void> ChunkFile::write(std::string_view content, ArrivalTime time) {
    buffer_.clear();
    const ChunkHead head{.is_compressed = compresses_, .file = file_, .sequence = sequence_, .time = time};
    const std::uint64_t offset = size_;
    const std::uint32_t check = append_chunk(head, content, buffer_);
    auto done = put(buffer_);
    if (!done) return done;
    remember_place({.time = time, .offset = offset});
    if (sequence_ == 0) file_ = check;
    ++sequence_;
    return {};
}

Result<void> ChunkFile::sync() {
    if (::fdatasync(descriptor_) == 0 || errno == EINVAL || errno == EROFS) return {};  // a pipe has no disk
    const int number = errno;
    if (sync_error_ == 0) sync_error_ = number;
    return refusal(number);
}

Result<void> ChunkFile::finish() {
    auto done = finish_open();
    if (::close(std::exchange(descriptor_, -1)) != 0 && done) return refusal(errno);
    return done;
}

Result<void> ChunkFile::finish_open() {
    proto::RecordingIndex index;
    for (const Place& place : places_) {
        auto& message = *index.add_places();
        message.set_time_ns(place.time.count());
        message.set_offset(place.offset);
    }
    buffer_.clear();
    const ArrivalTime time = places_.empty() ? ArrivalTime{} : places_.back().time;
    append_chunk({.kind = ChunkKind::index, .file = file_, .sequence = sequence_, .time = time},
                 index.SerializeAsString(), buffer_);
    buffer_ += make_tail(size_);
    const auto put_index = put(buffer_);
    auto synchronised = sync();
    if (sync_error_ != 0)
        return fail(ErrorKind::output,
                    name_ + ": the disk failed while it recorded (" + std::strerror(sync_error_) +
                        ") and part of the recording may be missing; copy the file to another disk now, and "
                        "look at the copy with sacrum info");
    if (!put_index)
        return fail(ErrorKind::output,
                    name_ + ": the disk took all of the recording but its index; it opens all the same");
    return synchronised;
}

}  // namespace sacrum::firmware_bridge
