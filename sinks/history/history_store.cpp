#include "sinks/history/history_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <random>
#include <utility>

#include "sinks/history/guarded.hpp"
#include "sinks/history/history_schema.hpp"
#include "sinks/history/session_rows.hpp"

namespace sacrum::sinks {
namespace {

Error cannot(const std::filesystem::path& file, const char* what) {
    return {ErrorKind::output, fmt::format("{}: {} ({}); choose another file with --file", file.string(),
                                           what, std::strerror(errno))};
}

// Before SQLite sees it, so that nobody else can read it at any moment. SQLite gives the files beside it the
// same mode.
Result<void> make_private_file(const std::filesystem::path& file) {
    const auto folder = file.parent_path();
    std::error_code failed;
    if (!folder.empty() && !std::filesystem::exists(folder, failed)) {
        std::filesystem::create_directories(folder.parent_path(), failed);
        if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
            return tl::unexpected(cannot(file, "its folder cannot be made"));
    }
    const int opened = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (opened < 0) return tl::unexpected(cannot(file, "cannot be opened for writing"));
    ::close(opened);
    return {};
}

// A copy that somebody made may be readable for others.
Result<void> keep_private(const std::filesystem::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) == 0 && (found.st_mode & 0077) == 0) return {};
    if (::chmod(file.c_str(), 0600) == 0) return {};
    return tl::unexpected(cannot(file, "cannot be made readable for you alone"));
}

// Changing to WAL needs the file for a moment alone, and does not always wait for it by itself.
void set_write_ahead(SQLite::Database& database, int wait_ms) {
    constexpr int kTries = 100;
    for (int i = 0;; ++i) {
        try {
            database.execAndGet("PRAGMA journal_mode = WAL");
            return;
        } catch (const SQLite::Exception& fault) {
            if (fault.getErrorCode() != SQLITE_BUSY || i == kTries) throw;
            sqlite3_sleep(wait_ms / kTries);
        }
    }
}

// Crockford's letters: none that is taken for another.
std::string made_up_code() {
    constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::random_device random;
    std::uniform_int_distribution<std::size_t> letter(0, kLetters.size() - 1);
    std::string code = "P-";
    for (int i = 0; i < 4; ++i) code += kLetters[letter(random)];
    return code;
}

Person person_in(const SQLite::Statement& row) {
    const SQLite::Column label = row.getColumn(2);
    return {.id = row.getColumn(0).getInt64(),
            .code = row.getColumn(1).getString(),
            .label = label.isNull() ? std::nullopt : std::optional(label.getString()),
            .sessions = row.getColumn(3).getInt64()};
}

// Stands in the file (SQLite's application_id) from a deletion until its traces are gone, so that what was
// killed in between is done by the next that opens it.
constexpr int kClean = 0;
constexpr int kToBeWiped = 1;
void mark(SQLite::Database& database, int what) {
    database.exec(fmt::format("PRAGMA application_id = {}", what));
}

constexpr const char* kSelectPeople =
    "SELECT id, code, label, (SELECT count(*) FROM sessions WHERE person_id = people.id) FROM people";

struct Found {
    std::int64_t id;
    std::int64_t person;
    std::string algorithm_version;
};

std::optional<Found> find_kept(SQLite::Database& database, const SessionDigests& digests) {
    SQLite::Statement row(
        database,
        "SELECT id, person_id, algorithm_version FROM sessions WHERE file_digest = ? OR content_digest = ?");
    row.bind(1, digests.file);
    row.bind(2, digests.content);
    if (!row.executeStep()) return std::nullopt;
    return Found{row.getColumn(0).getInt64(), row.getColumn(1).getInt64(), row.getColumn(2).getString()};
}

tl::unexpected<Error> is_kept(const PastSession& session, const Found& found) {
    return fail(ErrorKind::usage,
                fmt::format("{}: is kept already, as session {} of another person; delete it "
                            "there first if it belongs to this one",
                            session.report.recording, found.id));
}

}  // namespace

