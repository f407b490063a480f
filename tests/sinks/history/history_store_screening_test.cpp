// Guided tests and exercises in a history.
#include <SQLiteCpp/SQLiteCpp.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sinks/history/history_store.hpp"
#include "sinks/history/past_screening_message.hpp"

using namespace sacrum;
using namespace sacrum::sinks;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

constexpr sys_days kFirst{days(20000)};

struct Scratch {
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "sacrum_screenings_XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Scratch() { std::filesystem::remove_all(path); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    std::filesystem::path path;
};

std::string bytes_of_all(const std::filesystem::path& file) {
    std::ostringstream bytes;
    for (const char* end : {"", "-wal", "-shm"}) {
        const std::ifstream part(file.string() + end, std::ios::binary);
        if (part) bytes << part.rdbuf();
    }
    return bytes.str();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

PastScreening screening(int day, double drop) {
    return {.done = std::chrono::sys_seconds(days(20000 + day)),
            .test = ScreeningTest::single_leg,
            .program_version = "0.1.0",
            .algorithm_version = "METHODS-UNMISTAKABLE",
            .is_guided = true,
            .values = {{Side::left, ScreeningMeasureKind::drop_mean, drop, 0.5},
                       {Side::right, ScreeningMeasureKind::touch_downs, 2.0, std::nullopt}}};
}

PrescribedExercise exercise(const std::string& name, const std::string& dose) {
    return {.name = name,
            .side = Side::left,
            .dose = dose,
            .progression = "then more",
            .why = "why-it-is",
            .from = kFirst,
            .days_per_week = 3.0,
            .done = {}};
}

struct History {
    Scratch folder{};
    std::filesystem::path file = folder.path / "h.sqlite";
    HistoryStore store = *HistoryStore::open(file, WhenMissing::make);
    Person anna = *store.add_person("anna");
};

}  // namespace

TEST_CASE("a guided test comes back as it was, per measure and side, and counts once") {
    History history;
    REQUIRE(history.store.add_screening(history.anna, screening(5, 4.5), "second"));
    const auto first = history.store.add_screening(history.anna, screening(1, 3.5), "first");
    REQUIRE(first);
    CHECK(first->outcome == AddOutcome::added);
    const auto again = history.store.add_screening(history.anna, screening(1, 3.5), "first");
    CHECK(again->outcome == AddOutcome::already_there);
    CHECK(again->id == first->id);
    const auto kept = history.store.screenings(history.anna);
    REQUIRE(kept);
    REQUIRE(kept->size() == 2);
    const PastScreening& found = kept->front();  // in order of time
    CHECK(found.done == screening(1, 0.0).done);
    CHECK(found.test == ScreeningTest::single_leg);
    CHECK(found.algorithm_version == "METHODS-UNMISTAKABLE");
    CHECK(found.is_guided);
    REQUIRE(found.find(ScreeningMeasureKind::drop_mean, Side::left) != nullptr);
    CHECK(found.find(ScreeningMeasureKind::drop_mean, Side::left)->value == 3.5);
    CHECK(found.find(ScreeningMeasureKind::drop_mean, Side::left)->standard_error == 0.5);
    CHECK_FALSE(found.find(ScreeningMeasureKind::touch_downs, Side::right)->standard_error);
    CHECK(found.find(ScreeningMeasureKind::drop_mean, Side::right) == nullptr);
    const auto bert = history.store.add_person("bert");
    const auto refused = history.store.add_screening(*bert, screening(1, 3.5), "first");
    REQUIRE_FALSE(refused);
    CHECK(has(refused.error().sentence, "another person"));
}

TEST_CASE("an exercise that holds is not prescribed twice, and with another dose the old one ends") {
    History history;
    const auto first = history.store.prescribe(history.anna, exercise("stance", "3 × 30 s"));
    REQUIRE(first);
    CHECK(*history.store.prescribe(history.anna, exercise("stance", "3 × 30 s")) == *first);
    PrescribedExercise harder = exercise("stance", "5 × 30 s");
    harder.from = kFirst + days(14);
    const auto second = history.store.prescribe(history.anna, harder);
    CHECK(*second != *first);
    const auto all = history.store.exercises(history.anna);
    REQUIRE(all->size() == 2);
    CHECK((*all)[0].until == kFirst + days(14));
    CHECK_FALSE((*all)[1].until);
    CHECK((*all)[1].side == Side::left);
    CHECK((*all)[1].progression == "then more");
    CHECK((*all)[1].why == "why-it-is");
    CHECK((*all)[1].days_per_week == 3.0);
}

