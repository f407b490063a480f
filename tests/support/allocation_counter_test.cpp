#include "tests/support/allocation_counter.hpp"

#include <Eigen/Core>
#include <catch2/catch.hpp>
#include <memory>
#include <new>
#include <vector>

using sacrum::tests::AllocationCounter;

namespace {

struct alignas(64) Wide {
    double values[8];
};

// Goes through a volatile pointer, so that the compiler may not leave the allocation out.
template <class Make>
std::int64_t allocations_of(Make make) {
    const AllocationCounter allocations;
    auto* volatile made = make();
    const std::int64_t count = allocations.count();
    delete made;
    return count;
}

}  // namespace

TEST_CASE("an allocation in any form is counted") {
    if (!AllocationCounter::kCanCount) {
        WARN("allocations are not counted under a sanitizer");
        return;
    }
    CHECK(allocations_of([] { return new int(1); }) == 1);
    CHECK(allocations_of([] { return new (std::nothrow) int(1); }) == 1);
    CHECK(allocations_of([] { return new Wide{}; }) == 1);
    CHECK(allocations_of([] { return new (std::nothrow) Wide{}; }) == 1);
}

TEST_CASE("an allocation of an array, a container or an Eigen matrix is counted") {
    if (!AllocationCounter::kCanCount) {
        WARN("allocations are not counted under a sanitizer");
        return;
    }
    const AllocationCounter allocations;
    const auto array = std::make_unique<int[]>(100);
    CHECK(allocations.count() == 1);
    std::vector<double> growing(10);
    CHECK(allocations.count() == 2);
    growing.resize(1000);
    CHECK(allocations.count() == 3);
    Eigen::VectorXd matrix(growing.size());
    CHECK(allocations.count() == 4);
    matrix.conservativeResize(2000);
    CHECK(allocations.count() == 5);
}

TEST_CASE("work on the stack counts no allocation") {
    const AllocationCounter allocations;
    Eigen::Matrix3d matrix = Eigen::Matrix3d::Identity();
    for (int i = 0; i < 100; ++i) matrix = matrix * matrix.transpose();
    CHECK(allocations.count() == 0);
    CHECK(matrix.isIdentity());
}
