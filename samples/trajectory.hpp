// The pelvis of the synthetic person at any instant: one smooth function of time that every sample and every
// truth is taken from. Accelerations are continuous everywhere. Not for use by several threads at once.
#pragma once

#include <Eigen/Geometry>
#include <optional>
#include <vector>

#include "samples/body_motion.hpp"
#include "samples/cubic_spline.hpp"
#include "samples/footfalls.hpp"
#include "samples/person.hpp"
#include "samples/vertical_run.hpp"

namespace sacrum::samples {

class Trajectory final : public BodyMotion {
  public:
    explicit Trajectory(const RunnerParams& params);
    [[nodiscard]] BodyState at(double time) const override;
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