HistoryStore::HistoryStore(std::filesystem::path file, std::unique_ptr<SQLite::Database> database)
    : file_(std::move(file)), database_(std::move(database)) {}
HistoryStore::HistoryStore(HistoryStore&&) noexcept = default;
HistoryStore& HistoryStore::operator=(HistoryStore&&) noexcept = default;
HistoryStore::~HistoryStore() = default;

Result<HistoryStore> HistoryStore::open(const std::filesystem::path& file, WhenMissing when_missing,
                                        std::chrono::milliseconds patience) {
    std::error_code failed;
    if (when_missing == WhenMissing::refuse && !std::filesystem::exists(file, failed)) {
        return fail(ErrorKind::input,
                    fmt::format("{}: there is no history yet; sacrum history add begins it", file.string()));
    }
    if (auto made = make_private_file(file); !made) return tl::unexpected(made.error());
    return guarded(file, [&]() -> Result<HistoryStore> {
        const int wait_ms = int(patience.count());
        auto database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE, wait_ms);
        set_write_ahead(*database, wait_ms);
        // FULL: what was said to be kept survives a power cut too. Nothing of it goes to a temporary folder.
        database->exec(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA "
            "temp_store = MEMORY");
        if (!migrate_history(*database)) {
            return fail(ErrorKind::input,
                        fmt::format("{}: was written by a later version of sacrum; this one reads versions 1 "
                                    "to {}, so use the later one",
                                    file.string(), history_migrations().size()));
        }
        if (auto kept = keep_private(file); !kept) return tl::unexpected(kept.error());
        HistoryStore store(file, std::move(database));
        store.finish_deletion();
        return store;
    });
}

Result<HistoryStore> HistoryStore::look(const std::filesystem::path& file,
                                        std::chrono::milliseconds patience) {
    auto store = open(file, WhenMissing::refuse, patience);
    if (!store) return store;
    return guarded(file, [&]() -> Result<HistoryStore> {
        store->database_->exec("PRAGMA query_only = ON");
        return std::move(*store);
    });
}

Result<Person> HistoryStore::add_person(const std::optional<std::string>& label) {
    return guarded(file_, [&]() -> Result<Person> {
        SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
        if (label) {
            if (person(*label))
                return fail(
                    ErrorKind::usage,
                    fmt::format("{}: there is a person of this name already; leave out --new", *label));
        }
        std::string code = made_up_code();
        while (person(code)) code = made_up_code();
        SQLite::Statement insert(*database_, "INSERT INTO people(code, label) VALUES (?, ?)");
        insert.bind(1, code);
        if (label)
            insert.bind(2, *label);
        else
            insert.bind(2);
        insert.exec();
        Person added{.id = database_->getLastInsertRowid(), .code = code, .label = label};
        transaction.commit();
        return added;
    });
}

Result<Person> HistoryStore::person(const std::string& name) const {
    return guarded(file_, [&]() -> Result<Person> {
        SQLite::Statement row(*database_,
                              fmt::format("{} WHERE code = ?1 OR label = ?1 COLLATE NOCASE", kSelectPeople));
        row.bind(1, name);
        if (row.executeStep()) return person_in(row);
        return fail(ErrorKind::usage,
                    fmt::format("{}: there is no such person in {}; sacrum history list shows who is there, "
                                "add --new begins one",
                                name, file_.string()));
    });
}

Result<std::vector<Person>> HistoryStore::people() const {
    return guarded(file_, [&]() -> Result<std::vector<Person>> {
        std::vector<Person> people;
        SQLite::Statement row(*database_, fmt::format("{} ORDER BY id", kSelectPeople));
        while (row.executeStep()) people.push_back(person_in(row));
        return people;
    });
}

