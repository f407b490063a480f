// The report for people: one self-contained page that asks nothing of the network and prints on paper. Top to
// bottom: what was done and whether it can be trusted, the finding, the main figures, the pictures, what
// changed since last time, the exercises, all measures, the small print. Words and tables are markup, so they
// can be read without the script, which draws the pictures. Built without node and npm the page has no
// pictures and says so.
#pragma once

#include <string>
#include <vector>

#include "domain/session.hpp"
#include "proto/config.pb.h"
#include "proto/report_page.pb.h"

namespace sacrum::sinks {

struct ReportContent {
    const Session& session;
    const proto::Configuration& configuration;
    std::vector<SessionReport> earlier{};      // of the same person, in order of time
    std::vector<proto::Exercise> exercises{};  // chosen by a professional
};

std::string html_report(const ReportContent& content);

}  // namespace sacrum::sinks
