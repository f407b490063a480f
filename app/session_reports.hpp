// What becomes of a session with a page when it is over: each recording is analysed as `sacrum analyze --pass
// causal` does, so that the figures are those that were shown, and its report written beside it as
// NAME/report.html and what belongs to it. That is done on a thread of its own; meanwhile the page is served,
// and then as long as somebody looks.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "app/analyze_file.hpp"
#include "app/exit_code.hpp"
#include "sinks/dashboard/server/page_server.hpp"

namespace sacrum::app {

struct ReportedRecording {
    std::filesystem::path recording;
    std::uint32_t device = 0;  // number among several; 0: the only one
};

class SessionReports {
  public:
    // `out`: where a person reads where the report is.
    SessionReports(boost::asio::io_context& io, sinks::PageServer& page, AnalyzeSettings settings,
                   std::FILE* out)
        : io_(io), page_(page), settings_(std::move(settings)), out_(out), timer_(io) {}

    // Returns when the reports are there and nobody has looked for a while. Errors are printed.
    ExitCode make_and_serve(std::vector<ReportedRecording> recordings);
    // Does not serve any longer than it takes to write the reports.
    void hurry() { is_hurried_ = true; }

  private:
    void tell(const ReportedRecording& reported, const Result<SessionReport>& outcome);
    void linger();
    void see_viewers();

    boost::asio::io_context& io_;
    sinks::PageServer& page_;
    AnalyzeSettings settings_;
    std::FILE* out_;
    boost::asio::steady_timer timer_;
    std::optional<std::chrono::steady_clock::time_point> last_seen_viewer_{};
    ExitCode code_ = ExitCode::ok;
    bool is_hurried_ = false;
};

}  // namespace sacrum::app
