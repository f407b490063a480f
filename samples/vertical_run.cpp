#include "samples/vertical_run.hpp"

#include <algorithm>
#include <cmath>

#include "domain/quantity.hpp"
#include "samples/random.hpp"

namespace sacrum::samples {
namespace {

constexpr std::uint64_t kPurpose = 3;
constexpr double kG = kStandardGravity;
constexpr double kHeightSd = 1.5e-3;  // m, height at contact from step to step
constexpr double kLanding = 0.5;      // s

}  // namespace

double VerticalRun::pushed(double u) const {
    double sum = 0.0;
    for (int i = 7; i >= 3; --i) sum = sum * u + pushed_[i];
    return sum * u * u * u;
}

VerticalRun::VerticalRun(const Person& person, const Footfalls& falls, double variability,
                         std::uint64_t seed) {
    Random random(seed, kPurpose);
    // Each pulse of StanceForce integrated twice.
    const StanceForce& f = person.force;
    pushed_[3] = f.round + 2.0 * f.early + 5.0 / 3.0 * f.flat;
    pushed_[4] = -0.5 * f.round - 2.0 * f.early + 5.0 * f.narrow - 2.5 * f.flat;
    pushed_[5] = 0.6 * f.early - 9.0 * f.narrow + 2.0 * f.flat;
    pushed_[6] = 6.0 * f.narrow - 2.0 / 3.0 * f.flat;
    pushed_[7] = -10.0 / 7.0 * f.narrow;
    mean_at_ = 1.0 - pushed(1.0);
    std::vector<const Footfall*> real;
    for (const Footfall& fall : falls.steps)
        if (fall.is_real) real.push_back(&fall);
    const double tc = person.contact_time;
    double height = 0.0, velocity = -kG * (0.5 * person.step_time - mean_at_ * tc);  // of steady running
    for (std::size_t i = 0; i + 1 < real.size(); ++i) {
        const double step = real[i + 1]->contact - real[i]->contact;
        const double contact = real[i]->lift_off - real[i]->contact;
        const double next_height = variability * kHeightSd * random.normal();
        const double impulse =
            (next_height - height - velocity * step + 0.5 * kG * step * step) / (step - mean_at_ * contact);
        steps_.push_back({real[i]->contact, contact, height, velocity, impulse});
        height = next_height;
        velocity += impulse - kG * step;
    }
    const double last = real.back()->contact;
    landing_ = bridge(last, kLanding, {height, velocity, -kG}, {0.0, 0.0, 0.0});

    const double first = real.front()->contact;
    const double v0 = steps_.empty() ? velocity : steps_.front().velocity;
    flight_start_ = falls.initial_lift_off;
    const double flight = first - flight_start_;
    const double v_off = v0 + kG * flight, h_off = -v_off * flight + 0.5 * kG * flight * flight;
    push_off_ =
        bridge(falls.gait_start, flight_start_ - falls.gait_start, {0.0, 0.0, 0.0}, {h_off, v_off, -kG});
}

VerticalRun::Bridge VerticalRun::bridge(double start, double length, const double (&from)[3],
                                        const double (&to)[3]) {
    // In u = time / length; derivatives scaled by it.
    const double p0 = from[0], v0 = from[1] * length, a0 = from[2] * length * length;
    const double p1 = to[0], v1 = to[1] * length, a1 = to[2] * length * length;
    const double d = p1 - p0;
    return {
        start,
        length,
        {p0, v0, 0.5 * a0, 10.0 * d - 6.0 * v0 - 4.0 * v1 - 1.5 * a0 + 0.5 * a1,
         -15.0 * d + 8.0 * v0 + 7.0 * v1 + 1.5 * a0 - a1, 6.0 * d - 3.0 * (v0 + v1) - 0.5 * a0 + 0.5 * a1}};
}

double VerticalRun::height_on(const Bridge& bridge, double time) {
    const double u = std::clamp((time - bridge.start) / bridge.length, 0.0, 1.0);
    double height = 0.0;
    for (int i = 5; i >= 0; --i) height = height * u + bridge.c[i];
    return height;
}

double VerticalRun::operator()(double time) const {
    if (time < flight_start_) return height_on(push_off_, time);
    if (steps_.empty() || time < steps_.front().start) {
        const double t = time - flight_start_, at = flight_start_;
        const double v_off = (push_off_.c[1] + 2 * push_off_.c[2] + 3 * push_off_.c[3] + 4 * push_off_.c[4] +
                              5 * push_off_.c[5]) /
                             push_off_.length;
        return height_on(push_off_, at) + v_off * t - 0.5 * kG * t * t;
    }
    if (time >= landing_.start) return height_on(landing_, time);
    std::size_t i = std::min(last_, steps_.size() - 1);
    while (i > 0 && time < steps_[i].start) --i;
    while (i + 1 < steps_.size() && time >= steps_[i + 1].start) ++i;
    last_ = i;
    const Step& step = steps_[i];
    const double t = time - step.start, u = t / step.contact_time;
    const double gained = u < 1.0 ? pushed(u) * step.contact_time : t - mean_at_ * step.contact_time;
    return step.height + step.velocity * t - 0.5 * kG * t * t + step.impulse * gained;
}

}  // namespace sacrum::samples
