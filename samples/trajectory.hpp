// The pelvis of the synthetic person at any instant: one smooth function of time that every sample and every
// truth is taken from. Accelerations are continuous everywhere. Not for use by several threads at once.
#pragma once

#include <Eigen/Geometry>
#include <optional>
#include <vector>

#include "samples/cubic_spline.hpp"
#include "samples/footfalls.hpp"
#include "samples/person.hpp"
#include "samples/vertical_run.hpp"

namespace sacrum::samples {

struct BodyState {
    double obliquity = 0.0;                            // rad, + right side up
    double tilt = 0.0;                                 // rad, + anterior
    double rotation = 0.0;                             // rad, + right side forward, without the heading
    double heading = 0.0;                              // rad, direction of walking, + to the left
    Eigen::Vector3d centre = Eigen::Vector3d::Zero();  // m, pelvis centre in Level axes of heading 0, z up

    // Level from Pelvis in Baker's sequence: R_z(rotation + heading) R_x(-obliquity) R_y(tilt).
    [[nodiscard]] Eigen::Matrix3d level_from_pelvis() const;
};

class Trajectory {
  public:
    explicit Trajectory(const RunnerParams& params);
    [[nodiscard]] BodyState at(double time) const;
    [[nodiscard]] std::vector<Footfall> real_steps() const;
    // Lift-off of the foot that does not step first; empty when the recording starts in mid-gait.
    [[nodiscard]] std::optional<double> initial_lift_off() const;

  private:
    struct Wave {
        double amplitude, frequency_hz, phase;
    };
    void shape_obliquity(const RunnerParams& params);
    void shape_amplitudes(const RunnerParams& params);
    [[nodiscard]] double presence(double time) const;  // 0 standing … 1 full gait
    [[nodiscard]] std::size_t step_at(double time) const;
    [[nodiscard]] Eigen::Vector3d impact(double time, std::size_t step) const;
    [[nodiscard]] double carried_forward(double time, std::size_t step) const;
    [[nodiscard]] static double wander(const std::vector<Wave>& waves, double time);

    Person person_;
    Footfalls falls_;
    std::optional<VerticalRun> vertical_;  // running
    CubicSpline phase_;                    // rad, a full turn per stride, 0 at right contacts
    CubicSpline obliquity_;                // rad
    CubicSpline angle_amplitude_, sway_amplitude_, travel_amplitude_;  // about 1
    std::vector<double> impact_size_;                                  // per step
    std::vector<Wave> wander_forward_, wander_left_;
    std::optional<Turn> turn_;
    bool mirrored_ = false;
    double ramp_ = 1.0;             // s, from standing to full gait
    mutable std::size_t last_ = 0;  // a hint only
};

}  // namespace sacrum::samples
