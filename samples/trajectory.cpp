#include "samples/trajectory.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "domain/quantity.hpp"
#include "samples/random.hpp"

namespace sacrum::samples {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr std::uint64_t kPurpose = 4, kWanderPurpose = 5;
constexpr double kAngleSd = 0.5;        // deg, level of obliquity from step to step
constexpr double kAmplitudeSd = 0.06;   // of angles, sway and travel from step to step
constexpr double kImpactSd = 0.2;       // log-normal, per step
constexpr double kImpactDecay = 0.012;  // s
constexpr double kImpactLength = 0.25;  // s, it is below a ten-thousandth then
constexpr double kBrakingShare =
    0.7;  // the shock of braking comes and goes in this share of the vertical one's time
constexpr double kSlowRamp = 1.3, kQuickRamp = 1.0;  // s from standing to full gait, walking and running

// 0 to 1 with three continuous derivatives.
double smooth_step(double u) {
    u = std::clamp(u, 0.0, 1.0);
    return u * u * u * u * (35.0 + u * (-84.0 + u * (70.0 - 20.0 * u)));
}

// The transient at contact as a share of its amplitude: no jump in its third derivative at t = 0.
double shock(double t, double frequency_hz) {
    const double x = t / kImpactDecay;
    return x * x * x * std::exp(-x) * std::sin(2.0 * kPi * frequency_hz * t) / 1.34;
}

double sign_of(Side side) { return side == Side::right ? 1.0 : -1.0; }

}  // namespace

Eigen::Matrix3d BodyState::level_from_pelvis() const {
    const double ca = std::cos(rotation + heading), sa = std::sin(rotation + heading);
    const double cb = std::cos(-obliquity), sb = std::sin(-obliquity);
    const double cc = std::cos(tilt), sc = std::sin(tilt);
    Eigen::Matrix3d r;
    r << ca * cc - sa * sb * sc, -sa * cb, ca * sc + sa * sb * cc,  //
        sa * cc + ca * sb * sc, ca * cb, sa * sc - ca * sb * cc,    //
        -cb * sc, sb, cb * cc;
    return r;
}

Trajectory::Trajectory(const RunnerParams& params)
    : person_(draw_person(params)),
      falls_(place_footfalls(person_, params)),
      turn_(params.turn),
      mirrored_(params.mirrored),
      ramp_(params.mode == GaitMode::running ? kQuickRamp : kSlowRamp) {
    if (params.mode == GaitMode::running) vertical_.emplace(person_, falls_, params.variability, params.seed);

    std::vector<double> times, turns;
    const double first_side = falls_.steps.front().side == Side::right ? 0.0 : 1.0;
    for (std::size_t i = 0; i < falls_.steps.size(); ++i) {
        times.push_back(falls_.steps[i].contact);
        turns.push_back(kPi * (double(i) + first_side));
    }
    phase_ = CubicSpline(std::move(times), std::move(turns));
    shape_obliquity(params);
    shape_amplitudes(params);

    Random random(params.seed, kWanderPurpose);
    for (auto* waves : {&wander_forward_, &wander_left_})
        for (int i = 0; i < 3; ++i) {  // together about wander_mm from end to end
            const double frequency = random.uniform(0.03, 0.1), phase = random.uniform(0.0, 2.0 * kPi);
            waves->push_back({params.wander_mm * 1e-3 / 4.5, frequency, phase});
        }
}

// Knots of the obliquity curve in each step: contact, peak of the drop, end of the hike.
void Trajectory::shape_obliquity(const RunnerParams& params) {
    Random random(params.seed, kPurpose);
    std::vector<double> times, values;
    const double length = in_seconds(params.duration);
    for (std::size_t i = 0; i + 1 < falls_.steps.size(); ++i) {
        const Footfall& fall = falls_.steps[i];
        const DropShape& drop = person_.drop[fall.side];
        const double progress = std::clamp(fall.contact / length, 0.0, 1.0);
        const double level = params.variability * kAngleSd * random.normal();
        const double size = 1.0 + params.variability * kAmplitudeSd * random.normal();
        const double hike_size = 1.0 + 0.5 * params.variability * kAmplitudeSd * random.normal();
        const double contact = fall.lift_off - fall.contact,
                     step = falls_.steps[i + 1].contact - fall.contact;
        const double at_contact = drop.at_contact + level;
        const double peak = at_contact + drop.fall * size + progress * params.drop_change_deg[fall.side];
        const double after = peak - drop.hike * hike_size;
        const double after_at = params.mode == GaitMode::running ? contact : 0.667 * step;
        const double sign = sign_of(fall.side) * radians_from_degrees(1.0);
        times.insert(times.end(),
                     {fall.contact, fall.contact + drop.peak_at * contact, fall.contact + after_at});
        values.insert(values.end(), {sign * at_contact, sign * peak, sign * after});
    }
    obliquity_ = CubicSpline(std::move(times), std::move(values));
}

