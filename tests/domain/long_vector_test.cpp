#include "domain/long_vector.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <string>

using namespace sacrum;

namespace {

constexpr std::size_t kLong = 22'000'000;  // 176 MB of numbers

std::size_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::size_t all = 0, resident = 0;
    statm >> all >> resident;
    return resident * std::size_t(::sysconf(_SC_PAGESIZE));
}

// Of this process, which were removed when they were made.
std::size_t bytes_in_nameless_files() {
    std::ifstream maps("/proc/self/maps");
    std::size_t sum = 0;
    for (std::string line; std::getline(maps, line);) {
        std::size_t first = 0, last = 0;
        if (line.find("(deleted)") != std::string::npos &&
            std::sscanf(line.c_str(), "%zx-%zx", &first, &last) == 2)
            sum += last - first;
    }
    return sum;
}

// The thread sanitizer has such files of its own, and a shadow of all memory that is used.
const std::size_t kOfTheSanitizer = bytes_in_nameless_files();
std::size_t bytes_in_files() { return bytes_in_nameless_files() - kOfTheSanitizer; }
#if defined(__SANITIZE_THREAD__)
constexpr std::size_t kSpared = std::size_t{4} << 30U;
#else
constexpr std::size_t kSpared = 24'000'000;
#endif

double value(std::size_t i) { return 0.5 * double(i); }

// `room`: how many it has room for from the start; sanitizers keep what a vector leaves when it grows.
LongVector<double> long_one(std::size_t room = 0) {
    LongVector<double> numbers;
    numbers.reserve(room);
    for (std::size_t i = 0; i < kLong; ++i) append(numbers, value(i));
    return numbers;
}

}  // namespace

TEST_CASE("a long vector takes disk instead of memory and holds what was put into it") {
    const std::size_t before = resident_bytes();
    const LongVector<double> numbers = long_one(kLong);
    CHECK(bytes_in_files() >= kLong * sizeof(double));
    CHECK(resident_bytes() < before + kSpared);
    std::size_t i = 0, wrong = 0;
    for (const double number : passing(numbers)) wrong += number != value(i++);
    CHECK(i == kLong);
    CHECK(wrong == 0);
    CHECK(resident_bytes() < before + kSpared);
}

TEST_CASE("what was written into a long vector stays when its memory is released") {
    LongVector<double> numbers = long_one();
    for (double& number : passing(numbers)) number = -number;
    release(std::span(numbers));
    CHECK(numbers.front() == -value(0));
    CHECK(numbers[kLong / 3] == -value(kLong / 3));
    CHECK(numbers.back() == -value(kLong - 1));
}

TEST_CASE("a short vector lies in memory, and so does a long one where no file can grow") {
    const LongVector<double> brief(1000, 1.0);
    CHECK(bytes_in_files() == 0);
    rlimit usual{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &usual) == 0);
    const rlimit small{.rlim_cur = 4096, .rlim_max = usual.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    {
        const LongVector<double> numbers(kLong, 2.0);
        CHECK(bytes_in_files() == 0);
        CHECK(numbers.back() == 2.0);
    }
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &usual) == 0);
}

TEST_CASE("the file of a long vector has no name by which anybody could open it") {
    const LongVector<double> numbers = long_one();
    REQUIRE(bytes_in_files() > 0);  // of mappings whose file has no name
    std::ifstream maps("/proc/self/maps");
    std::size_t named = 0;
    for (std::string line; std::getline(maps, line);) {
        const auto path = line.find('/');
        const bool is_temporary = path != std::string::npos && line.find("tmp/", path) != std::string::npos;
        named += is_temporary && line.find("(deleted)") == std::string::npos;
    }
    CHECK(named == 0);
}

TEST_CASE("the files of long vectors go with them") {
    { const LongVector<double> numbers = long_one(); }
    CHECK(bytes_in_files() == 0);
}
