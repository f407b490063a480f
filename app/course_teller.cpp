#include "app/course_teller.hpp"

#include <utility>

#include "sinks/report/gait_message.hpp"

namespace sacrum::app {
namespace {

constexpr std::size_t kEvery = 100 / (CourseTeller::kPoints - 1);

template <class Floats, class Values>
void put(const Values& values, std::size_t every, Floats& out) {
    for (std::size_t i = 0; i < values.size(); i += every) out.Add(float(sinks::to_millionth(values[i])));
}

template <class Points>
void grow_mean(Points& mean, const StrideCourse::Values& values, std::uint32_t count) {
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += (values[i * kEvery] - mean[i]) / double(count);
}

}  // namespace

proto::StrideCourse CourseTeller::message_of(const StrideCourse& course) {
    proto::StrideCourse message;
    message.set_side(sinks::to_message(course.side));
    message.set_start_s(sinks::seconds(course.start));
    message.set_end_s(sinks::seconds(course.end));
    put(course.obliquity_deg, kEvery, *message.mutable_obliquity_deg());
    if (!course.has_displacement) return message;
    put(course.sway_left_mm, kEvery, *message.mutable_sway_left_mm());
    put(course.vertical_mm, kEvery, *message.mutable_vertical_mm());
    return message;
}

void CourseTeller::Mean::add(const StrideCourse& course) {
    grow_mean(obliquity_deg, course.obliquity_deg, ++strides);
    if (!course.has_displacement) return;
    grow_mean(sway_left_mm, course.sway_left_mm, ++with_displacement);
    grow_mean(vertical_mm, course.vertical_mm, with_displacement);
}

void CourseTeller::Mean::mirror() {
    for (double& deg : obliquity_deg) deg = -deg;
    for (double& mm : sway_left_mm) mm = -mm;
}

void CourseTeller::exchange_sides() {
    std::swap(mean_.left, mean_.right);
    for (const Side side : kBothSides) mean_[side].mirror();
}

std::optional<proto::FirstCourses> CourseTeller::grow(const StrideCourse& course) {
    if (is_whole_) return std::nullopt;
    if (!begun_s_) begun_s_ = said_s_ = in_seconds(course.start);
    const double end_s = in_seconds(course.end);
    is_whole_ = end_s > *begun_s_ + kFirst_s;
    if (!is_whole_) {
        mean_[course.side].add(course);
        until_s_ = end_s;
        if (end_s < said_s_ + kSaidAnew_s) return std::nullopt;
    }
    said_s_ = end_s;
    return first();
}

proto::FirstCourses CourseTeller::first() const {
    proto::FirstCourses message;
    message.set_until_s(sinks::to_millionth(until_s_));
    for (const Side side : kBothSides) {
        const Mean& mean = mean_[side];
        auto& out = side == Side::left ? *message.mutable_left() : *message.mutable_right();
        out.set_side(sinks::to_message(side));
        if (mean.strides == 0) continue;
        put(mean.obliquity_deg, 1, *out.mutable_obliquity_deg());
        if (mean.with_displacement == 0) continue;
        put(mean.sway_left_mm, 1, *out.mutable_sway_left_mm());
        put(mean.vertical_mm, 1, *out.mutable_vertical_mm());
    }
    message.set_left_strides(mean_.left.strides);
    message.set_right_strides(mean_.right.strides);
    return message;
}

}  // namespace sacrum::app
