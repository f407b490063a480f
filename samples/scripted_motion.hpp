// A movement put together from single ones: each takes a channel of the body by so much within its time, and
// all add up. Sway, wobbles and the shock of a foot are channels' too. Accelerations are continuous.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "samples/body_motion.hpp"

namespace sacrum::samples {

class ScriptedMotion final : public BodyMotion {
  public:
    enum class Channel { obliquity, tilt, rotation, forward, left, up };  // rad, m
    // By `change` and there to stay.
    void move(Channel channel, double start, double length, double change);
    // There and back, smoothly: nothing in it is quicker than the body can be.
    void wobble(Channel channel, double start, double length, double size);
    // Sways at the frequency, fading in and out over a second at the ends of [start, end).
    struct Sway {
        double start, end, size, frequency_hz, phase;
    };
    void sway(Channel channel, const Sway& sway);
    // A foot meets the ground: displacement of the pelvis as a decaying oscillation, m.
    void strike(double time, const Eigen::Vector3d& size, double frequency_hz);

    [[nodiscard]] BodyState at(double time) const override;

  private:
    struct Move {
        double start, length, change;
    };
    struct Strike {
        double time;
        Eigen::Vector3d size;
        double frequency_hz;
    };
    [[nodiscard]] double value(Channel channel, double time) const;

    std::array<std::vector<Move>, 6> moves_;
    std::array<std::vector<Move>, 6> wobbles_;
    std::array<std::vector<Sway>, 6> sways_;
    std::vector<Strike> strikes_;
};

}  // namespace sacrum::samples
