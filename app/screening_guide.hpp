// A guided test on the terminal: what to do, how long it lasts, a countdown, what was counted; or the same as
// lines of JSON. A terminal has one line that changes; elsewhere only what lasts is written.
#pragma once

#include <string>

#include "proto/screening.pb.h"

namespace sacrum::app {

class ScreeningGuide {
  public:
    explicit ScreeningGuide(bool says_json);
    void say(const proto::ScreeningMessage& message);

  private:
    void print_line(const std::string& line);
    void print_status(const std::string& status);

    bool says_json_, has_changing_line_;
    std::size_t shown_ = 0;  // characters of the line that changes
    std::string counted_;
};

}  // namespace sacrum::app
