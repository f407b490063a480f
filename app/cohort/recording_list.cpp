#include "app/cohort/recording_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "app/recording_name.hpp"
#include "firmware_bridge/import/formats/bids_motion.hpp"

namespace sacrum::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 8> kEndings{".sacrum", ".csv", ".cwa",  ".xdf",
                                                   ".c3d",    ".fit", ".hdf5", ".h5"};
// What lies beside a made-up or compared recording, and tables about recordings.
constexpr std::array<std::string_view, 5> kNoRecordings{".events.csv", ".pose.csv", ".strides.csv",
                                                        ".truth.csv", "participants.csv"};

bool may_be_recording(const fs::path& file, bool is_bids) {
    const std::string name = file.filename().string();
    // Also one whose channels file is missing: it is a recording that fails, not nothing.
    if (is_bids) return name.ends_with("_motion.tsv");
    const auto ends = [&](std::string_view ending) { return name.ends_with(ending); };
    if (std::ranges::any_of(kNoRecordings, ends)) return false;
    return std::ranges::any_of(kEndings, ends) || firmware_bridge::is_bids_motion(file);
}

// "sub-01" of "sub-01/motion/sub-01_task-walk_motion.tsv" for "sub-"; empty where there is none.
std::string entity(std::string_view path, std::string_view begin) {
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find_first_of("/_.", at), path.size());
        const std::string_view word = path.substr(at, end - at);
        if (word.starts_with(begin) && word.size() > begin.size()) return std::string(word);
        at = end + 1;
    }
    return {};
}

std::string stamp_of(const fs::path& file) {
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    if (failed) return "-";
    const auto written = fs::last_write_time(file, failed);
    return fmt::format("{}@{}", size, written.time_since_epoch().count());
}

// Of the recording and of what describes it: NAME.json, and the files of BIDS that share its beginning.
std::string stamps_of(const fs::path& file) {
    std::string stamps = stamp_of(file);
    const fs::path folder = file.parent_path();
    stamps += " " + stamp_of(folder / (recording_name(file) + ".json"));
    const std::string name = file.filename().string();
    constexpr std::string_view kMotion = "_motion.tsv";
    if (!name.ends_with(kMotion)) return stamps;
    const std::string begin = name.substr(0, name.size() - kMotion.size());
    return stamps + " " + stamp_of(folder / (begin + "_channels.tsv")) + " " +
           stamp_of(folder / (begin + "_channels.json"));
}

ListedRecording listed(const fs::path& folder, const fs::path& file) {
    ListedRecording one;
    const fs::path relative = file.lexically_relative(folder);
    one.file = relative.generic_string();
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    one.bytes = failed ? 0 : size;
    one.stamp = stamps_of(file);
    one.participant = entity(one.file, "sub-");
    if (one.participant.empty() && relative.has_parent_path()) one.participant = relative.begin()->string();
    if (one.participant.empty()) one.participant = recording_name(file);
    one.session = entity(one.file, "ses-");
    if (one.session.empty()) one.session = entity(one.file, "run-");
    if (one.session.empty()) one.session = recording_name(file);
    one.task = entity(one.file, "task-");
    return one;
}

}  // namespace

Result<std::vector<ListedRecording>> list_recordings(const fs::path& folder, const fs::path& apart) {
    std::error_code failed;
    const bool is_bids = fs::exists(folder / "dataset_description.json", failed);
    std::vector<ListedRecording> all;
    fs::recursive_directory_iterator at(folder, fs::directory_options::follow_directory_symlink, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
        const fs::path& path = at->path();
        const std::string name = path.filename().string();
        std::error_code ignored;
        if (at->is_directory(ignored)) {
            if (name == "derivatives" || name.starts_with('.') || fs::equivalent(path, apart, ignored))
                at.disable_recursion_pending();
        } else if (!name.starts_with('.') && may_be_recording(path, is_bids)) {
            all.push_back(listed(folder, path));
        }
    }
    if (failed)
        return fail(ErrorKind::input,
                    fmt::format("{}: cannot be looked through ({}); check its name and that you "
                                "may read it",
                                folder.string(), failed.message()));
    if (all.empty())
        return fail(
            ErrorKind::input,
            fmt::format("{}: no recordings are in it; give a folder with .sacrum, .csv, .cwa, .xdf, .c3d, "
                        ".fit or .h5 files, or a BIDS dataset with motion",
                        folder.string()));
    std::ranges::sort(all, {}, &ListedRecording::file);
    return all;
}

}  // namespace sacrum::app
