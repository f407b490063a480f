#include "app/live_lines.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include "app/terminal.hpp"
#include "sinks/alerts/alert_output.hpp"
#include "sinks/alerts/alert_words.hpp"
#include "sinks/report/action_words.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {
namespace {

const char* word(proto::Side side) {
    return side == proto::LEFT ? "left " : side == proto::RIGHT ? "right" : "?    ";
}

std::string stride_line(const proto::Stride& stride) {
    const proto::StrideMetrics& metrics = stride.metrics();
    std::string line = fmt::format("{:8.1f} s  {}", stride.start_s(), word(stride.side()));
    if (metrics.has_cpd_peak_deg()) line += fmt::format("  drop {:4.1f}°", metrics.cpd_peak_deg());
    if (metrics.has_cpd_excursion_deg()) line += fmt::format("  fall {:4.1f}°", metrics.cpd_excursion_deg());
    if (metrics.has_sway_ml_mm()) line += fmt::format("  sway {:3.0f} mm", metrics.sway_ml_mm());
    if (metrics.has_vertical_osc_mm())
        line += fmt::format("  up and down {:3.0f} mm", metrics.vertical_osc_mm());
    if (metrics.has_cadence_per_min()) line += fmt::format("  {:3.0f} steps/min", metrics.cadence_per_min());
    return line;
}

std::string action_line(const proto::ActionTaken& taken) {
    const std::string when =
        taken.has_time_s() ? fmt::format("{:8.1f} s", taken.time_s()) : "before the start";
    return fmt::format("{}  {}", when, sinks::action_words(taken.action()));
}

std::string calibration_line(const proto::CalibrationResult& calibration) {
    std::string line = fmt::format("{:8.1f} s  ", calibration.end_s());
    if (!calibration.is_accepted()) return line + "not calibrated: " + calibration.reason();
    line += "calibrated";
    if (!calibration.has_obliquity_deg()) return line;
    return line + fmt::format(": obliquity {:.1f}° and tilt {:.1f}° are level from here on",
                              calibration.obliquity_deg(), calibration.tilt_deg());
}

std::string line_for_people(const proto::LiveMessage& message) {
    switch (message.what_case()) {
        case proto::LiveMessage::kStarted:
            return fmt::format("{}: started; Ctrl-C ends the session", message.started().address());
        case proto::LiveMessage::kDescribed:
            return fmt::format("device {} {} (firmware {})", message.described().model(),
                               message.described().serial_number(), message.described().firmware());
        case proto::LiveMessage::kLink:
            return message.link().is_up() ? "link up" : fmt::format("link lost: {}", message.link().reason());
        case proto::LiveMessage::kRate: return fmt::format("{:g} samples a second", message.rate().rate_hz());
        case proto::LiveMessage::kGap:
            return fmt::format("{:8.1f} s  {:.0f} ms of samples are missing", message.gap().start_s(),
                               1e3 * (message.gap().end_s() - message.gap().start_s()));
        case proto::LiveMessage::kStride:
            return message.stride().is_valid() ? stride_line(message.stride()) : std::string();
        case proto::LiveMessage::kAction: return action_line(message.action());
        case proto::LiveMessage::kCalibration: return calibration_line(message.calibration());
        case proto::LiveMessage::kBaseline: return sinks::alert_words(message.baseline());
        case proto::LiveMessage::kAlert: return sinks::alert_words(message.alert());
        case proto::LiveMessage::kFeedback: return sinks::alert_words(message.feedback());
        case proto::LiveMessage::kEnded:
            if (message.ended().samples() == 0) return {};  // the error says why
            return fmt::format("ended after {:.1f} s: {} of {} strides used, {} samples, {} missing",
                               message.ended().duration_s(), message.ended().valid_strides(),
                               message.ended().strides(), message.ended().samples(),
                               message.ended().missing_samples());
        case proto::LiveMessage::kBattery:
        case proto::LiveMessage::kContact:
        case proto::LiveMessage::kEvent:
        case proto::LiveMessage::kTurn:
        case proto::LiveMessage::kPose:
        case proto::LiveMessage::kHealth:
        case proto::LiveMessage::kCourse:
        case proto::LiveMessage::kFirstCourses:
        case proto::LiveMessage::kMounting:
        case proto::LiveMessage::kReport:
        case proto::LiveMessage::WHAT_NOT_SET: break;
    }
    return {};
}

constexpr std::size_t kMostWaiting = std::size_t{16} << 20U;  // bytes; hours of a session

bool takes_a_page() {
    pollfd out{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    return ::poll(&out, 1, 0) == 1;
}

bool waits() {
    pollfd out{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    ::poll(&out, 1, -1);
    return true;
}

}  // namespace

bool is_for_the_page_only(proto::LiveMessage::WhatCase kind) {
    return kind == proto::LiveMessage::kPose || kind == proto::LiveMessage::kHealth ||
           kind == proto::LiveMessage::kCourse || kind == proto::LiveMessage::kFirstCourses ||
           kind == proto::LiveMessage::kReport;
}

void LiveLines::say(const proto::LiveMessage& message) {
    std::string line;
    if (wording_ == Wording::json) {
        line = sinks::json_line(message);
    } else if (wording_ == Wording::alerts) {
        if (!sinks::is_for_alerts(message)) return;
        line = sinks::json_line(message);
    } else if (wording_ == Wording::people_without_strides && message.has_stride()) {
        return;
    } else if (line = line_for_people(message); !line.empty()) {
        line = (message.device() != 0 ? fmt::format("[{}] ", message.device()) : "") + line + "\n";
    }
    if (waiting_.size() - passed_ + line.size() > kMostWaiting) {
        ++dropped_lines_;
    } else {
        waiting_ += line;
    }
    pass_on();
}

void LiveLines::pass_on() { write_while(reader_ == Reader::waited_for ? waits : takes_a_page); }

void LiveLines::write_while(bool (*is_ready)()) {
    while (passed_ < waiting_.size() && has_reader_ && !fault_ && is_ready()) {
        // A pipe that has room takes this much without blocking.
        const std::size_t most = std::min(waiting_.size() - passed_, std::size_t{PIPE_BUF});
        const ssize_t wrote = ::write(STDOUT_FILENO, waiting_.data() + passed_, most);
        if (wrote >= 0) {
            passed_ += std::size_t(wrote);
        } else if (errno == EPIPE) {
            has_reader_ = false;
        } else if (errno != EINTR && errno != EAGAIN) {
            fault_ = errno;
            print_error(
                fmt::format("stdout: the lines cannot be written ({}); the session goes on without them",
                            std::strerror(errno)));
        }
    }
    if (passed_ == waiting_.size() || !has_reader_ || fault_) {
        waiting_.clear();
        passed_ = 0;
    } else if (passed_ > kMostWaiting / 2) {
        waiting_.erase(0, passed_);
        passed_ = 0;
    }
}

ExitCode LiveLines::finish(ExitCode code) {
    write_while(waits);
    if (!has_reader_) return code;
    if (dropped_lines_ > 0) {
        print_error(
            fmt::format("stdout: {} lines are missing: nobody read them; sacrum replay of a recording "
                        "says them again",
                        dropped_lines_));
    }
    return fault_ || dropped_lines_ > 0 ? std::max(code, ExitCode::output) : code;
}

}  // namespace sacrum::app
