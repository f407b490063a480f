#include "app/session_report_file.hpp"

#include "app/analyze_file.hpp"
#include "sinks/report/read_report.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {

bool is_report_file(const std::filesystem::path& file) { return file.extension() == ".json"; }

Result<proto::SessionReport> session_report_of(const std::filesystem::path& file,
                                               const AnalyzeSettings& settings,
                                               const std::function<void(double)>& did) {
    if (is_report_file(file)) return sinks::read_report(file);
    const auto analyzed = read_and_analyze(file, settings, did);
    if (!analyzed) return tl::unexpected(analyzed.error());
    return sinks::to_message(analyzed->session, analyzed->effective);
}

}  // namespace sacrum::app
