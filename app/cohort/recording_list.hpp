// The recordings of a folder or of a BIDS dataset, in order of their files, and whose they are: by the
// entities of BIDS in their path (sub-01, ses-2, task-walk), else by the first folder, else by their own
// name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "domain/result.hpp"

namespace sacrum::app {

struct ListedRecording {
    std::string file{};  // from the folder, with /
    std::uint64_t bytes = 0;
    std::string stamp{};  // changes when it or a file that describes it does
    std::string participant{};
    std::string session{};
    std::string task{};
};

// Derivatives, what is hidden, and `apart` with everything in it are passed over.
Result<std::vector<ListedRecording>> list_recordings(const std::filesystem::path& folder,
                                                     const std::filesystem::path& apart);

}  // namespace sacrum::app
