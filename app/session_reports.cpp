#include "app/session_reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <thread>

#include "app/recording_name.hpp"
#include "app/terminal.hpp"

namespace sacrum::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kLook = std::chrono::milliseconds(250);
constexpr auto kLinger = std::chrono::seconds(10);  // without a viewer: a reload takes less

std::filesystem::path folder_of(const std::filesystem::path& recording) {
    return recording.parent_path() / recording_name(recording);
}

Result<SessionReport> analyzed(const std::filesystem::path& recording, const AnalyzeSettings& settings) {
    try {
        return analyze_file({recording, folder_of(recording)}, settings, [](double) {});
    } catch (const std::exception& fault) {
        return fail(ErrorKind::output,
                    fmt::format("{}: no report could be made ({}); sacrum analyze tries again",
                                recording.string(), fault.what()));
    }
}

std::string whole_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

ExitCode SessionReports::make_and_serve(std::vector<ReportedRecording> recordings) {
    if (recordings.empty()) return ExitCode::ok;
    io_.restart();
    see_viewers();
    const std::jthread work([this, &recordings] {
        for (std::size_t at = 0; at < recordings.size(); ++at) {
            boost::asio::post(
                io_, [this, &recordings, at, outcome = analyzed(recordings[at].recording, settings_)] {
                    tell(recordings[at], outcome);
                    if (at + 1 == recordings.size()) linger();
                });
        }
    });
    io_.run();
    return code_;
}

void SessionReports::tell(const ReportedRecording& reported, const Result<SessionReport>& outcome) {
    proto::LiveMessage message;
    if (reported.device != 0) message.set_device(reported.device);
    auto& ready = *message.mutable_report();
    if (outcome) {
        const auto file = folder_of(reported.recording) / "report.html";
        fmt::print(out_, "report {}\n", file.string());
        std::fflush(out_);
        ready.set_file(file.string());
        if (!is_hurried_) {
            ready.set_path(reported.device == 0 ? "/report.html"
                                                : fmt::format("/report-{}.html", reported.device));
            page_.offer(ready.path(), whole_file(file));
        }
    } else {
        code_ = std::max(code_, refuse(outcome.error()));
        ready.set_reason(outcome.error().sentence);
    }
    page_.publish(message, std::chrono::system_clock::now());
}

void SessionReports::see_viewers() {
    if (page_.viewers() > 0) last_seen_viewer_ = Clock::now();
}

void SessionReports::linger() {
    see_viewers();
    if (is_hurried_ || !last_seen_viewer_ || Clock::now() - *last_seen_viewer_ > kLinger) return io_.stop();
    timer_.expires_after(kLook);
    timer_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) linger();
    });
}

}  // namespace sacrum::app
