// Results of guided tests into a history.
#pragma once

#include <chrono>
#include <string>

#include "domain/result.hpp"
#include "proto/screening.pb.h"
#include "sinks/history/history_store.hpp"

namespace sacrum::app {

// What was done with a valid result, in words: "P-7QK2  screening 3  single-leg stance: added".
Result<std::string> keep_screening(sinks::HistoryStore& store, const sinks::Person& person,
                                   const proto::ScreeningResult& result, std::chrono::sys_seconds done);

// The exercises that the result offers, as prescribed on that day. A line for each.
Result<std::string> prescribe_plan(sinks::HistoryStore& store, const sinks::Person& person,
                                   const proto::ScreeningResult& result, std::chrono::sys_seconds done);

}  // namespace sacrum::app
