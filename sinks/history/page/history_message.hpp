// What lies in the page of a person's history for its script and for other programs.
#pragma once

#include "proto/history_page.pb.h"
#include "sinks/history/page/person_view.hpp"

namespace sacrum::sinks {

proto::HistoryPage history_message(const PersonView& view);

}  // namespace sacrum::sinks
