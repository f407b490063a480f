// A vector for what grows with the length of a recording: samples, poses, the rows of a file. Beyond 160 MiB
// of all of them together, a new one has its elements in a temporary file that has no name, mapped into
// memory, so that a session of a day needs disk and no more memory than one of an hour. The file is made in
// TMPDIR, else in /var/tmp; where it cannot be made, or the disk is full, the elements lie in memory as those
// of any vector.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace sacrum {

namespace paged {
void* allocate(std::size_t bytes);
void deallocate(void* memory, std::size_t bytes) noexcept;
void release(const void* memory, std::size_t bytes) noexcept;
}  // namespace paged

template <class T>
struct PagedAllocator {
    static_assert(std::is_trivially_destructible_v<T>);
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
    using value_type = T;
    PagedAllocator() = default;
    template <class Other>
    PagedAllocator(const PagedAllocator<Other>&) noexcept {}  // NOLINT(google-explicit-constructor)
    T* allocate(std::size_t count) { return static_cast<T*>(paged::allocate(count * sizeof(T))); }
    void deallocate(T* memory, std::size_t count) noexcept { paged::deallocate(memory, count * sizeof(T)); }
    template <class Other>
    bool operator==(const PagedAllocator<Other>&) const noexcept {
        return true;
    }
};

template <class T>
using LongVector = std::vector<T, PagedAllocator<T>>;
using LongText = std::basic_string<char, std::char_traits<char>, PagedAllocator<char>>;

// These elements are not needed soon: what of them lies in a file gives its memory back, and comes from the
// file again when it is used. Of any vector; from any thread.
template <class T>
void release(std::span<T> part) {
    paged::release(part.data(), part.size_bytes());
}

// The elements in order, each released some time after it was passed.
//     for (const ImuSample& sample : passing(recording.samples)) …
template <class T>
class Passing {
  public:
    explicit Passing(std::span<T> elements) : elements_(elements) {}
    class Iterator {
      public:
        using value_type = std::remove_cv_t<T>;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        explicit Iterator(T* first) : at_(first), kept_(first) {}
        T& operator*() const { return *at_; }
        Iterator& operator++() {
            if (++at_ - kept_ >= kReleasedAtOnce) {
                release(std::span(kept_, at_));
                kept_ = at_;
            }
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(const T* end) const { return at_ == end; }

      private:
        static constexpr std::ptrdiff_t kReleasedAtOnce = std::ptrdiff_t{(1 << 20) / sizeof(T)};
        T* at_ = nullptr;
        T* kept_ = nullptr;
    };
    [[nodiscard]] Iterator begin() const { return Iterator(elements_.data()); }
    [[nodiscard]] const T* end() const { return elements_.data() + elements_.size(); }

  private:
    std::span<T> elements_;
};
template <class Vector>
auto passing(Vector& elements) {
    return Passing(std::span(elements));
}

// The same for loops that count: to be called with every index in turn.
template <class Vector>
void release_behind(Vector& elements, std::size_t index) {
    constexpr std::size_t kReleasedAtOnce = (std::size_t{1} << 20U) / sizeof(elements[0]);
    if (index % kReleasedAtOnce == 0 && index > 0)
        release(std::span(elements).subspan(index - kReleasedAtOnce, kReleasedAtOnce));
}

// Adds to the end. Unlike push_back it holds no more of the elements in memory while they move to more room.
template <class T>
void append(LongVector<T>& elements, T element) {
    if (elements.size() == elements.capacity() && !elements.empty()) {
        LongVector<T> roomier;
        roomier.reserve(2 * elements.size());
        for (const T& moved : passing(elements)) {
            roomier.push_back(moved);
            release_behind(roomier, roomier.size());
        }
        elements.swap(roomier);
    }
    elements.push_back(element);
    release_behind(elements, elements.size());
}

template <class T>
void refill(LongVector<T>& elements, std::span<const T> with) {
    elements.clear();
    elements.reserve(with.size());
    for (const T& element : passing(with)) append(elements, element);
}

}  // namespace sacrum
