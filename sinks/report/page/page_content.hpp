// What the page's parts are made from.
#pragma once

#include <vector>

#include "domain/session.hpp"
#include "proto/config.pb.h"
#include "sinks/report/measure_change.hpp"

namespace sacrum::sinks {

struct PageContent {
    Session session;
    proto::Configuration configuration;
    std::vector<SessionReport> earlier;  // in order of time
    std::vector<MeasureChange> changes;  // since the last of them
};

}  // namespace sacrum::sinks
