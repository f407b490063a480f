#include "app/session_report_file.hpp"

#include <fmt/format.h>

#include "app/analyze_file.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/report/read_report.hpp"

namespace sacrum::app {

bool is_report_file(const std::filesystem::path& file) { return file.extension() == ".json"; }

Result<ReportOfFile> session_report_of(const std::filesystem::path& file, const AnalyzeSettings& settings,
                                       const std::function<void(double)>& did) {
    if (is_report_file(file)) {
        auto report = sinks::read_report(file);
        if (!report) return tl::unexpected(report.error());
        return ReportOfFile{std::move(*report)};
    }
    const auto analyzed = read_and_analyze(file, settings, did);
    if (!analyzed) return tl::unexpected(analyzed.error());
    return ReportOfFile{report_of(*analyzed), analyzed->recording.origin};
}

SessionMoment moment_of(const std::filesystem::path& file, const proto::SessionReport& report,
                        const std::optional<std::chrono::sys_seconds>& said) {
    if (said) return {*said};
    if (report.has_began_utc())
        if (const auto began = sinks::moment_of(report.began_utc())) return {*began};
    std::error_code failed;
    const auto written = std::filesystem::last_write_time(file, failed);
    return {std::chrono::floor<std::chrono::seconds>(std::chrono::file_clock::to_sys(written)), true};
}

void say_guessed(const std::filesystem::path& file, std::chrono::sys_seconds began, const char* remedy) {
    fmt::print(stderr, "sacrum: {}: the day is that of the file, {}; say another with {}\n", file.string(),
               sinks::day_text(began), remedy);
}

}  // namespace sacrum::app
