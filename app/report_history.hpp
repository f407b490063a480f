// The part of a report that a history tells: what changed against the person's earlier sessions, and their
// course.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "app/history_file.hpp"
#include "sinks/report/html_report.hpp"

namespace sacrum::app {

struct ReportHistoryWords {
    HistoryWords history;              // of nobody: without a history
    std::optional<std::string> since;  // the day from which on all sessions are compared with those before
};

void add_report_history_options(CLI::App& parser, ReportHistoryWords& words);

// Compares the session of `content`, which was read from `file`, with those of the person before it. Where it
// is kept itself it is not compared with itself, and what is kept of its date and context counts.
Result<void> compare_with_history(const std::filesystem::path& file, const ReportHistoryWords& words,
                                  const std::optional<std::chrono::sys_seconds>& said_date,
                                  sinks::ReportContent& content);

}  // namespace sacrum::app
