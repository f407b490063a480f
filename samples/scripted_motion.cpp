#include "samples/scripted_motion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sacrum::samples {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kFade = 1.0;           // s
constexpr double kStrikeDecay = 0.012;  // s, as of a runner's contact
constexpr double kStrikeLength = 0.25;  // s, it is below a ten-thousandth then

// Least jerk: 0 to 1 with speed and acceleration zero at both ends (Flash and Hogan 1985).
double least_jerk(double u) {
    u = std::clamp(u, 0.0, 1.0);
    return u * u * u * (10.0 + u * (-15.0 + 6.0 * u));
}

double strike_shape(double t, double frequency_hz) {
    const double x = t / kStrikeDecay;
    return x * x * x * std::exp(-x) * std::sin(2.0 * kPi * frequency_hz * t) / 1.34;
}

std::size_t index(ScriptedMotion::Channel channel) { return std::size_t(channel); }

}  // namespace

void ScriptedMotion::move(Channel channel, double start, double length, double change) {
    moves_[index(channel)].push_back({start, length, change});
}

void ScriptedMotion::wobble(Channel channel, double start, double length, double size) {
    wobbles_[index(channel)].push_back({start, length, size});
}

void ScriptedMotion::sway(Channel channel, const Sway& sway) { sways_[index(channel)].push_back(sway); }

void ScriptedMotion::strike(double time, const Eigen::Vector3d& size, double frequency_hz) {
    strikes_.push_back({time, size, frequency_hz});
}

double ScriptedMotion::value(Channel channel, double time) const {
    double sum = 0.0;
    for (const Move& move : moves_[index(channel)])
        sum += move.change * least_jerk((time - move.start) / move.length);
    for (const Move& wobble : wobbles_[index(channel)]) {
        const double u = (time - wobble.start) / wobble.length;
        if (u > 0.0 && u < 1.0) sum += wobble.change * std::pow(std::sin(kPi * u), 4);
    }
    for (const Sway& sway : sways_[index(channel)]) {
        if (time <= sway.start || time >= sway.end) continue;
        const double present =
            least_jerk((time - sway.start) / kFade) * least_jerk((sway.end - time) / kFade);
        sum += present * sway.size * std::sin(2.0 * kPi * sway.frequency_hz * time + sway.phase);
    }
    return sum;
}

BodyState ScriptedMotion::at(double time) const {
    BodyState body;
    body.obliquity = value(Channel::obliquity, time);
    body.tilt = value(Channel::tilt, time);
    body.rotation = value(Channel::rotation, time);
    body.centre = {value(Channel::forward, time), value(Channel::left, time), 1.0 + value(Channel::up, time)};
    for (const Strike& strike : strikes_) {
        const double t = time - strike.time;
        if (t > 0.0 && t < kStrikeLength) body.centre += strike_shape(t, strike.frequency_hz) * strike.size;
    }
    return body;
}

}  // namespace sacrum::samples
