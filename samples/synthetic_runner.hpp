// A made-up person on a treadmill whose contacts, pelvis angles and sway are known exactly. What is left out
// is drawn from the seed, so that every seed is another plausible person; what is given holds for every seed.
#pragma once

#include <cstdint>
#include <optional>

#include "domain/gait_event.hpp"
#include "domain/side.hpp"
#include "domain/time.hpp"

namespace sacrum::samples {

struct RunnerParams {
    GaitMode mode = GaitMode::running;  // running or walking
    double speed_mps = 3.0;             // m/s; plausible people at 2.2-6 running and 1.0-1.8 walking

    Duration duration = std::chrono::seconds(60);  // of the whole recording, standing included
    Duration standing_before =
        std::chrono::seconds(5);  // quiet standing first; zero: the recording starts in mid-gait
    Duration standing_after = Duration::zero();  // quiet standing at the end; zero: it ends in mid-gait
    std::uint64_t seed = 1;                      // which person, and which stride-to-stride variation

    // The pelvis in the frontal plane, per stance side. Empty: drawn from the seed.
    // Fall of the swing side from initial contact to its lowest, in deg; about 1-3.5 running, 3-6 walking.
    std::optional<Sided<double>> drop_deg{};
    // Drop already there at initial contact, in deg: stance side higher. About 2.5-5.5 running, 0-1 walking.
    std::optional<Sided<double>> drop_at_contact_deg{};
    // Rise of the swing side after its lowest point, in deg, by final contact (running) or by 2/3 of the step
    // (walking).
    std::optional<Sided<double>> hike_deg{};
    // Mean obliquity in gait relative to standing, in deg: leg length or habit. About -1.5 to +1.5.
    std::optional<double> obliquity_offset_deg{};

    // Side to side movement of the pelvis centre once per stride, peak to peak in mm. About 8-20 running,
    // 25-45 walking.
    std::optional<double> sway_mm{};
    // Once-per-stride turning of the pelvis about the vertical, amplitude in deg. About 2-6.
    std::optional<double> rotation_deg{};

    // Cadence relative to what is usual at this speed; more: quicker, shorter steps. Empty: drawn, within ±8
    // %.
    std::optional<double> cadence_factor{};
    // Right step time is (1 + this) times, left (1 - this) times the mean; the right step ends with right
    // contact.
    double step_time_asymmetry = 0.0;
    // Right contact time is (1 + this) times, left (1 - this) times the mean.
    double contact_time_asymmetry = 0.0;

    // Size of the shock at contact: 1 as a rearfoot runner, about 0.3 forefoot, 0 none. Per side.
    Sided<double> impact = {1.0, 1.0};
    // Stride-to-stride variation: 1 as people have (stride time CV 1.5 %, amplitudes 6 %), 0 every stride
    // alike.
    double variability = 1.0;
    // Slow drifting on the belt, peak to peak in mm to the sides (and as much fore and aft); 0.03-0.1 Hz.
    double wander_mm = 60.0;

    // Fatigue: change from the start to the end of the recording, linear in time.
    Sided<double> drop_change_deg = {0.0, 0.0};  // of the drop
    double cadence_change = 0.0;  // of the step rate, as a fraction: -0.02 is 2 % slower at the end
    double sway_change = 0.0;     // of the sway, as a fraction

    // A change of direction on the spot while the steps go on: [start, end) and angle, left positive.
    std::optional<Turn> turn{};

    // The mirror image of the same person: left and right exchanged in everything above and in what the seed
    // draws.
    bool mirrored = false;
};

}  // namespace sacrum::samples
