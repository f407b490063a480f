#include "sinks/dashboard/server/exchanged_message.hpp"

#include <utility>

namespace sacrum::sinks {
namespace {

proto::Side opposite(proto::Side side) {
    return side == proto::LEFT ? proto::RIGHT : side == proto::RIGHT ? proto::LEFT : side;
}

template <class Message>
void exchange(Message& message) {
    message.set_side(opposite(message.side()));
}

void exchange(proto::StrideCourse& course) {
    course.set_side(opposite(course.side()));
    for (float& deg : *course.mutable_obliquity_deg()) deg = -deg;
    for (float& mm : *course.mutable_sway_left_mm()) mm = -mm;
}

void exchange(proto::FirstCourses& first) {
    first.mutable_left()->Swap(first.mutable_right());
    exchange(*first.mutable_left());
    exchange(*first.mutable_right());
    const auto left = first.left_strides();
    first.set_left_strides(first.right_strides());
    first.set_right_strides(left);
}

void exchange(proto::BaselineMeasure& measure) {
    measure.set_side(opposite(measure.side()));
    if (measure.measure() == proto::DROP_ASYMMETRY) measure.set_median(-measure.median());
}

proto::Alert::Place mirrored(proto::Alert::Place place) {
    return place == proto::Alert::BELOW   ? proto::Alert::ABOVE
           : place == proto::Alert::ABOVE ? proto::Alert::BELOW
                                          : place;
}

void exchange(proto::Alert& alert) {
    alert.set_side(opposite(alert.side()));
    if (alert.measure() != proto::DROP_ASYMMETRY) return;
    alert.set_place(mirrored(alert.place()));
    alert.set_measured(-alert.measured());
    const proto::Alert before = alert;
    alert.clear_low();
    alert.clear_high();
    if (before.has_high()) alert.set_low(-before.high());
    if (before.has_low()) alert.set_high(-before.low());
}

}  // namespace

void exchange_sides(proto::LiveMessage& message) {
    if (message.has_stride()) exchange(*message.mutable_stride());
    if (message.has_course()) exchange(*message.mutable_course());
    if (message.has_first_courses()) exchange(*message.mutable_first_courses());
    if (message.has_alert()) exchange(*message.mutable_alert());
    if (message.has_pose()) message.mutable_pose()->set_obliquity_deg(-message.pose().obliquity_deg());
    if (message.has_calibration() && message.calibration().has_obliquity_deg())
        message.mutable_calibration()->set_obliquity_deg(-message.calibration().obliquity_deg());
    if (!message.has_baseline()) return;
    for (auto& measure : *message.mutable_baseline()->mutable_measures()) exchange(measure);
}

}  // namespace sacrum::sinks
