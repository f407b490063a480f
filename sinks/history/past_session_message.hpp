// A report as message, as a session to keep, and a kept session as message.
#pragma once

#include "domain/past_session.hpp"
#include "proto/history.pb.h"
#include "proto/report.pb.h"

namespace sacrum::sinks {

// Without time and context, which the report does not know; the speed where all of it was at one.
PastSession past_session(const proto::SessionReport& report);

proto::PastSession to_message(const PastSession& session);

}  // namespace sacrum::sinks
