// A report as message, of an analysis or read from report.json, as a session to keep.
#pragma once

#include <filesystem>

#include "domain/past_session.hpp"
#include "domain/result.hpp"
#include "proto/history.pb.h"
#include "proto/report.pb.h"

namespace sacrum::sinks {

// Without time and context, which the report does not know; the speed where all of it was at one.
PastSession past_session(const proto::SessionReport& report);

// `report.json` as `sacrum analyze` writes it.
Result<proto::SessionReport> read_report_json(const std::filesystem::path& file);

proto::PastSession to_message(const PastSession& session);

}  // namespace sacrum::sinks
