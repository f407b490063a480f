#include "analysis/exchanged_sides.hpp"

namespace sacrum::analysis {
namespace {

void exchange(std::optional<Side>& side) {
    if (side) side = opposite(*side);
}

template <class Number>
void negate(std::optional<Number>& number) {
    if (number) number = -*number;
}

void negate(StrideCourse::Values& values) {
    for (double& value : values) value = -value;
}

}  // namespace

GaitEvent exchanged(GaitEvent event) {
    exchange(event.side);
    return event;
}

LiveContact exchanged(LiveContact contact) {
    exchange(contact.side);
    return contact;
}

Stride exchanged(Stride stride) {
    exchange(stride.side);
    return stride;
}

PelvisPose exchanged(PelvisPose pose) {
    negate(pose.obliquity);
    negate(pose.rotation);
    negate(pose.sway_left);
    return pose;
}

StrideCourse exchanged(StrideCourse course) {
    course.side = opposite(course.side);
    negate(course.obliquity_deg);
    negate(course.rotation_deg);
    negate(course.sway_left_mm);
    return course;
}

Calibration exchanged(Calibration calibration) {
    negate(calibration.obliquity_deg);
    return calibration;
}

MountingReport exchanged(MountingReport mounting) {
    negate(mounting.standing_obliquity_deg);
    return mounting;
}

}  // namespace sacrum::analysis