TEST_CASE("a day is noted once, taken back, and refused where the exercise does not hold") {
    using Noted = HistoryStore::Noted;
    History history;
    const auto id = *history.store.prescribe(history.anna, exercise("stance", "3 × 30 s"));
    for (const int day : {2, 0, 2, 5})
        REQUIRE(history.store.note(history.anna, id, kFirst + days(day), Noted::done));
    REQUIRE(history.store.note(history.anna, id, kFirst, Noted::not_done));
    CHECK(history.store.exercises(history.anna)->front().done ==
          std::vector{kFirst + days(2), kFirst + days(5)});
    const auto before = history.store.note(history.anna, id, kFirst - days(1), Noted::done);
    REQUIRE_FALSE(before);
    CHECK(has(before.error().sentence, "does not hold on"));
    REQUIRE(history.store.stop(history.anna, id, kFirst + days(4)));
    CHECK(history.store.exercises(history.anna)->front().done == std::vector{kFirst + days(2)});
    CHECK_FALSE(history.store.note(history.anna, id, kFirst + days(4), Noted::done));
    const auto bert = history.store.add_person("bert");
    const auto others = history.store.note(*bert, id, kFirst + days(1), Noted::done);
    REQUIRE_FALSE(others);
    CHECK(others.error().kind == ErrorKind::usage);
}

TEST_CASE("of tests and exercises of a person who is deleted no trace is left, nor of a test that is") {
    History history;
    const auto bert = history.store.add_person("bert");
    const auto mine = history.store.add_screening(history.anna, screening(1, 3.5), "digest-of-mine");
    REQUIRE(mine);
    PastScreening other = screening(2, 4.5);
    other.algorithm_version = "another";
    REQUIRE(history.store.add_screening(*bert, other, "digest-of-other"));
    const auto id =
        *history.store.prescribe(history.anna, exercise("headstand-unmistakable", "dose-unmistakable"));
    REQUIRE(history.store.note(history.anna, id, kFirst, HistoryStore::Noted::done));
    REQUIRE(history.store.prescribe(*bert, exercise("stays", "3 × 30 s")));
    for (const char* trace :
         {"METHODS-UNMISTAKABLE", "digest-of-mine", "headstand-unmistakable", "dose-unmistakable"})
        REQUIRE(has(bytes_of_all(history.file), trace));
    REQUIRE(history.store.delete_screening(history.anna, mine->id));
    CHECK_FALSE(has(bytes_of_all(history.file), "digest-of-mine"));
    CHECK_FALSE(history.store.delete_screening(*bert, mine->id));
    REQUIRE(history.store.delete_person(history.anna));
    const std::string left = bytes_of_all(history.file);
    for (const char* trace : {"METHODS-UNMISTAKABLE", "headstand-unmistakable", "dose-unmistakable"})
        CHECK_FALSE(has(left, trace));
    CHECK(has(left, "digest-of-other"));
    CHECK(history.store.exercises(*bert)->size() == 1);
    SQLite::Database database(history.file.string(), SQLite::OPEN_READONLY);
    CHECK(database.execAndGet("SELECT count(*) FROM exercise_days").getInt() == 0);
    CHECK(database.execAndGet("SELECT count(*) FROM screening_measures").getInt() == 2);
}

TEST_CASE(
    "a deletion that was killed before its traces were gone is finished by the next that opens the file") {
    Scratch folder;
    const auto file = folder.path / "h.sqlite";
    {
        HistoryStore store = *HistoryStore::open(file, WhenMissing::make);
        const Person wilhelmine = *store.add_person("Wilhelmine");
        REQUIRE(store.add_screening(wilhelmine, screening(1, 3.5), "digest"));
    }
    {  // The first step, as delete_person takes it, and then nothing more; without secure_delete, so that
       // there are traces.
        SQLite::Database killed(file.string(), SQLite::OPEN_READWRITE);
        killed.exec(
            "PRAGMA foreign_keys = ON; PRAGMA secure_delete = OFF; BEGIN; DELETE FROM people; PRAGMA "
            "application_id = 1; "
            "COMMIT");
    }
    REQUIRE(has(bytes_of_all(file), "METHODS-UNMISTAKABLE"));
    HistoryStore store = *HistoryStore::open(file, WhenMissing::refuse);
    CHECK_FALSE(has(bytes_of_all(file), "METHODS-UNMISTAKABLE"));
    CHECK(store.people()->empty());
    SQLite::Database after(file.string(), SQLite::OPEN_READONLY);
    CHECK(after.execAndGet("PRAGMA application_id").getInt() == 0);
}

TEST_CASE(
    "a result that is not valid, or of a later test, is nothing to keep; a valid one keeps side, figure and "
    "error") {
    proto::ScreeningResult result;
    result.set_test(proto::WALL_RUN);
    auto& side = *result.add_sides();
    side.set_side(proto::RIGHT);
    auto& measure = *side.add_measures();
    measure.set_id("drop_per_step_deg");
    measure.set_value(5.25);
    measure.set_standard_error(0.75);
    side.add_measures()->set_id("of_a_later_program");
    CHECK_FALSE(past_screening(result));
    result.set_is_valid(true);
    const auto kept = past_screening(result);
    REQUIRE(kept);
    CHECK(kept->test == ScreeningTest::wall_run);
    REQUIRE(kept->values.size() == 1);
    CHECK(kept->values[0].side == Side::right);
    CHECK(kept->values[0].value == 5.25);
    CHECK(kept->values[0].standard_error == 0.75);
    result.set_test(proto::SCREENING_TEST_NOT_KNOWN);
    CHECK_FALSE(past_screening(result));
}
