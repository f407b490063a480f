#include "app/recording_name.hpp"

#include <fmt/format.h>

#include <map>

namespace sacrum::app {

std::string recording_name(const std::filesystem::path& file) {
    constexpr std::string_view kImuCsv = ".imu.csv";
    // A folder may be named with a slash at its end.
    const std::string name = (file.has_filename() ? file : file.parent_path()).filename().string();
    if (name.size() > kImuCsv.size() && name.ends_with(kImuCsv))
        return name.substr(0, name.size() - kImuCsv.size());
    return std::filesystem::path(name).stem().string();
}

Result<void> check_names_differ(std::span<const std::filesystem::path> files) {
    std::map<std::string, std::filesystem::path> seen;
    for (const auto& file : files) {
        const std::string name = recording_name(file);
        const auto [earlier, is_new] = seen.emplace(name, file);
        if (is_new) continue;
        return fail(ErrorKind::usage,
                    fmt::format("{} and {}: both are named {}, so their results would overwrite each "
                                "other; rename one or analyse them with different --out",
                                earlier->second.string(), file.string(), name));
    }
    return {};
}

}  // namespace sacrum::app
