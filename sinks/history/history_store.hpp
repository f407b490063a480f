// The history: people under made-up names, their sessions and the measures of these, in one SQLite file that
// only its owner can read. What add_session has returned from is on the disk, whatever happens next. Several
// programs may use a file at once; one that finds it locked waits.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/past_screening.hpp"
#include "domain/past_session.hpp"
#include "domain/result.hpp"

namespace SQLite {
class Database;
}

namespace sacrum::sinks {

struct Person {
    std::int64_t id = 0;
    std::string code;                    // P-7QK2
    std::optional<std::string> label{};  // a name of the owner's choice
    std::int64_t sessions = 0;
};

// By which a recording is recognised: its bytes, and what the analysis made of them, which a report.json of
// the same recording has too.
struct SessionDigests {
    std::string file;
    std::string content;
};

enum class AddOutcome { added, already_there, replaced };

struct AddedSession {
    AddOutcome outcome = AddOutcome::added;
    std::int64_t id = 0;
    std::string algorithm_version;  // of what is there now
};

enum class WhenMissing { make, refuse };

class HistoryStore {
  public:
    // A file that is older is brought up to this version; a new one gets its folder too.
    static Result<HistoryStore> open(const std::filesystem::path& file, WhenMissing when_missing,
                                     std::chrono::milliseconds patience = kPatience);
    // One that is there, and that nothing is written to.
    static Result<HistoryStore> look(const std::filesystem::path& file, std::chrono::milliseconds patience);
    HistoryStore(HistoryStore&&) noexcept;
    HistoryStore& operator=(HistoryStore&&) noexcept;
    ~HistoryStore();

    Result<Person> add_person(const std::optional<std::string>& label);
    // By code or by label, in capitals or not.
    [[nodiscard]] Result<Person> person(const std::string& name) const;
    [[nodiscard]] Result<std::vector<Person>> people() const;

    // One that is there already stays as it is, or is written anew, context and measures, with `replaces`.
    // A recording that is kept under another person is refused.
    Result<AddedSession> add_session(const Person& person, const PastSession& session,
                                     const SessionDigests& digests, bool replaces);
    // That nobody has it yet.
    [[nodiscard]] Result<void> check_is_free(const PastSession& session, const SessionDigests& digests) const;
    // The number of the session that is this recording; empty where the person has none. One that is kept
    // under another person is refused.
    [[nodiscard]] Result<std::optional<std::int64_t>> find_session(const Person& person,
                                                                   const PastSession& session,
                                                                   const SessionDigests& digests) const;
    // In order of time.
    [[nodiscard]] Result<std::vector<PastSession>> sessions(const Person& person) const;

    // A guided test. One that is there already stays as it is; one kept under another person is refused.
    Result<AddedSession> add_screening(const Person& person, const PastScreening& screening,
                                       const std::string& digest);
    // In order of time.
    [[nodiscard]] Result<std::vector<PastScreening>> screenings(const Person& person) const;

    // One of the same name and side that holds already and asks for the same is left as it is; with another
    // dose it ends and this one begins. Returns its number.
    Result<std::int64_t> prescribe(const Person& person, const PrescribedExercise& exercise);
    // In order of when they began.
    [[nodiscard]] Result<std::vector<PrescribedExercise>> exercises(const Person& person) const;
    // Whether it was done on a day on which it holds. Noted twice it counts once.
    enum class Noted { done, not_done };
    Result<void> note(const Person& person, std::int64_t exercise, std::chrono::sys_days day, Noted noted);
    // From that day on it no longer holds; later notes go with it.
    Result<void> stop(const Person& person, std::int64_t exercise, std::chrono::sys_days day);

    // Nothing of what was deleted is left in the file or beside it. Fails, with everything deleted but traces
    // left, where another program keeps the file busy.
    Result<void> delete_person(const Person& person, std::chrono::milliseconds patience = kPatience);
    Result<void> delete_session(const Person& person, std::int64_t session);
    Result<void> delete_screening(const Person& person, std::int64_t screening);

    // How long another program is waited for; one session is written in milliseconds.
    static constexpr std::chrono::milliseconds kPatience{30'000};

  private:
    HistoryStore(std::filesystem::path file, std::unique_ptr<SQLite::Database> database);
    Result<void> delete_row(const Person& person, const char* table, const char* what, std::int64_t id);
    [[nodiscard]] Result<PrescribedExercise> exercise(const Person& person, std::int64_t id) const;
    Result<void> wipe();
    void finish_deletion();

    std::filesystem::path file_;
    std::unique_ptr<SQLite::Database> database_;
};

}  // namespace sacrum::sinks
