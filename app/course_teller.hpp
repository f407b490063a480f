// The pelvis over each usable stride, and its mean over the session's first minutes, for the page's pictures.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "domain/stride_course.hpp"
#include "proto/live.pb.h"

namespace sacrum::app {

class CourseTeller {
  public:
    static constexpr std::size_t kPoints = 51;  // 0, 2, … 100 %
    static constexpr double kFirst_s = 120.0;   // from the first usable stride on
    static constexpr double kSaidAnew_s = 5.0;

    static proto::StrideCourse message_of(const StrideCourse& course);
    // Takes a course into the mean. Says the mean when it has grown for some seconds, and when it is whole.
    std::optional<proto::FirstCourses> grow(const StrideCourse& course);
    // Left and right were exchanged: what was gathered becomes the other side's.
    void exchange_sides();

  private:
    using Points = std::array<double, kPoints>;
    struct Mean {
        std::uint32_t strides = 0;
        std::uint32_t with_displacement = 0;
        Points obliquity_deg{}, sway_left_mm{}, vertical_mm{};
        void add(const StrideCourse& course);
        void mirror();
    };
    [[nodiscard]] proto::FirstCourses first() const;

    Sided<Mean> mean_;
    std::optional<double> begun_s_{};
    double until_s_ = 0.0;
    double said_s_ = 0.0;
    bool is_whole_ = false;
};

}  // namespace sacrum::app
