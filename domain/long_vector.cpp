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

constexpr std::size_t kLongestInMemory = std::size_t{16} << 20U;

// All mappings of files, by address.
struct Mappings {
    std::mutex mutex;
    std::map<std::uintptr_t, std::size_t> bytes;
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

}  // namespace

void* paged::allocate(std::size_t bytes) {
    if (bytes > kLongestInMemory) {
        if (void* memory = map_file(bytes)) {
            const std::lock_guard lock(mappings().mutex);
            mappings().bytes.emplace(std::uintptr_t(memory), bytes);
            return memory;
        }
    }
    return ::operator new(bytes);
}

void paged::deallocate(void* memory, std::size_t bytes) noexcept {
    if (bytes > kLongestInMemory) {
        const std::lock_guard lock(mappings().mutex);
        if (mappings().bytes.erase(std::uintptr_t(memory)) > 0) {
            ::munmap(memory, bytes);
            return;
        }
    }
    ::operator delete(memory);
}

void paged::release(const void* memory, std::size_t bytes) noexcept {
    static const std::uintptr_t page = std::uintptr_t(::sysconf(_SC_PAGESIZE));
    const auto first = std::uintptr_t(memory), last = first + bytes;
    const std::lock_guard lock(mappings().mutex);
    auto mapping = mappings().bytes.upper_bound(first);
    if (mapping == mappings().bytes.begin()) return;
    --mapping;
    if (first >= mapping->first + mapping->second) return;
    // Whole pages only; their contents stay in the file.
    const std::uintptr_t from = first / page * page;
    const std::uintptr_t to = std::min(last, mapping->first + mapping->second) / page * page;
    if (to > from) ::madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED);  // NOLINT
}

}  // namespace sacrum
