// The report for people: one self-contained page that asks nothing of the network and prints on paper. Top to
// bottom: what was done and whether it can be trusted, the finding, the main figures, the pictures, what
// changed since last time, the exercises, all measures, the small print. Words and tables are markup, so they
// can be read without the script, which draws the pictures. Built without node and npm the page has no
// pictures and says so. It rests on nothing but the reports: the page of a report.json is that of its
// recording, byte for byte.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "proto/report.pb.h"
#include "proto/report_page.pb.h"

namespace sacrum::sinks {

struct ReportContent {
    proto::SessionReport report;
    std::vector<proto::SessionReport> earlier{};  // of the same person, in order of time
    // Since the last of them, from who knows how much this person varies; empty, and nothing in
    // compared_with: worked out from the reports.
    std::vector<proto::MeasureChange> changes{};
    // What of a history the changes are against.
    std::optional<proto::ComparedWith> compared_with{};
    std::vector<proto::Exercise> exercises{};  // chosen by a professional
};

std::string html_report(const ReportContent& content);

}  // namespace sacrum::sinks
