#include "app/live_lines.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string>

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
        case proto::LiveMessage::kMark:
            return fmt::format("mark {} {}", message.mark().kind(), message.mark().text());
        case proto::LiveMessage::kEnded:
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
        case proto::LiveMessage::WHAT_NOT_SET: break;
    }
    return {};
}

}  // namespace

void print_json_line(const proto::LiveMessage& message) {
    const std::string line = sinks::json_line(message);
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
}

void print_for_people(const proto::LiveMessage& message) {
    const std::string line = line_for_people(message);
    if (line.empty()) return;
    if (message.device() != 0) fmt::print("[{}] ", message.device());
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

void print_session_for_people(const proto::LiveMessage& message) {
    if (!message.has_stride()) print_for_people(message);
}

}  // namespace sacrum::app
