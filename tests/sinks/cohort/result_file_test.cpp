#include "sinks/cohort/result_file.hpp"

#include <catch2/catch.hpp>

#include "tests/sinks/cohort/scratch.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

std::string key(char c) { return std::string(32, c); }

proto::CohortResult result(const std::string& file, const std::string& failure = "") {
    proto::CohortResult one;
    one.set_file(file);
    one.set_failure(failure);
    one.set_stride_rows(std::string(200, 'x'));
    return one;
}

// What a process leaves that is killed after two results.
std::filesystem::path part_of_two(const Scratch& folder) {
    auto writer = ResultWriter::create(folder / "plan-0001.results");
    REQUIRE(writer);
    REQUIRE(writer->add(key('a'), result("a")));
    REQUIRE(writer->add(key('b'), result("b")));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path)) return entry.path();
    return {};
}

}  // namespace

TEST_CASE("a result is read back as it was written, and only under its key") {
    const Scratch folder;
    auto writer = ResultWriter::create(folder / "plan-0001.results");
    REQUIRE(writer);
    REQUIRE(writer->add(key('a'), result("a")));
    REQUIRE(writer->add(key('b'), result("b", "b: is broken")));
    REQUIRE(writer->commit());
    const auto index = ResultIndex::of(folder.path);
    REQUIRE(index);
    CHECK(index->load(key('a'))->SerializeAsString() == result("a").SerializeAsString());
    CHECK_FALSE(index->has_failed(key('a')));
    CHECK(index->has_failed(key('b')));
    CHECK(index->failures() == 1);
    CHECK_FALSE(index->has(key('c')));
}

TEST_CASE("a part that ends anywhere keeps every whole result before its end") {
    const Scratch folder;
    const auto part = part_of_two(folder);
    const std::string bytes = bytes_of(part);
    for (std::size_t length = 0; length < bytes.size(); length += 7) {
        std::ofstream(part, std::ios::binary) << bytes.substr(0, length);
        const auto index = ResultIndex::of(folder.path);
        REQUIRE(index);
        CHECK_FALSE(index->has(key('b')));
        CHECK(index->has(key('a')) == (length >= bytes.size() / 2));
    }
}

TEST_CASE("a byte that is wrong in a part costs its result and those after it, not those before") {
    const Scratch folder;
    const auto part = part_of_two(folder);
    std::string bytes = bytes_of(part);
    bytes[bytes.size() - 10] = '?';
    std::ofstream(part, std::ios::binary) << bytes;
    const auto index = ResultIndex::of(folder.path);
    REQUIRE(index);
    CHECK(index->has(key('a')));
    CHECK_FALSE(index->has(key('b')));
}

TEST_CASE("a byte that is wrong in a whole file is refused by name when it is wanted") {
    const Scratch folder;
    const auto file = folder / "plan-0001.results";
    std::filesystem::rename(part_of_two(folder), file);
    std::string bytes = bytes_of(file);
    bytes[bytes.size() - 10] = '?';
    std::ofstream(file, std::ios::binary) << bytes;
    const auto loaded = ResultIndex::of(folder.path)->load(key('b'));
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().sentence.find("plan-0001.results: a result in it is damaged") != std::string::npos);
}

TEST_CASE("a recording that failed once and was measured later counts as measured") {
    for (const bool fails_first : {true, false}) {
        const Scratch folder;
        for (const bool is_first : {true, false}) {
            auto writer = ResultWriter::create(folder / (is_first ? "p-0001.results" : "p-0002.results"));
            REQUIRE(writer);
            REQUIRE(writer->add(key('a'), result("a", is_first == fails_first ? "a: is broken" : "")));
            REQUIRE(writer->commit());
        }
        CHECK_FALSE(ResultIndex::of(folder.path)->has_failed(key('a')));
    }
}