Result<AddedSession> HistoryStore::add_session(const Person& person, const PastSession& session,
                                               const SessionDigests& digests, bool replaces) {
    return guarded(file_, [&]() -> Result<AddedSession> {
        SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
        const auto found = find_kept(*database_, digests);
        if (found && found->person != person.id) return is_kept(session, *found);
        if (found && !replaces)
            return AddedSession{AddOutcome::already_there, found->id, found->algorithm_version};
        std::optional<std::int64_t> id;
        if (found) {
            id = found->id;
            SQLite::Statement remove(*database_, "DELETE FROM sessions WHERE id = ?");
            remove.bind(1, found->id);
            remove.exec();
        }
        const std::int64_t kept = insert_session(*database_, person.id, session, digests, id);
        transaction.commit();
        return AddedSession{found ? AddOutcome::replaced : AddOutcome::added, kept,
                            session.report.algorithm_version};
    });
}

Result<void> HistoryStore::check_is_free(const PastSession& session, const SessionDigests& digests) const {
    return guarded(file_, [&]() -> Result<void> {
        const auto found = find_kept(*database_, digests);
        if (found) return is_kept(session, *found);
        return {};
    });
}

Result<std::optional<std::int64_t>> HistoryStore::find_session(const Person& person,
                                                               const PastSession& session,
                                                               const SessionDigests& digests) const {
    return guarded(file_, [&]() -> Result<std::optional<std::int64_t>> {
        const auto found = find_kept(*database_, digests);
        if (!found) return std::optional<std::int64_t>();
        if (found->person != person.id) return is_kept(session, *found);
        return found->id;
    });
}

Result<std::vector<PastSession>> HistoryStore::sessions(const Person& person) const {
    return guarded(
        file_, [&]() -> Result<std::vector<PastSession>> { return select_sessions(*database_, person.id); });
}

Result<void> HistoryStore::delete_person(const Person& person, std::chrono::milliseconds patience) {
    return guarded(file_, [&]() -> Result<void> {
        database_->setBusyTimeout(int(patience.count()));
        SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement remove(*database_, "DELETE FROM people WHERE id = ?");
        remove.bind(1, person.id);
        remove.exec();
        mark(*database_, kToBeWiped);
        transaction.commit();
        return wipe();
    });
}

Result<void> HistoryStore::delete_session(const Person& person, std::int64_t session) {
    return delete_row(person, "sessions", "session", session);
}

Result<void> HistoryStore::delete_screening(const Person& person, std::int64_t screening) {
    return delete_row(person, "screenings", "screening", screening);
}

Result<void> HistoryStore::delete_row(const Person& person, const char* table, const char* what,
                                      std::int64_t id) {
    return guarded(file_, [&]() -> Result<void> {
        SQLite::Statement remove(*database_,
                                 fmt::format("DELETE FROM {} WHERE id = ? AND person_id = ?", table));
        remove.bind(1, id);
        remove.bind(2, person.id);
        SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
        if (remove.exec() == 0) {
            return fail(ErrorKind::usage,
                        fmt::format("{} {}: {} has none of this number; sacrum history list --person "
                                    "{} shows them",
                                    what, id, person.code, person.code));
        }
        mark(*database_, kToBeWiped);
        transaction.commit();
        return wipe();
    });
}

// Where another program keeps the file busy, it is left to the next that opens it.
void HistoryStore::finish_deletion() {
    try {
        if (database_->execAndGet("PRAGMA application_id").getInt() == kToBeWiped) (void)wipe();
    } catch (const SQLite::Exception&) {  // the mark stays
        return;
    }
}

// secure_delete has overwritten the rows; what is left are copies in the write-ahead file, in pages that were
// freed earlier and in rests of half-filled ones.
Result<void> HistoryStore::wipe() {
    database_->exec(
        "DELETE FROM devices WHERE id NOT IN (SELECT device_id FROM sessions WHERE device_id IS NOT NULL)");
    database_->exec("VACUUM");
    SQLite::Statement checkpoint(*database_, "PRAGMA wal_checkpoint(TRUNCATE)");
    checkpoint.executeStep();
    if (checkpoint.getColumn(0).getInt() == 0) {
        mark(*database_, kClean);
        return {};
    }
    return fail(
        ErrorKind::output,
        fmt::format("{}: deleted, but another program is still reading, so traces are left in {}-wal; "
                    "they go when the last program closes the history",
                    file_.string(), file_.string()));
}

}  // namespace sacrum::sinks
