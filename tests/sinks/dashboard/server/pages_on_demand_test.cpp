#include "sinks/dashboard/server/pages_on_demand.hpp"

#include <catch2/catch.hpp>
#include <optional>
#include <thread>

using namespace sacrum::sinks;

TEST_CASE("a path and what is below it are offered, and nothing that only begins like it") {
    boost::asio::io_context io;
    PagesOnDemand pages(io);
    CHECK_FALSE(pages.has_any());
    CHECK_FALSE(pages.is_offered("/history"));
    CHECK_FALSE(pages.is_offered(""));
    pages.offer("/history", [](const std::string&) { return MadePage{}; });
    CHECK(pages.has_any());
    CHECK(pages.is_offered("/history"));
    CHECK(pages.is_offered("/history/P-7QK2"));
    CHECK_FALSE(pages.is_offered("/historyP"));
    CHECK_FALSE(pages.is_offered("/"));
}

TEST_CASE("a page is made on another thread and handed over on that of the io_context") {
    boost::asio::io_context io;
    auto work = boost::asio::make_work_guard(io);
    PagesOnDemand pages(io);
    const auto own = std::this_thread::get_id();
    std::thread::id made_by;
    pages.offer("/history", [&](const std::string& rest) {
        made_by = std::this_thread::get_id();
        return MadePage{.is_found = false, .html = "made for " + rest};
    });
    std::optional<MadePage> page;
    std::thread::id handed_to;
    pages.make("/history/P-7QK2", [&](MadePage made) {
        page = std::move(made);
        handed_to = std::this_thread::get_id();
        work.reset();
    });
    io.run();
    REQUIRE(page);
    CHECK(page->html == "made for /P-7QK2");
    CHECK_FALSE(page->is_found);
    CHECK(made_by != own);
    CHECK(handed_to == own);
}

TEST_CASE("what is asked for after the end is neither made nor handed over") {
    boost::asio::io_context io;
    int made = 0, handed = 0;
    {
        PagesOnDemand pages(io);
        pages.offer("/history", [&](const std::string&) { return ++made, MadePage{}; });
        pages.close();
        pages.make("/history", [&](MadePage) { ++handed; });
    }
    io.run();
    CHECK(made == 0);
    CHECK(handed == 0);
}
