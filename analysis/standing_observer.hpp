// Which way is up in the sensor while the person stands quietly and upright.
#pragma once

#include <array>

#include "domain/oriented_sample.hpp"

namespace sacrum::analysis {

Eigen::Vector3d up_in_sensor(const OrientedSample& sample);

class StandingObserver {
  public:
    // `usual_up`: up in the sensor over the gait; sitting and bending, which lean further from it, are no
    // reference.
    void see(const OrientedSample& sample, const Eigen::Vector3d& usual_up);
    void add(const Eigen::Vector3d& up);
    void add(const StandingObserver& other);
    [[nodiscard]] std::size_t samples() const { return samples_; }
    [[nodiscard]] Eigen::Vector3d up() const { return sum_.normalized(); }
    // SD of the direction, rad.
    [[nodiscard]] double scatter() const;

  private:
    Eigen::Vector3d sum_ = Eigen::Vector3d::Zero();
    std::size_t samples_ = 0;
};

// How the sensor rested, while nobody knows yet which of it was standing: it may have lain on a table or been
// strapped on sitting. The gait tells. Of more than eight postures the one seen last longest ago is
// forgotten.
class RestPostures {
  public:
    void see(const OrientedSample& sample);
    // All that is no further from `usual_up` than standing can be.
    [[nodiscard]] StandingObserver near(const Eigen::Vector3d& usual_up) const;

  private:
    struct Posture {
        Eigen::Vector3d first_up = Eigen::Vector3d::Zero();
        StandingObserver seen{};
        std::size_t last_seen = 0;
    };
    std::array<Posture, 8> postures_{};
    std::size_t samples_ = 0;
};

}  // namespace sacrum::analysis
