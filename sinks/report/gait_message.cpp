#include "sinks/report/gait_message.hpp"

#include <cassert>
#include <cmath>
#include <string>

namespace sacrum::sinks {
double to_millionth(double number) {
    constexpr double kMillion = 1e6;
    const double scaled = std::round(number * kMillion);
    return scaled == 0.0 ? 0.0 : scaled / kMillion;  // never "-0"
}

double seconds(Duration duration) { return to_millionth(in_seconds(duration)); }
double seconds(SessionTime time) { return to_millionth(in_seconds(time)); }

proto::Side to_message(std::optional<Side> side) {
    if (!side) return proto::SIDE_NOT_KNOWN;
    return *side == Side::left ? proto::LEFT : proto::RIGHT;
}

proto::GaitMode to_message(GaitMode mode) {
    switch (mode) {
        case GaitMode::standing: return proto::STANDING;
        case GaitMode::walking: return proto::WALKING;
        case GaitMode::running: return proto::RUNNING;
        case GaitMode::other: return proto::OTHER_MOVEMENT;
    }
    return proto::GAIT_NOT_KNOWN;
}

proto::StrideFlaw to_message(StrideFlaw flaw) {
    switch (flaw) {
        case StrideFlaw::gap: return proto::GAP;
        case StrideFlaw::turn: return proto::TURN;
        case StrideFlaw::start: return proto::START;
        case StrideFlaw::stop: return proto::STOP;
        case StrideFlaw::side_unknown: return proto::SIDE_UNKNOWN;
        case StrideFlaw::settling: return proto::SETTLING;
        case StrideFlaw::missed_contact: return proto::MISSED_CONTACT;
        case StrideFlaw::slipped: return proto::SLIPPED;
        case StrideFlaw::irregular: return proto::IRREGULAR;
    }
    return proto::FLAW_NOT_KNOWN;
}

// The catalogue's ids are the field names; a test holds the two together.
const std::array<const google::protobuf::FieldDescriptor*, kMetricCount>& fields_of_measures() {
    static const auto kFields = [] {
        std::array<const google::protobuf::FieldDescriptor*, kMetricCount> fields{};
        for (const MetricDefinition& definition : metric_catalogue()) {
            const auto* field =
                proto::StrideMetrics::descriptor()->FindFieldByName(std::string(definition.id));
            assert(field != nullptr);
            fields[std::size_t(definition.metric)] = field;
        }
        return fields;
    }();
    return kFields;
}

proto::Stride to_message(const Stride& stride) {
    proto::Stride message;
    message.set_side(to_message(stride.side));
    message.set_side_confidence(to_millionth(stride.side_confidence));
    message.set_mode(to_message(stride.mode));
    message.set_start_s(seconds(stride.start));
    message.set_end_s(seconds(stride.end));
    if (stride.final_contact) message.set_final_contact_s(seconds(*stride.final_contact));
    message.set_is_valid(stride.is_valid());
    for (const StrideFlaw flaw : kStrideFlaws) {
        if (stride.flaws.has(flaw)) message.add_flaws(to_message(flaw));
    }
    proto::StrideMetrics& metrics = *message.mutable_metrics();
    const auto& fields = fields_of_measures();
    for (const MetricDefinition& definition : metric_catalogue()) {
        const auto& measured = stride.metrics[definition.metric];
        if (!measured) continue;
        metrics.GetReflection()->SetDouble(&metrics, fields[std::size_t(definition.metric)],
                                           to_millionth(*measured));
    }
    return message;
}

proto::GaitEvent to_message(const GaitEvent& event) {
    proto::GaitEvent message;
    message.set_time_s(seconds(event.time));
    message.set_kind(event.kind == EventKind::initial_contact ? proto::INITIAL_CONTACT
                                                              : proto::FINAL_CONTACT);
    message.set_mode(to_message(event.mode));
    message.set_side(to_message(event.side));
    message.set_confidence(to_millionth(event.confidence));
    message.set_side_confidence(to_millionth(event.side_confidence));
    message.set_is_timing_verified(event.is_timing_verified);
    message.set_fits_landing_model(event.fits_landing_model);
    return message;
}

proto::LiveContact to_message(const LiveContact& contact) {
    proto::LiveContact message;
    message.set_time_s(seconds(contact.time));
    message.set_side(to_message(contact.side));
    message.set_side_confidence(to_millionth(contact.side_confidence));
    message.set_mode(to_message(contact.mode));
    message.set_noticed_at_s(seconds(contact.noticed_at));
    return message;
}

proto::Turn to_message(const Turn& turn) {
    proto::Turn message;
    message.set_start_s(seconds(turn.start));
    message.set_end_s(seconds(turn.end));
    message.set_angle_deg(to_millionth(in_degrees(turn.angle)));
    return message;
}

proto::CalibrationResult to_message(const Calibration& calibration) {
    proto::CalibrationResult message;
    message.set_start_s(seconds(calibration.start));
    message.set_end_s(seconds(calibration.end));
    message.set_is_accepted(calibration.is_accepted);
    message.set_reason(std::string(calibration.reason));
    if (calibration.obliquity_deg) message.set_obliquity_deg(to_millionth(*calibration.obliquity_deg));
    if (calibration.tilt_deg) message.set_tilt_deg(to_millionth(*calibration.tilt_deg));
    message.set_sd_deg(to_millionth(calibration.sd_deg));
    return message;
}

}  // namespace sacrum::sinks
