#include "domain/long_vector.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>

namespace sacrum {
namespace {

constexpr std::size_t kLongestOrdinary = std::size_t{4} << 20U;
constexpr std::size_t kMostInMemory = std::size_t{160} << 20U;  // of what is longer, together

// All mappings, by address: of files, and of memory for what is long but not too long.
struct Mapping {
    std::size_t bytes = 0;
    bool is_file = false;
};
struct Mappings {
    std::mutex mutex;
    std::map<std::uintptr_t, Mapping> by_address;
    std::size_t bytes_in_memory = 0;
};
Mappings& mappings() {
    static Mappings& all = *new Mappings;  // outlives every vector
    return all;
}

// Null where there is no disk for it there. Space is taken at once, so that no later write can find the disk
// full. A folder that lies in memory would spare none.
void* map_file_in(const char* folder, std::size_t bytes) {
    struct statfs kind {};
    if (::statfs(folder, &kind) != 0 || kind.f_type == TMPFS_MAGIC) return nullptr;
    const int file = ::open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) return nullptr;
    void* memory = MAP_FAILED;
    if (::posix_fallocate(file, 0, off_t(bytes)) == 0)
        memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    return memory == MAP_FAILED ? nullptr : memory;
}

void* map_file(std::size_t bytes) {
    rlimit longest{};  // beyond it the kernel would end the program
    if (::getrlimit(RLIMIT_FSIZE, &longest) == 0 && longest.rlim_cur < bytes) return nullptr;
    const char* chosen = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): never set by this program
    for (const char* folder : {chosen, "/var/tmp", "/tmp"}) {
        if (folder == nullptr || *folder == '\0') continue;
        if (void* memory = map_file_in(folder, bytes)) return memory;
    }
    return nullptr;
}

// In pages of 2 MiB where there are some: one fault where there would be 512.
void* map_memory(std::size_t bytes) {
    void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return nullptr;
    ::madvise(memory, bytes, MADV_HUGEPAGE);
    return memory;
}

}  // namespace

void* paged::allocate(std::size_t bytes) {
    if (bytes <= kLongestOrdinary) return ::operator new(bytes);
    std::unique_lock lock(mappings().mutex);
    const bool is_file = mappings().bytes_in_memory + bytes > kMostInMemory;
    if (!is_file) mappings().bytes_in_memory += bytes;
    lock.unlock();  // a disk takes its time
    void* memory = is_file ? map_file(bytes) : map_memory(bytes);
    lock.lock();
    if (memory != nullptr) {
        mappings().by_address.emplace(std::uintptr_t(memory), Mapping{bytes, is_file});
        return memory;
    }
    if (!is_file) mappings().bytes_in_memory -= bytes;
    return ::operator new(bytes);
}

void paged::deallocate(void* memory, std::size_t bytes) noexcept {
    if (bytes <= kLongestOrdinary) return ::operator delete(memory);
    const std::lock_guard lock(mappings().mutex);
    const auto mapping = mappings().by_address.find(std::uintptr_t(memory));
    if (mapping == mappings().by_address.end()) return ::operator delete(memory);
    if (!mapping->second.is_file) mappings().bytes_in_memory -= bytes;
    mappings().by_address.erase(mapping);
    ::munmap(memory, bytes);
}

void paged::release(const void* memory, std::size_t bytes) noexcept {
    static const std::uintptr_t page = std::uintptr_t(::sysconf(_SC_PAGESIZE));
    const auto first = std::uintptr_t(memory), last = first + bytes;
    const std::lock_guard lock(mappings().mutex);
    auto mapping = mappings().by_address.upper_bound(first);
    if (mapping == mappings().by_address.begin()) return;
    --mapping;
    if (!mapping->second.is_file || first >= mapping->first + mapping->second.bytes) return;
    // Whole pages only; their contents stay in the file.
    const std::uintptr_t from = first / page * page;
    const std::uintptr_t to = std::min(last, mapping->first + mapping->second.bytes) / page * page;
    if (to > from) ::madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED);  // NOLINT
}

}  // namespace sacrum
