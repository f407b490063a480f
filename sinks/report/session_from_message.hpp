// A session as a report tells it: the way back from the message. What a report does not hold (poses, events)
// is empty.
#pragma once

#include "domain/session.hpp"
#include "proto/report.pb.h"

namespace sacrum::sinks {

// Reasons of calibrations point into the message, which must outlive the session. A word or an enumeration
// that this program does not know is left out.
Session session_from(const proto::SessionReport& message);

}  // namespace sacrum::sinks
