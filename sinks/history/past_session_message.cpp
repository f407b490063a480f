#include "sinks/history/past_session_message.hpp"

#include <set>

#include "sinks/export/utc_text.hpp"
#include "sinks/report/report_message.hpp"
#include "sinks/report/session_from_message.hpp"

namespace sacrum::sinks {
namespace {

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
    session.report = session_from(message).report;
    session.report.calibrations.clear();  // what they say is the message's own
    return session;
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
