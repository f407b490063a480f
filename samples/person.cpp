#include "samples/person.hpp"

#include <algorithm>
#include <cmath>

#include "domain/quantity.hpp"
#include "samples/random.hpp"

namespace sacrum::samples {
namespace {

constexpr std::uint64_t kPurpose = 1;
constexpr double kMm = 1e-3;
constexpr double kDeg = radians_from_degrees(1.0);

// Contact and step times of instrumented-treadmill runners: contact 0.31-0.19 s and step 0.40-0.29 s
// at 2.5-4.5 m/s.
void draw_running_rhythm(Person& person, const RunnerParams& params, Random& random) {
    const double usual_step = 0.385 - 0.0125 * params.speed_mps;
    person.step_time =
        usual_step / params.cadence_factor.value_or(1.0 + std::clamp(random.normal(0, 0.03), -0.08, 0.08));
    const double usual_contact = 0.40 * std::pow(params.speed_mps, -0.45);
    person.contact_time = std::min(usual_contact * random.uniform(0.93, 1.07), 0.85 * person.step_time);
}

// Walking ratio: step rate grows with the root of speed; stance about 62 % of the stride, less when faster.
void draw_walking_rhythm(Person& person, const RunnerParams& params, Random& random) {
    const double usual_step = 0.555 / std::sqrt(params.speed_mps / 1.3);
    person.step_time =
        usual_step / params.cadence_factor.value_or(1.0 + std::clamp(random.normal(0, 0.03), -0.08, 0.08));
    person.contact_time =
        2.0 * person.step_time * (random.uniform(0.605, 0.63) - 0.02 * (params.speed_mps - 1.3));
}

// Optical running: at contact 1-9, fall 0-4, time of the peak 29-43 % of stance; at final contact the pelvis
// is about where it will be at the next contact.
void draw_running_drop(Person& person, const RunnerParams& params, Random& random) {
    const double with_speed = std::max(0.5, 1.0 + 0.15 * (params.speed_mps - 3.3));
    const double at_contact = random.uniform(2.5, 5.5) * with_speed,
                 fall = random.uniform(1.2, 3.0) * with_speed;
    for (const Side side : kBothSides) {
        person.drop[side].at_contact = at_contact * random.uniform(0.8, 1.2);
        person.drop[side].fall = fall * random.uniform(0.75, 1.25);
        person.drop[side].peak_at = random.uniform(0.31, 0.40);
    }
    if (params.drop_at_contact_deg)
        for (const Side side : kBothSides) person.drop[side].at_contact = (*params.drop_at_contact_deg)[side];
    if (params.drop_deg)
        for (const Side side : kBothSides) person.drop[side].fall = (*params.drop_deg)[side];
    for (const Side side : kBothSides) {
        DropShape& drop = person.drop[side];
        drop.hike =
            drop.at_contact + drop.fall + person.drop[opposite(side)].at_contact + random.uniform(-0.5, 0.8);
        if (params.hike_deg) drop.hike = (*params.hike_deg)[side];
    }
}

// Walking: near level at contact, lowest at about a sixth of the stride, back by a third (range 7-9 deg,
// Smith 2002).
void draw_walking_drop(Person& person, const RunnerParams& params, Random& random) {
    const double fall = random.uniform(3.2, 5.0);
    for (const Side side : kBothSides) {
        DropShape& drop = person.drop[side];
        drop.at_contact = random.uniform(0.0, 0.8);
        drop.fall = fall * random.uniform(0.85, 1.15);
        drop.peak_at = random.uniform(0.25, 0.30);
        if (params.drop_at_contact_deg) drop.at_contact = (*params.drop_at_contact_deg)[side];
        if (params.drop_deg) drop.fall = (*params.drop_deg)[side];
        drop.hike = drop.fall * random.uniform(0.9, 1.1);
        if (params.hike_deg) drop.hike = (*params.hike_deg)[side];
    }
}

// Longer contacts carry less at their ends. The shares give the first step harmonic the size and time it has
// in three optical running recordings and on an instrumented treadmill (contact time / step time 0.59-0.79).
StanceForce usual_force(double duty) {
    struct Row {
        double duty;
        StanceForce force;
    };
    constexpr Row kRows[] = {
        {0.583, {0.35, 0.25, 0.0, 0.40}}, {0.69, {0.45, 0.20, 0.35, 0.0}}, {0.76, {0.23, 0.17, 0.60, 0.0}}};
    const Row& a = duty < kRows[1].duty ? kRows[0] : kRows[1];
    const Row& b = duty < kRows[1].duty ? kRows[1] : kRows[2];
    const double t = std::clamp((duty - a.duty) / (b.duty - a.duty), 0.0, 1.0);
    const auto mix = [t](double x, double y) { return (1.0 - t) * x + t * y; };
    return {mix(a.force.round, b.force.round), mix(a.force.early, b.force.early),
            mix(a.force.narrow, b.force.narrow), mix(a.force.flat, b.force.flat)};
}

// Harmonics of three optical running recordings (amplitudes and phases of the pelvis centre and its angles).
void draw_running_movement(Person& person, const RunnerParams& params, Random& random) {
    // Rotation: right side back at right contact in most runners, anything in some.
    const double rotation_phase = random.chance(0.2) ? random.uniform(-180, 180) : random.normal(177, 8);
    person.rotation.add({1, params.rotation_deg.value_or(random.uniform(2.0, 6.0)) * kDeg, rotation_phase});
    person.rotation.add({2, random.uniform(0.2, 0.8) * kDeg, random.uniform(-180, 180)});
    person.rotation.add({3, random.uniform(0.4, 0.9) * kDeg, random.uniform(-180, 180)});
    person.tilt.add({1, random.uniform(0.1, 0.5) * kDeg, random.uniform(-180, 180)});
    person.tilt.add({2, random.uniform(1.6, 2.6) * kDeg, random.normal(100, 8)});
    person.tilt.add({4, random.uniform(0.2, 0.5) * kDeg, random.normal(80, 10)});
    const double sway = params.sway_mm.value_or(random.uniform(8.0, 18.0)) * kMm;
    person.left.add({1, 0.5 * sway, random.normal(110, 40)});
    person.left.add({2, random.uniform(0.5, 2.0) * kMm, random.uniform(-180, 180)});
    person.left.add({3, 0.12 * sway, random.uniform(-180, 180)});
    person.forward.add({2, random.uniform(11, 17) * kMm, random.normal(50, 8)});
    person.forward.add({4, random.uniform(0.5, 1.5) * kMm, random.normal(-120, 20)});
    person.forward.add({1, random.uniform(0.5, 3.0) * kMm, random.uniform(-180, 180)});
    person.braking = random.uniform(0.2, 0.3) * kStandardGravity;
    person.force = usual_force(person.contact_time / person.step_time);
    const double earlier = random.uniform(-0.1, 0.1);
    person.force.round -= earlier;
    person.force.early += earlier;
    person.lean = random.uniform(3.0, 7.0) * kDeg;
}

// Mean harmonics of the lower back of ten adults walking on level ground (V, AP, ML, tilt, rotation), moved
// to the pelvis centre. AP leads V by a quarter step; the trunk is pushed towards the midline all through
// stance.
void draw_walking_movement(Person& person, const RunnerParams& params, Random& random) {
    const double step_length = params.speed_mps * person.step_time;
    const double bounce = std::clamp(std::pow(step_length / 0.72, 2), 0.4, 1.8) * random.uniform(0.9, 1.1);
    const double pace = std::clamp(params.speed_mps / 1.3, 0.6, 1.5);
    const double shift =
        random.normal(0, 8);  // deg of the first step harmonic, common to V and AP: a shift in time
    person.up.add({2, 17.0 * bounce * kMm, 139 + shift});
    person.up.add({4, 0.7 * bounce * kMm, 180 + 2 * shift});
    person.up.add({6, 0.6 * pace * kMm, 167});
    person.up.add({8, 0.3 * pace * kMm, 77});
    person.up.add({1, random.uniform(0.5, 2.5) * kMm, random.uniform(-180, 180)});
    person.forward.add(
        {2, 12.2 * pace * random.uniform(0.85, 1.15) * kMm, -111 + shift + random.normal(0, 5)});
    person.forward.add({4, 1.6 * pace * kMm, -133 + 2 * shift});
    person.forward.add({6, 0.6 * pace * kMm, -169});
    person.forward.add({8, 0.18 * pace * kMm, 153});
    person.forward.add({1, random.uniform(0.5, 2.0) * kMm, random.uniform(-180, 180)});
    const double sway = params.sway_mm.value_or(36.0 / std::sqrt(pace) * random.uniform(0.8, 1.2)) * kMm;
    person.left.add({1, 0.5 * sway, random.normal(68, 8)});
    person.left.add({3, 0.03 * sway, random.uniform(-180, 180)});
    person.left.add({5, 0.6 * kMm, 132});
    person.rotation.add(
        {1, params.rotation_deg.value_or(random.uniform(2.0, 5.0)) * kDeg, random.normal(-45, 25)});
    person.rotation.add({3, random.uniform(0.1, 0.4) * kDeg, random.uniform(-180, 180)});
    person.tilt.add({2, random.uniform(0.6, 1.3) * kDeg, random.normal(50, 15)});
    person.tilt.add({4, 0.2 * kDeg, 19});
    person.tilt.add({1, random.uniform(0.1, 0.4) * kDeg, random.uniform(-180, 180)});
    person.lean = random.uniform(0.5, 2.5) * kDeg;
}

// The transient's amplitudes: V 0.3-0.9, AP 0.3-0.7, ML 0.1-0.25 mm running; a fifth of it walking.
void draw_impact(Person& person, const RunnerParams& params, Random& random) {
    const double gait = params.mode == GaitMode::running ? 1.0 : 0.2;
    const double up = random.uniform(0.4, 0.8), forward = -random.uniform(0.35, 0.65),
                 left = random.uniform(0.1, 0.2);
    const double frequency = random.uniform(15, 20);
    for (const Side side : kBothSides) {
        const double size = gait * params.impact[side] * random.uniform(0.9, 1.1) * kMm;
        person.impact[side] = {forward * size, (side == Side::left ? left : -left) * size, up * size,
                               frequency};
    }
}

}  // namespace

Person draw_person(const RunnerParams& params) {
    Random random(params.seed, kPurpose);
    Person person;
    if (params.mode == GaitMode::running) {
        draw_running_rhythm(person, params, random);
        draw_running_drop(person, params, random);
        draw_running_movement(person, params, random);
    } else {
        draw_walking_rhythm(person, params, random);
        draw_walking_drop(person, params, random);
        draw_walking_movement(person, params, random);
    }
    draw_impact(person, params, random);
    person.obliquity_offset = params.obliquity_offset_deg.value_or(random.uniform(-1.2, 1.2)) * kDeg;
    return person;
}

}  // namespace sacrum::samples
