// Decides how the sensor sits on the pelvis: declared or found from the gait, each checked against the other,
// and levelled by quiet standing where there is some, best by a person who stood for it.
#pragma once

#include <optional>
#include <span>

#include "analysis/mounting_finder.hpp"
#include "analysis/standing_observer.hpp"
#include "domain/calibration.hpp"
#include "domain/oriented_sample.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

// Mean of up in the sensor over all samples: accelerations and sway cancel out.
Eigen::Vector3d mean_up(std::span<const OrientedSample> samples);

// The same without what leans too far from `usual` to be gait: the sensor may have lain about before it was
// worn.
Eigen::Vector3d mean_up_near(const Eigen::Vector3d& usual, std::span<const OrientedSample> samples);

class MountingResolver {
  public:
    // Declared, or with any heading that has `up` upward until the gait tells it.
    void start(const std::optional<DeclaredMounting>& declared, const Eigen::Vector3d& up);
    // Gravity, seen again while the person moves: whether a declared mounting can be right by it.
    void see_up(const Eigen::Vector3d& up);
    // What the gait says, from signals built with mounting(). A mounting is found by the first clear answer;
    // a declared one is checked until the answer rests on enough strides.
    void see_heading(const std::optional<FoundHeading>& found);
    // Level by standing; may be called again as more standing is seen, or less counts as standing.
    void see_standing(const StandingObserver& standing, double rate_hz);
    // Level as a person who stood for it showed it, by up in the sensor: outranks standing that was only
    // seen.
    void see_calibration(const Eigen::Vector3d& up, const Calibration& calibration);
    // Completes what came of a calibration with obliquity and tilt, once the pelvis' axes are known; refuses
    // it where they are far from upright.
    void tell_angles(const Eigen::Vector3d& up, Calibration& calibration) const;

    // What a marked stance on one leg says of left and right, from signals built with mounting().
    void see_lift(SideCheck check);

    [[nodiscard]] const Rotation<Pelvis, Sensor>& mounting() const { return levelled_; }
    [[nodiscard]] bool has_angles() const { return has_angles_; }  // the pelvis axes are known
    [[nodiscard]] bool knows_sides() const {
        return knows_sides_;
    }  // left and right are beyond reasonable doubt
    [[nodiscard]] bool has_seen_heading() const { return has_seen_heading_; }
    [[nodiscard]] const MountingReport& report() const { return report_; }
    [[nodiscard]] SideCheck lifted_leg() const { return lifted_leg_; }
    [[nodiscard]] MountingReport& report() { return report_; }

  private:
    void check_declared(const FoundHeading& found);
    void level_by(const Eigen::Vector3d& up_in_sensor, double sd_deg);

    Rotation<Pelvis, Sensor> axes_{};      // as declared or found
    Rotation<Pelvis, Sensor> levelled_{};  // and levelled by standing
    bool has_angles_ = false;
    bool knows_sides_ = false;
    bool has_seen_heading_ = false;  // and it will not become clearer
    int heading_checks_ = 0, heading_windows_ = 0;
    bool is_upside_down_ = false;  // gravity contradicts what was declared
    struct Level {
        Eigen::Vector3d up_in_sensor = Eigen::Vector3d::UnitZ();
        double sd_deg = 0.0;
        SessionTime at{};
    };
    std::optional<Level> calibrated_{};
    SideCheck lifted_leg_ = SideCheck::not_given;
    MountingReport report_;
};

}  // namespace sacrum::analysis
