// version_1.sqlite and version_2.sqlite beside this file were written by those versions of the tables and are
// kept as they are: two people each, with three and with two sessions.
#include "sinks/history/history_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <iterator>

#include "sinks/history/history_store.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

constexpr const char* kFirstVersion = SACRUM_SOURCE_DIR "/tests/sinks/history/version_1.sqlite";
constexpr const char* kSecondVersion = SACRUM_SOURCE_DIR "/tests/sinks/history/version_2.sqlite";

struct Copy {
    explicit Copy(const char* of)
        : path(std::filesystem::temp_directory_path() / ("sacrum_schema_" + std::to_string(getpid()))) {
        std::filesystem::copy_file(of, path, std::filesystem::copy_options::overwrite_existing);
    }
    ~Copy() {
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
    }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;
    std::filesystem::path path;
};

std::string tables_of(SQLite::Database& database) {
    std::string text;
    SQLite::Statement row(database, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
    while (row.executeStep()) text += row.getColumn(0).getString() + "\n";
    return text;
}

}  // namespace

TEST_CASE("a history of the first version is brought up to this one with everything in it") {
    const Copy copy(kFirstVersion);
    {
        SQLite::Database before(copy.path.string());
        REQUIRE(before.execAndGet("PRAGMA user_version").getInt() == 1);
    }
    auto store = HistoryStore::open(copy.path, WhenMissing::refuse);
    REQUIRE(store);
    REQUIRE(store->people()->size() == 2);
    const auto anna = store->person("anna");
    REQUIRE(anna);
    CHECK(anna->code == "P-7QK2");
    const auto sessions = store->sessions(*anna);
    REQUIRE(sessions);
    REQUIRE(sessions->size() == 2);
    const PastSession& first = sessions->front();
    CHECK(first.context.surface == "road");
    CHECK(first.context.distance_km == 3.0);
    CHECK(first.device.empty());
    CHECK_FALSE(first.context.camber);
    CHECK_FALSE(first.has_incline);
    CHECK(first.report.contacts == 1180);
    CHECK(first.report.sides.right.strides_used == 288);
    CHECK(first.report.sides.left.metrics[std::size_t(Metric::cpd_peak)]->median == 4.5);
    // And what only the newer tables hold can be kept in it.
    PastSession added;
    added.device = "Sacrum 12";
    added.context.camber = Camber::left_low;
    REQUIRE(store->add_session(*anna, added, {"f", "c"}, false));
    CHECK(store->sessions(*anna)->front().context.camber == Camber::left_low);
}

TEST_CASE("a history of the second version is brought up to this one with everything in it") {
    const Copy copy(kSecondVersion);
    {
        SQLite::Database before(copy.path.string());
        REQUIRE(before.execAndGet("PRAGMA user_version").getInt() == 2);
    }
    auto store = HistoryStore::open(copy.path, WhenMissing::refuse);
    REQUIRE(store);
    const auto anna = store->person("anna");
    REQUIRE(anna);
    CHECK(anna->code == "P-0E4T");
    const auto sessions = store->sessions(*anna);
    REQUIRE(sessions->size() == 1);
    CHECK(sessions->front().context.camber == Camber::left_low);
    CHECK(sessions->front().context.surface == "road");
    CHECK(sessions->front().report.sides.left.metrics[std::size_t(Metric::cpd_peak)]);
    CHECK(store->screenings(*anna)->empty());
    CHECK(store->exercises(*anna)->empty());
    REQUIRE(store->add_screening(*anna, {.program_version = {}, .algorithm_version = {}, .values = {}},
                                 "digest"));
    CHECK(store->screenings(*anna)->size() == 1);
}

TEST_CASE(
    "a migrated file of each earlier version has the same tables as a new one, and the kept file those of "
    "its version") {
    struct Kept {
        const char* file;
        std::size_t version;
        int measures;
    };
    constexpr Kept kKept[] = {{kFirstVersion, 1, 18}, {kSecondVersion, 2, 102}};
    REQUIRE(std::size(kKept) + 1 ==
            history_migrations().size());  // a file is kept of each version but this one
    for (const Kept& kept : kKept) {
        const Copy copy(kept.file);
        SQLite::Database old(copy.path.string(), SQLite::OPEN_READWRITE);
        SQLite::Database first(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        REQUIRE(migrate_history(first, kept.version));
        CHECK(tables_of(old) == tables_of(first));
        SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        REQUIRE(migrate_history(fresh));
        REQUIRE(migrate_history(old));
        CHECK(tables_of(old) == tables_of(fresh));
        CHECK(std::size_t(old.execAndGet("PRAGMA user_version").getInt()) == history_migrations().size());
        CHECK(old.execAndGet("SELECT count(*) FROM measures").getInt() == kept.measures);
    }
}
