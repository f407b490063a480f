#include "sinks/dashboard/server/access.hpp"

#include <catch2/catch.hpp>
#include <cctype>
#include <random>
#include <set>

using namespace sacrum::sinks;
using namespace std::chrono_literals;

namespace {

const Access::Time kStart{};

Access::Random drawn(std::uint32_t seed) {
    return [random = std::mt19937(seed)](std::span<unsigned char> bytes) mutable {
        for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(random());
    };
}

std::string wrong(const Access& access) {
    for (const char* code : {"000000", "000001", "000002"}) {
        if (code != access.codes().change && code != access.codes().look) return code;
    }
    return "";
}

}  // namespace

TEST_CASE("each code lets in for what it is for") {
    Access access(drawn(1));
    const auto one = access.pair("a", access.codes().change, kStart);
    const auto two = access.pair("a", access.codes().look, kStart);
    CHECK(one.verdict == Access::Verdict::paired);
    CHECK(two.verdict == Access::Verdict::paired);
    CHECK(one.token != two.token);
    CHECK(one.token.size() == 32);
    CHECK(access.role_of(one.token) == Role::change);
    CHECK(access.role_of(two.token) == Role::look);
}

TEST_CASE("codes are six digits and never the same") {
    std::set<std::string> seen;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        const Access access(drawn(seed));
        for (const std::string& code : {access.codes().change, access.codes().look}) {
            CHECK(code.size() == 6);
            CHECK(std::ranges::all_of(code, [](unsigned char c) { return std::isdigit(c) != 0; }));
            seen.insert(code);
        }
    }
    CHECK(seen.size() > 395);
    int draws = 0;
    const Access stubborn([&](std::span<unsigned char> bytes) {
        std::ranges::fill(bytes, static_cast<unsigned char>(draws++ < 3 ? 7 : 9));
    });
    CHECK(stubborn.codes().change != stubborn.codes().look);
}

TEST_CASE("whatever is no token opens nothing") {
    Access access(drawn(1));
    const std::string token = access.pair("a", access.codes().change, kStart).token;
    CHECK_FALSE(access.role_of(""));
    CHECK_FALSE(access.role_of(token.substr(1)));
    CHECK_FALSE(access.role_of(token + "0"));
    CHECK_FALSE(access.role_of(access.codes().change));
    CHECK_FALSE(Access(drawn(2)).role_of(token));
}

TEST_CASE(
    "five wrong codes within a minute close the door to that address, even for the right one, and no other") {
    Access access(drawn(1));
    for (int n = 0; n < Access::kWrongPerAddress; ++n)
        CHECK(access.pair("a", wrong(access), kStart + n * 1s).verdict == Access::Verdict::wrong);
    CHECK(access.pair("a", access.codes().change, kStart + 30s).verdict == Access::Verdict::wait);
    CHECK(access.pair("b", access.codes().change, kStart + 30s).verdict == Access::Verdict::paired);
    CHECK(access.pair("a", access.codes().change, kStart + 60s).verdict == Access::Verdict::paired);
}

TEST_CASE(
    "twenty wrong codes from anywhere make new ones, which are told, and close the door for growing times") {
    std::vector<PairingCodes> told;
    Access access(drawn(1), [&](const PairingCodes& codes) { told.push_back(codes); });
    auto now = kStart;
    auto pause = 1min;
    for (int round = 0; round < 8; ++round) {
        const PairingCodes before = access.codes();
        for (int n = 0; n < Access::kWrongInAll; ++n)
            CHECK(access.pair(std::to_string(n), wrong(access), now).verdict == Access::Verdict::wrong);
        REQUIRE(told.size() == std::size_t(round) + 1);
        CHECK(told.back().change == access.codes().change);
        CHECK(access.codes().change != before.change);
        CHECK(access.codes().look != before.look);
        CHECK(access.pair("other", access.codes().change, now + pause - 1s).verdict == Access::Verdict::wait);
        now += pause;
        CHECK(access.pair("other", access.codes().change, now).verdict == Access::Verdict::paired);
        pause = std::min(2 * pause, 60min);
    }
}

TEST_CASE("who was let in stays so when the codes change") {
    Access access(drawn(1));
    const std::string token = access.pair("a", access.codes().look, kStart).token;
    for (int n = 0; n < Access::kWrongInAll; ++n) access.pair(std::to_string(n), wrong(access), kStart);
    CHECK(access.role_of(token) == Role::look);
}

TEST_CASE(
    "of too many tokens the oldest is not known any more, and a host of guessers takes no more memory") {
    Access access(drawn(1));
    const std::string first = access.pair("a", access.codes().look, kStart).token;
    for (std::size_t n = 0; n < Access::kMostTokens; ++n) access.pair("a", access.codes().look, kStart);
    CHECK_FALSE(access.role_of(first));
    auto now = kStart;
    for (int n = 0; n < 1000; ++n) access.pair(std::to_string(n), wrong(access), now += 2h);
    CHECK(access.pair("a", access.codes().look, now + 2h).verdict == Access::Verdict::paired);
}

TEST_CASE("the system's randomness fills everything that is asked for") {
    std::array<unsigned char, 64> one{}, other{};
    system_random(one);
    system_random(other);
    CHECK(one != other);
    CHECK(std::ranges::count(one, 0) < 16);
}
