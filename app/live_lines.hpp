// What a session says, on stdout: every message as a line of JSON for programs, or a line a stride for
// people. In a live session a reader that is slow, or does not read at all (a pager, Ctrl-S), never holds it
// up: up to 16 MiB wait for it, what comes then is dropped and counted. A reader that has left is no fault.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/exit_code.hpp"
#include "app/followed_device.hpp"

namespace sacrum::app {

enum class Wording {
    json,
    alerts,  // as json, and nothing but alerts
    people,
    people_without_strides,  // while the page shows them
};
enum class Reader { never_waited_for, waited_for };

// Pictures for people: no line of a session.
bool is_for_the_page_only(proto::LiveMessage::WhatCase kind);

class LiveLines {
  public:
    LiveLines(Wording wording, Reader reader) : wording_(wording), reader_(reader) {}

    void say(const proto::LiveMessage& message);
    // Passes on what waits.
    void pass_on();
    // Waits until everything is out. Says on stderr what was lost, and returns `code` or what is worse.
    ExitCode finish(ExitCode code);

    [[nodiscard]] bool has_reader() const { return has_reader_; }

  private:
    void write_while(bool (*is_ready)());

    Wording wording_;
    Reader reader_;
    std::string waiting_;
    std::size_t passed_ = 0;  // bytes of what waits that are out
    std::uint64_t dropped_lines_ = 0;
    std::optional<int> fault_;  // the error number
    bool has_reader_ = true;
};

}  // namespace sacrum::app
