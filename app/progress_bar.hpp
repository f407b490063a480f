// A line on stderr that shows how far long work is and how long it will still take. Off a terminal it shows
// nothing.
#pragma once

#include <chrono>
#include <string>

namespace sacrum::app {

class ProgressBar {
  public:
    explicit ProgressBar(bool is_shown);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void show(double fraction, const std::string& text);
    // Makes room for other output; the next `show` draws it again.
    void clear();

  private:
    bool is_shown_;
    bool is_drawn_ = false;
    std::chrono::steady_clock::time_point start_;
};

// "[=====>    ]  47 %  12 of 53 files  3 s left"
std::string progress_line(double fraction, const std::string& text, std::chrono::duration<double> elapsed);

}  // namespace sacrum::app
