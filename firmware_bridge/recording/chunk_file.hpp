// A .sacrum file being written, chunk by chunk. What write() could not take whole is cut off again, so that
// the file ends with a good chunk and the same chunk may be tried once more.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/recording/chunk.hpp"

namespace sacrum::firmware_bridge {

class ChunkFile {
  public:
    // Refuses to overwrite a file.
    static Result<ChunkFile> create(const std::filesystem::path& path, bool compress);
    ChunkFile(ChunkFile&& other) noexcept;
    ChunkFile& operator=(ChunkFile&& other) noexcept;
    ~ChunkFile();

    // `content` at most kLargestContent.
    Result<void> write(std::string_view content, ArrivalTime time);
    // To the disk itself. What a disk refuses here the system forgets, so a later success says nothing of it:
    // finish() fails then.
    Result<void> sync();
    // Index, tail, sync, close. Nothing may be written afterwards.
    Result<void> finish();
    [[nodiscard]] const std::string& name() const { return name_; }

  private:
    struct Place {
        ArrivalTime time{};
        std::uint64_t offset = 0;
    };

    ChunkFile(int descriptor, std::string name, bool compress);
    void remember_place(const Place& place);
    Result<void> put(std::string_view bytes);
    [[nodiscard]] tl::unexpected<Error> refusal(int number) const;
    Result<void> finish_open();

    int descriptor_ = -1;
    std::string name_;
    bool compresses_ = false;
    std::uint32_t file_ = 0;
    std::uint32_t sequence_ = 0;
    std::uint64_t size_ = 0;  // up to the end of the last good chunk
    std::string buffer_;
    std::vector<Place> places_;
    ArrivalTime place_interval_ = std::chrono::seconds(1);
    int sync_error_ = 0;  // of the first sync that was refused
};

}  // namespace sacrum::firmware_bridge
