// A session as rows of the history's tables. Throws SQLite::Exception.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <vector>

#include "domain/past_session.hpp"
#include "sinks/history/history_store.hpp"

namespace sacrum::sinks {

// Inside a transaction of the caller. Returns its id; `id`: take the place of this one, which is gone.
std::int64_t insert_session(SQLite::Database& database, std::int64_t person, const PastSession& session,
                            const SessionDigests& digests, std::optional<std::int64_t> id);

std::vector<PastSession> select_sessions(SQLite::Database& database, std::int64_t person);

}  // namespace sacrum::sinks
