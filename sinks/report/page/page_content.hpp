// What the page's parts are made from.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "domain/session.hpp"
#include "proto/config.pb.h"
#include "sinks/report/measure_change.hpp"

namespace sacrum::sinks {

struct PageContent {
    Session session;
    std::optional<std::chrono::sys_seconds> began;  // in UTC
    proto::Configuration configuration;
    std::vector<SessionReport> earlier;  // in order of time
    std::vector<MeasureChange> changes;  // since the last of them, or against compared_with
    std::optional<proto::ComparedWith> compared_with{};
};

}  // namespace sacrum::sinks
