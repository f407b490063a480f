// A PendingFile that takes small pieces and hands them to the disk a block at a time. Memory is that of one
// block, however long the file.
#pragma once

#include <string>

#include "sinks/export/pending_file.hpp"

namespace sacrum::sinks {

class BlockFile {
  public:
    static Result<BlockFile> create(const std::filesystem::path& path);

    // What is appended here goes to the file at the next `spill` that finds a full block, or at `commit`.
    std::string& block() { return block_; }
    Result<void> spill();
    Result<void> commit();

  private:
    explicit BlockFile(PendingFile file);
    PendingFile file_;
    std::string block_;
};

}  // namespace sacrum::sinks
