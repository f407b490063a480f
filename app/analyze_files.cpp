#include "app/analyze_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "app/progress_bar.hpp"
#include "app/terminal.hpp"

namespace sacrum::app {
namespace {

// Each holds a whole recording in memory, and the disk is shared: more would not be faster on a laptop.
constexpr std::size_t kWorkers = 2;
constexpr auto kRedraw = std::chrono::milliseconds(100);

double size_of(const std::filesystem::path& file) {
    std::error_code failed;
    const auto bytes = std::filesystem::file_size(file, failed);
    return failed ? 1.0 : double(bytes) + 1.0;
}

// What the workers and the one who waits for them share.
class Board {
  public:
    explicit Board(std::span<const FileJob> jobs) : jobs_(jobs), done_(jobs.size()), outcomes_(jobs.size()) {
        for (const FileJob& job : jobs) sizes_.push_back(size_of(job.file));
    }

    std::optional<std::size_t> next_job() {
        const std::size_t index = next_++;
        return index < jobs_.size() ? std::optional(index) : std::nullopt;
    }

    void set_share(std::size_t index, double share) {
        const std::lock_guard lock(mutex_);
        done_[index] = share;
    }

    void finish(std::size_t index, Result<SessionReport> outcome) {
        {
            const std::lock_guard lock(mutex_);
            done_[index] = 1.0;
            outcomes_[index] = std::move(outcome);
            ++finished_;
        }
        arrived_.notify_one();
    }

    // The outcome of a job once it is there; empty when it is still under way after a redraw interval.
    std::optional<Result<SessionReport>> wait_for(std::size_t index) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, kRedraw, [&] { return outcomes_[index].has_value(); });
        return std::exchange(outcomes_[index], std::nullopt);
    }

    void show_on(ProgressBar& bar) {
        double behind = 0.0;
        double all = 0.0;
        std::size_t finished = 0;
        {
            const std::lock_guard lock(mutex_);
            for (std::size_t i = 0; i < sizes_.size(); ++i) {
                behind += sizes_[i] * done_[i];
                all += sizes_[i];
            }
            finished = finished_;
        }
        bar.show(behind / all, sizes_.size() == 1
                                   ? jobs_.front().file.filename().string()
                                   : fmt::format("{} of {} recordings", finished, sizes_.size()));
    }

  private:
    std::span<const FileJob> jobs_;
    std::vector<double> sizes_;
    std::atomic<std::size_t> next_{0};
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<double> done_;
    std::vector<std::optional<Result<SessionReport>>> outcomes_;
    std::size_t finished_ = 0;
};

void work(Board& board, std::span<const FileJob> jobs, const AnalyzeSettings& settings,
          std::exception_ptr& fault) {
    while (const auto index = board.next_job()) {
        const FileJob& job = jobs[*index];
        try {
            board.finish(*index,
                         analyze_file(job, settings, [&](double share) { board.set_share(*index, share); }));
        } catch (...) {
            fault = std::current_exception();
            board.finish(*index, fail(ErrorKind::input, job.file.string() +
                                                            ": a fault of the program stopped its analysis; "
                                                            "please report it with the file"));
        }
    }
}

}  // namespace

void analyze_files(std::span<const FileJob> jobs, const AnalyzeSettings& settings, const FileOutcome& tell) {
    Board board(jobs);
    std::vector<std::exception_ptr> faults(std::min(kWorkers, jobs.size()));
    {
        std::vector<std::jthread> workers;
        for (auto& fault : faults) workers.emplace_back([&] { work(board, jobs, settings, fault); });

        ProgressBar bar(is_terminal(stderr));
        for (std::size_t index = 0; index < jobs.size();) {
            board.show_on(bar);
            const auto outcome = board.wait_for(index);
            if (!outcome) continue;
            bar.clear();
            tell(jobs[index], *outcome);
            ++index;
        }
    }
    for (const auto& fault : faults) {
        if (fault) std::rethrow_exception(fault);
    }
}

}  // namespace sacrum::app
