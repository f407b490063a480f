#include "app/progress_bar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace sacrum::app {
namespace {

constexpr int kBarWidth = 24;
constexpr double kEnoughToEstimate = 0.02;  // below this the time left would jump about

std::string time_left(double seconds) {
    const auto whole = std::max(1L, std::lround(seconds));
    return whole < 90 ? fmt::format("{} s left", whole) : fmt::format("{} min left", (whole + 59) / 60);
}

}  // namespace

std::string progress_line(double fraction, const std::string& text, std::chrono::duration<double> elapsed) {
    const double done = std::clamp(fraction, 0.0, 1.0);
    const auto filled = std::size_t(std::lround(done * kBarWidth));
    std::string line = fmt::format("[{}{}] {:3.0f} %  {}", std::string(filled, '='),
                                   std::string(kBarWidth - filled, ' '), 100.0 * done, text);
    if (done > kEnoughToEstimate && done < 1.0)
        line += fmt::format("  {}", time_left(elapsed.count() * (1.0 - done) / done));
    return line;
}

ProgressBar::ProgressBar(bool is_shown) : is_shown_(is_shown), start_(std::chrono::steady_clock::now()) {}
ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::show(double fraction, const std::string& text) {
    if (!is_shown_) return;
    fmt::print(stderr, "\r\033[K{}",
               progress_line(fraction, text, std::chrono::steady_clock::now() - start_));
    std::fflush(stderr);
    is_drawn_ = true;
}

void ProgressBar::clear() {
    if (!is_drawn_) return;
    fmt::print(stderr, "\r\033[K");
    std::fflush(stderr);
    is_drawn_ = false;
}

}  // namespace sacrum::app
