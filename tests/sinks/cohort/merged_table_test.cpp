#include "sinks/cohort/merged_table.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>

#include "tests/sinks/cohort/scratch.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

void write(const std::filesystem::path& folder, std::span<const std::vector<std::string>> rows) {
    auto database = MergedDatabase::create(folder / "cohort.sqlite");
    REQUIRE(database);
    auto table =
        MergedTable::create(folder, "people", {{"name"}, {"drop_deg", MergedType::number}}, *database);
    REQUIRE(table);
    for (const auto& row : rows) REQUIRE(table->add(row));
    REQUIRE(table->commit());
    REQUIRE(database->commit());
}

const std::vector<std::vector<std::string>> kRows{{"Doe, \"J\"", "4.25"}, {"007", ""}, {"", "-3"}};

}  // namespace

TEST_CASE(
    "a merged table holds the same in CSV and in the database, numbers as numbers and absence as NULL") {
    const Scratch folder;
    write(folder.path, kRows);
    CHECK(bytes_of(folder / "people.csv") == "name,drop_deg\n\"Doe, \"\"J\"\"\",4.25\n007,\n,-3\n");
    SQLite::Database database((folder / "cohort.sqlite").string());
    CHECK(database.execAndGet("SELECT name FROM people WHERE drop_deg = 4.25").getString() == "Doe, \"J\"");
    CHECK(database.execAndGet("SELECT sum(drop_deg) FROM people").getDouble() == 1.25);
    CHECK(database.execAndGet("SELECT name FROM people WHERE drop_deg IS NULL").getString() == "007");
    CHECK(database.execAndGet("SELECT count(*) FROM people WHERE name IS NULL").getInt() == 1);
}

TEST_CASE("equal rows give a database of equal bytes") {
    const Scratch a;
    const Scratch b;
    write(a.path, kRows);
    write(b.path, kRows);
    CHECK(bytes_of(a / "cohort.sqlite") == bytes_of(b / "cohort.sqlite"));
    CHECK_FALSE(bytes_of(a / "cohort.sqlite").empty());
}

TEST_CASE("a database that is not finished does not appear") {
    const Scratch folder;
    {
        auto database = MergedDatabase::create(folder / "cohort.sqlite");
        REQUIRE(database);
    }
    CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("the cells of a line come back as they were, quotes and commas too") {
    CHECK(csv_cells("a,,\"b, \"\"c\"\"\",1") == std::vector<std::string>{"a", "", "b, \"c\"", "1"});
    CHECK(csv_cells("") == std::vector<std::string>{""});
}

TEST_CASE("a code with zeros before it, a word and what is not finite are no numbers") {
    for (const char* text : {"0", "-1.5", "0.25", "34", "1e3"}) CHECK(is_plain_number(text));
    for (const char* text : {"007", "-01", "F", "", "inf", "nan", "0x1", "1 ", "+1"})
        CHECK_FALSE(is_plain_number(text));
}