void Trajectory::shape_amplitudes(const RunnerParams& params) {
    Random random(params.seed, kPurpose + 100);
    std::vector<double> times, angles, sways, travels;
    const double length = in_seconds(params.duration);
    for (const Footfall& fall : falls_.steps) {
        const double progress = std::clamp(fall.contact / length, 0.0, 1.0);
        const double spread = params.variability * kAmplitudeSd;
        times.push_back(fall.contact);
        angles.push_back(1.0 + spread * random.normal());
        sways.push_back((1.0 + params.sway_change * progress) * (1.0 + spread * random.normal()));
        travels.push_back(1.0 + 0.5 * spread * random.normal());
        impact_size_.push_back(fall.is_real ? std::exp(params.variability * kImpactSd * random.normal())
                                            : 0.0);
    }
    angle_amplitude_ = CubicSpline(times, std::move(angles));
    sway_amplitude_ = CubicSpline(times, std::move(sways));
    travel_amplitude_ = CubicSpline(std::move(times), std::move(travels));
}

std::vector<Footfall> Trajectory::real_steps() const {
    std::vector<Footfall> real;
    for (Footfall fall : falls_.steps) {
        if (!fall.is_real) continue;
        if (mirrored_) fall.side = opposite(fall.side);
        real.push_back(fall);
    }
    return real;
}

std::optional<double> Trajectory::initial_lift_off() const {
    if (falls_.gait_start < 0.0) return std::nullopt;
    return falls_.initial_lift_off;
}

double Trajectory::presence(double time) const {
    return smooth_step((time - falls_.gait_start) / ramp_) * smooth_step((falls_.gait_end - time) / ramp_);
}

std::size_t Trajectory::step_at(double time) const {
    std::size_t i = last_;
    while (i > 0 && time < falls_.steps[i].contact) --i;
    while (i + 1 < falls_.steps.size() && time >= falls_.steps[i + 1].contact) ++i;
    last_ = i;
    return i;
}

Eigen::Vector3d Trajectory::impact(double time, std::size_t step) const {
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (std::size_t i = step + 1; i-- > 0;) {
        const double t = time - falls_.steps[i].contact;
        if (t > kImpactLength) break;
        if (t <= 0.0 || impact_size_[i] == 0.0) continue;
        const ImpactShape& shape = person_.impact[falls_.steps[i].side];
        const double size = impact_size_[i] * shock(t, shape.frequency_hz);
        const double sooner = impact_size_[i] * shock(t / kBrakingShare, shape.frequency_hz);
        sum += Eigen::Vector3d(kBrakingShare * kBrakingShare * sooner * shape.forward, size * shape.left,
                               size * shape.up);
    }
    return sum;
}

// Displacement of a runner's centre of mass by braking and propulsion -A sin 2πu in stance, relative to the
// belt's mean speed: back where it was at every contact.
double Trajectory::carried_forward(double time, std::size_t step) const {
    if (step + 1 >= falls_.steps.size()) return 0.0;
    const Footfall& fall = falls_.steps[step];
    const double contact = fall.lift_off - fall.contact,
                 period = falls_.steps[step + 1].contact - fall.contact;
    const double t = time - fall.contact, u = std::clamp(t / contact, 0.0, 1.0);
    // The same speed at every contact, so the amplitude follows the step's own times.
    const double tc = person_.contact_time;
    const double speed = person_.braking * tc * tc / (2.0 * kPi * person_.step_time);
    const double amplitude = 2.0 * kPi * speed * period / (contact * contact);
    const double in_stance = u * contact;
    return speed * t -
           amplitude * contact / (2.0 * kPi) * (in_stance - contact / (2.0 * kPi) * std::sin(2.0 * kPi * u));
}

double Trajectory::wander(const std::vector<Wave>& waves, double time) {
    double sum = 0.0;
    for (const Wave& w : waves) sum += w.amplitude * std::sin(2.0 * kPi * w.frequency_hz * time + w.phase);
    return sum;
}

BodyState Trajectory::at(double time) const {
    BodyState body;
    const double present = presence(time);
    if (turn_) {
        const double start = in_seconds(turn_->start), end = in_seconds(turn_->end);
        body.heading = turn_->angle.si() * smooth_step((time - start) / (end - start));
    }
    double forward = 0.0, left = 0.0, up = 0.0;
    if (present > 0.0) {
        const StridePhase phase(phase_(time));
        const double angles = present * angle_amplitude_(time), travel = travel_amplitude_(time);
        body.obliquity = present * (obliquity_(time) + person_.obliquity_offset);
        body.tilt = present * person_.lean + angles * person_.tilt(phase);
        body.rotation = angles * person_.rotation(phase);
        const std::size_t step = step_at(time);
        forward = travel * person_.forward(phase);
        if (vertical_) forward += carried_forward(time, step);
        forward = present * (forward + wander(wander_forward_, time));
        left = present * (sway_amplitude_(time) * person_.left(phase) + wander(wander_left_, time));
        up = present * travel * person_.up(phase);
        const Eigen::Vector3d struck = impact(time, step);
        forward += struck.x();
        left += struck.y();
        up += struck.z();
    }
    if (vertical_) up += (*vertical_)(time);
    if (mirrored_) {
        body.obliquity = -body.obliquity;
        body.rotation = -body.rotation;
        body.heading = -body.heading;
        left = -left;
    }
    const double c = std::cos(body.heading), s = std::sin(body.heading);
    body.centre = {c * forward - s * left, s * forward + c * left, 1.0 + up};
    return body;
}

}  // namespace sacrum::samples
