#include "sinks/history/guarded.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <string>

namespace sacrum::sinks {

Error error_of(const std::filesystem::path& file, const SQLite::Exception& fault) {
    const std::string name = file.string();
    switch (fault.getErrorCode()) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {ErrorKind::output, name + ": another program is writing to it; try again later"};
        case SQLITE_NOTADB:
            return {ErrorKind::input, name + ": is not a history of sacrum; choose another file with --file"};
        case SQLITE_CORRUPT:
            return {ErrorKind::input, name + ": is damaged (" + fault.what() + "); restore it from a copy"};
        case SQLITE_FULL: return {ErrorKind::output, name + ": the disk is full; make room and try again"};
        default: break;
    }
    return {ErrorKind::output,
            fmt::format("{}: cannot be used ({}); check that you may write there", name, fault.what())};
}

}  // namespace sacrum::sinks
