#include "sinks/history/past_session_message.hpp"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>

#include "sinks/export/utc_text.hpp"
#include "sinks/report/gait_message.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::uintmax_t kLongestReport = 1U << 30U;  // bytes; a day of running is a tenth of it

GaitMode gait_of(proto::GaitMode mode) {
    for (const GaitMode gait : {GaitMode::standing, GaitMode::walking, GaitMode::running})
        if (to_message(gait) == mode) return gait;
    return GaitMode::other;
}

Verdict verdict_of(proto::Verdict verdict) {
    if (verdict == proto::GOOD) return Verdict::good;
    return verdict == proto::USABLE ? Verdict::usable : Verdict::poor;
}

SideSummary side_of(const proto::SideSummary& message) {
    SideSummary side;
    side.strides_used = message.strides_used();
    side.strides_rejected = message.strides_rejected();
    for (const auto& entry : message.metrics()) {
        const auto metric = metric_by_id(entry.metric());
        if (!metric) continue;
        side.metrics[std::size_t(*metric)] = MetricSummary{
            .strides = entry.strides(),
            .median = entry.median(),
            .spread = entry.spread(),
            .standard_error = entry.standard_error(),
            .ci95 = {entry.ci95().low(), entry.ci95().high()},
            .minimal_detectable_change = entry.has_mdc95() ? std::optional(entry.mdc95()) : std::nullopt,
            .sampling_error = entry.sampling_error()};
    }
    return side;
}

// Of stages and of marks; empty unless it was one all the time that is known.
std::optional<double> only_speed(const proto::SessionReport& report) {
    std::set<double> speeds;
    for (const auto& stage : report.stages())
        if (stage.has_speed_m_per_s()) speeds.insert(stage.speed_m_per_s());
    for (const auto& mark : report.marks())
        if (mark.kind() == "speed" && mark.has_number()) speeds.insert(mark.number());
    return speeds.size() == 1 ? std::optional(*speeds.begin()) : std::nullopt;
}

bool has_incline(const proto::SessionReport& report) {
    for (const auto& stage : report.stages())
        if (stage.incline_percent() != 0.0) return true;
    for (const auto& mark : report.marks())
        if (mark.kind() == "incline" && mark.number() != 0.0) return true;
    return false;
}

}  // namespace

PastSession past_session(const proto::SessionReport& message) {
    PastSession session;
    session.context.speed_m_per_s = only_speed(message);
    session.has_incline = has_incline(message);
    SessionReport& report = session.report;
    report.recording = message.recording();
    report.program_version = message.program_version();
    report.algorithm_version = message.algorithm_version();
    report.pass = message.pass() == proto::CAUSAL ? Pass::causal : Pass::refined;
    report.duration =
        std::chrono::duration_cast<Duration>(std::chrono::duration<double>(message.duration_s()));
    report.verdict = verdict_of(message.quality().verdict());
    report.main_gait = gait_of(message.main_gait());
    report.contacts = message.contacts();
    report.side_confidence = message.side_confidence();
    if (message.mounting().has_standing_sd_deg())
        report.mounting.standing_sd_deg = message.mounting().standing_sd_deg();
    report.sides.left = side_of(message.left());
    report.sides.right = side_of(message.right());
    report.both = side_of(message.both());
    return session;
}

Result<proto::SessionReport> read_report_json(const std::filesystem::path& path) {
    const auto refused = [&](const std::string& finding) {
        return fail(ErrorKind::input,
                    fmt::format("{}: {}; give a report.json that sacrum analyze wrote, or the recording",
                                path.string(), finding));
    };
    std::error_code failed;
    const auto bytes = std::filesystem::file_size(path, failed);
    if (failed) return refused(fmt::format("cannot be read ({})", failed.message()));
    if (bytes > kLongestReport) return refused("is too long for a report");
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return refused(fmt::format("cannot be read ({})", std::strerror(errno)));
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;  // of a later program
    proto::SessionReport report;
    if (!google::protobuf::util::JsonStringToMessage(text.str(), &report, options).ok())
        return refused("is not a report");
    if (report.algorithm_version().empty() || report.duration_s() <= 0.0)
        return refused("says neither by which methods nor how long it was measured");
    return report;
}

proto::PastSession to_message(const PastSession& session) {
    proto::PastSession message;
    message.set_id(std::uint64_t(session.id));
    message.set_began_utc(utc_text(session.began));
    message.set_device(session.device);
    message.set_surface(session.context.surface.value_or(""));
    if (session.context.camber) message.set_camber(word(*session.context.camber));
    if (session.context.distance_km) message.set_distance_km(*session.context.distance_km);
    if (session.context.speed_m_per_s) message.set_speed_m_per_s(*session.context.speed_m_per_s);
    *message.mutable_report() = to_message(session.report, {});
    return message;
}

}  // namespace sacrum::sinks
