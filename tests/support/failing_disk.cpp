#include "tests/support/failing_disk.hpp"

#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>

namespace sacrum::tests {
namespace {

struct Disk {
    DiskPlan plan{};
    std::size_t writes = 0;
    std::size_t syncs = 0;
    std::size_t refused = 0;
    std::string left{};
};

std::mutex mutex;
std::map<std::filesystem::path, Disk>& disks() {
    static std::map<std::filesystem::path, Disk> all;
    return all;
}

std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// The plan for an open file, with the mutex held; null where there is none.
Disk* disk_of(int descriptor, std::filesystem::path& file) {
    if (disks().empty()) return nullptr;
    std::error_code failed;
    file = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor), failed);
    const auto found = disks().find(file);
    return failed || found == disks().end() ? nullptr : &found->second;
}

void refuse(Disk& disk, const std::filesystem::path& file) {
    if (disk.refused++ == 0) disk.left = content_of(file);
}

void wait_for_answer(int descriptor) {
    for (bool hangs = true; hangs; std::this_thread::sleep_for(std::chrono::milliseconds(5))) {
        const std::lock_guard lock(mutex);
        std::filesystem::path file;
        const Disk* disk = disk_of(descriptor, file);
        hangs = disk != nullptr && disk->plan.hangs;
    }
}

}  // namespace

FailingDisk::FailingDisk(std::filesystem::path file, const DiskPlan& plan) : file_(std::move(file)) {
    const std::lock_guard lock(mutex);
    disks()[file_] = {.plan = plan};
}
FailingDisk::~FailingDisk() {
    const std::lock_guard lock(mutex);
    disks().erase(file_);
}
void FailingDisk::change(const DiskPlan& plan) {
    const std::lock_guard lock(mutex);
    disks()[file_].plan = plan;
}
std::size_t FailingDisk::writes() const {
    const std::lock_guard lock(mutex);
    return disks()[file_].writes;
}
std::size_t FailingDisk::refused() const {
    const std::lock_guard lock(mutex);
    return disks()[file_].refused;
}
std::string FailingDisk::left_by_power_cut() const {
    const std::lock_guard lock(mutex);
    return disks()[file_].left;
}

}  // namespace sacrum::tests

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the linker prescribes these names
extern "C" {
ssize_t __real_pwrite(int descriptor, const void* bytes, size_t size, off_t offset);
int __real_fdatasync(int descriptor);
int __real_ftruncate(int descriptor, off_t size);

ssize_t __wrap_pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
    sacrum::tests::DiskPlan plan;
    bool is_first = false;
    {
        const std::lock_guard lock(sacrum::tests::mutex);
        std::filesystem::path file;
        auto* disk = sacrum::tests::disk_of(descriptor, file);
        if (disk == nullptr) return __real_pwrite(descriptor, bytes, size, offset);
        plan = disk->plan;
        const std::size_t number = ++disk->writes;
        is_first = number == plan.first;
        const bool fails = plan.first > 0 && number >= plan.first && number < plan.first + plan.count;
        if (!fails) return __real_pwrite(descriptor, bytes, size, offset);
        const auto taken = size_t(plan.takes * double(size));
        // What is taken is no error yet: that comes with the next call, which counts as the same write.
        if (is_first && taken > 0) {
            disk->plan.takes = 0.0;
            --disk->writes;
            if (plan.error == 0) disk->plan.first = 0;
            return __real_pwrite(descriptor, bytes, taken, offset);
        }
        if (plan.error != 0) sacrum::tests::refuse(*disk, file);
    }
    if (is_first && plan.hangs) sacrum::tests::wait_for_answer(descriptor);
    if (plan.error == 0) return __real_pwrite(descriptor, bytes, size, offset);
    errno = plan.error;
    return -1;
}

int __wrap_fdatasync(int descriptor) {
    const std::lock_guard lock(sacrum::tests::mutex);
    std::filesystem::path file;
    auto* disk = sacrum::tests::disk_of(descriptor, file);
    if (disk == nullptr || ++disk->syncs < disk->plan.sync || disk->plan.sync == 0)
        return __real_fdatasync(descriptor);
    sacrum::tests::refuse(*disk, file);
    errno = EIO;
    return -1;
}

int __wrap_ftruncate(int descriptor, off_t size) {
    const std::lock_guard lock(sacrum::tests::mutex);
    std::filesystem::path file;
    auto* disk = sacrum::tests::disk_of(descriptor, file);
    if (disk == nullptr || !disk->plan.keeps_halves) return __real_ftruncate(descriptor, size);
    errno = EIO;
    return -1;
}
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
