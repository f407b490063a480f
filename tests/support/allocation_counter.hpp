// Counts what this thread allocates from construction on: every form of operator new, and malloc as Eigen
// calls it. Under a sanitizer, which brings its own allocator, nothing is counted and `kCanCount` is false.
#pragma once

#include <cstdint>

namespace sacrum::tests {

//     AllocationCounter allocations;
//     for (const auto& sample : warm) pipeline.push(sample, listener);
//     CHECK(allocations.count() == 0);
class AllocationCounter {
  public:
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static constexpr bool kCanCount = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    static constexpr bool kCanCount = false;
#else
    static constexpr bool kCanCount = true;
#endif
#else
    static constexpr bool kCanCount = true;
#endif

    AllocationCounter();
    [[nodiscard]] std::int64_t count() const;

  private:
    std::int64_t before_;
};

}  // namespace sacrum::tests
