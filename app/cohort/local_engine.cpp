#include "app/cohort/local_engine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "app/cohort/cohort_shard.hpp"
#include "app/progress_bar.hpp"
#include "app/terminal.hpp"

namespace sacrum::app {
namespace {

constexpr auto kRedraw = std::chrono::milliseconds(200);

// What the workers and the one who waits for them share.
struct Board {
    std::atomic<std::uint32_t> next_shard{1};
    std::mutex mutex{};
    std::condition_variable ended{};
    std::uint64_t bytes = 0;
    std::size_t recordings = 0;
    std::size_t working = 0;
    std::optional<Error> error{};  // the first one; nothing is begun after it
};

void work(Board& board, const CohortFolder& folder, const proto::CohortPlan& plan) {
    std::optional<Error> error;
    while (!error) {
        const std::uint32_t shard = board.next_shard++;
        if (shard > plan.shards()) break;
        const auto ran = run_shard(folder, plan, shard, [&](std::uint64_t bytes) {
            const std::lock_guard lock(board.mutex);
            board.bytes += bytes;
            ++board.recordings;
        });
        if (!ran) error = ran.error();
    }
    const std::lock_guard lock(board.mutex);
    if (error) {
        board.next_shard = plan.shards() + 1;
        if (!board.error) board.error = std::move(error);
    }
    --board.working;
    board.ended.notify_one();
}

}  // namespace

std::size_t usual_jobs() { return std::max(1U, std::thread::hardware_concurrency()); }

Result<void> run_on_this_machine(const CohortFolder& folder, const proto::CohortPlan& plan,
                                 std::size_t jobs) {
    Board board;
    std::uint64_t all = 0;
    std::size_t recordings = 0;
    for (const auto& recording : plan.recordings()) {
        if (recording.shard() == 0) continue;
        all += recording.bytes();
        ++recordings;
    }
    board.working = std::min<std::size_t>(std::max<std::size_t>(jobs, 1), plan.shards());
    std::vector<std::jthread> workers;
    for (std::size_t i = board.working; i > 0; --i) workers.emplace_back([&] { work(board, folder, plan); });
    ProgressBar bar(is_terminal(stderr));
    std::unique_lock lock(board.mutex);
    while (!board.ended.wait_for(lock, kRedraw, [&] { return board.working == 0; }))
        bar.show(double(board.bytes) / double(std::max<std::uint64_t>(all, 1)),
                 fmt::format("{} of {} recordings", board.recordings, recordings));
    if (board.error) return tl::unexpected(*board.error);
    return {};
}

}  // namespace sacrum::app
