#include "app/screening_guide.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/terminal.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {
namespace {

constexpr unsigned kCountdown = 3;  // s before the next phase

std::string event_words(const proto::ScreeningEvent& event) {
    const char* side = event.side() == proto::LEFT ? "left" : event.side() == proto::RIGHT ? "right" : "";
    if (event.kind() == "lift") return fmt::format("lifted, the {} side carries", side);
    if (event.kind() == "touch_down") return fmt::format("touch-down {} on the {}", event.count(), side);
    if (event.kind() == "repetition") return fmt::format("{} repetitions", event.count());
    if (event.kind() == "partial_repetition") return "not down to the T; not counted";
    return fmt::format("{} steps", event.count());
}

}  // namespace

ScreeningGuide::ScreeningGuide(bool says_json)
    : says_json_(says_json), has_changing_line_(!says_json && is_terminal(stdout)) {}

void ScreeningGuide::print_line(const std::string& line) {
    if (shown_ > 0) fmt::print("\r{:{}}\r", "", shown_);
    shown_ = 0;
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

void ScreeningGuide::print_status(const std::string& status) {
    if (!has_changing_line_) return;
    fmt::print("\r{:<{}}", status, shown_);
    shown_ = status.size();
    std::fflush(stdout);
}

void ScreeningGuide::say(const proto::ScreeningMessage& message) {
    if (says_json_) {
        fmt::print("{}", sinks::json_line(message));
        std::fflush(stdout);
        return;
    }
    switch (message.what_case()) {
        case proto::ScreeningMessage::kPhase: {
            counted_.clear();
            const auto& phase = message.phase();
            print_line(phase.has_duration_s()
                           ? fmt::format("{} ({:g} s)", phase.instruction(), phase.duration_s())
                           : phase.instruction());
            break;
        }
        case proto::ScreeningMessage::kTick: {
            const unsigned left = message.tick().left_s();
            if (left == 0) break;
            const bool counts_down = message.tick().phase() == "ready" && left <= kCountdown;
            print_status(counts_down ? fmt::format("  {} …", left)
                                     : fmt::format("  {} s left  {}", left, counted_));
            break;
        }
        case proto::ScreeningMessage::kEvent:
            if (message.event().kind() == "lift" && message.event().count() == 0) break;
            counted_ = event_words(message.event());
            if (message.event().kind() != "step") print_line("  " + counted_);
            break;
        case proto::ScreeningMessage::kReference:
            if (!message.reference().is_accepted()) print_line("  " + message.reference().reason());
            break;
        case proto::ScreeningMessage::kResult: print_line(""); break;
        case proto::ScreeningMessage::WHAT_NOT_SET: break;
    }
}

}  // namespace sacrum::app
