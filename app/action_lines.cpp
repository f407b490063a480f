#include "app/action_lines.hpp"

#include <google/protobuf/util/json_util.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read_until.hpp>
#include <memory>

#include "app/terminal.hpp"
#include "domain/foreign_text.hpp"
#include "firmware_bridge/recording/action_rules.hpp"

namespace sacrum::app {
namespace {

constexpr std::size_t kMostBytes = 8192;  // a line

}  // namespace

Result<proto::Action> parse_action_line(const std::string& line) {
    proto::Action action;
    const auto read = google::protobuf::util::JsonStringToMessage(line, &action);
    if (!read.ok()) {
        return fail(ErrorKind::usage,
                    "stdin: \"" + quotable(line) +
                        "\" is no action; write one as in {\"swap_sides\":{}} (docs/live.md)");
    }
    if (auto fits = firmware_bridge::check_action(action); !fits)
        return fail(ErrorKind::usage, "stdin: " + fits.error().sentence);
    if (action.author().empty()) action.set_author("command line");
    return action;
}

Result<std::unique_ptr<ActionLines>> ActionLines::create(boost::asio::io_context& io, Act act) {
    std::unique_ptr<ActionLines> lines(new ActionLines(io, std::move(act)));
    const int own = ::dup(STDIN_FILENO);
    boost::system::error_code failed;
    if (own >= 0) lines->stdin_.assign(own, failed);
    if (own < 0 || failed) {
        if (own >= 0) ::close(own);
        return fail(ErrorKind::usage, "--actions: stdin cannot be waited for; give a pipe or a terminal");
    }
    lines->read();
    return lines;
}

void ActionLines::read() {
    boost::asio::async_read_until(
        stdin_, boost::asio::dynamic_buffer(text_, kMostBytes), '\n',
        [this](const boost::system::error_code& failed, std::size_t length) {
            if (failed == boost::asio::error::operation_aborted) return;
            if (failed == boost::asio::error::not_found)
                return print_error("stdin: a line is too long; no more actions are taken");
            if (failed) return;  // its end
            auto action = parse_action_line(text_.substr(0, length - 1));
            text_.erase(0, length);
            if (action) {
                act_(*action);
            } else {
                print_error(action.error().sentence);
            }
            read();
        });
}

}  // namespace sacrum::app
