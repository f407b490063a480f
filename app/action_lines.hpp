// What a person does, as lines of JSON on stdin: {"swap_sides":{}}. For programs beside this one, and for
// buttons. A line that is no action is said on stderr and skipped; the session does not end with stdin.
#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>
#include <functional>
#include <memory>
#include <string>

#include "domain/result.hpp"
#include "proto/action.pb.h"

namespace sacrum::app {

// An Action in Protobuf's JSON form. The author is the command line where the line names none.
Result<proto::Action> parse_action_line(const std::string& line);

class ActionLines {
  public:
    using Act = std::function<void(const proto::Action&)>;
    // Fails where stdin cannot be waited for, as a file cannot.
    static Result<std::unique_ptr<ActionLines>> create(boost::asio::io_context& io, Act act);
    void stop() { stdin_.close(); }

  private:
    explicit ActionLines(boost::asio::io_context& io, Act act) : stdin_(io), act_(std::move(act)) {}
    void read();

    boost::asio::posix::stream_descriptor stdin_;
    Act act_;
    std::string text_;
};

}  // namespace sacrum::app
