#include "samples/footfalls.hpp"

#include <algorithm>
#include <cmath>

#include "samples/random.hpp"

namespace sacrum::samples {
namespace {

constexpr std::uint64_t kPurpose = 2;
constexpr double kStepTimeCv = 0.015;     // of the stride time in treadmill gait, 1/f
constexpr double kContactTimeCv = 0.012;  // on top of it
constexpr int kImaginedSteps = 6;         // before and after the real ones
constexpr double kFirstFlight = 0.08;     // s, running: from push-off to the first contact
constexpr double kMidGaitLead = 3.0;  // s of gait outside the recording where it starts or ends in mid-gait

double signed_share(double asymmetry, Side side) {
    return side == Side::right ? 1.0 + asymmetry : 1.0 - asymmetry;
}

}  // namespace

Footfalls place_footfalls(const Person& person, const RunnerParams& params) {
    Random random(params.seed, kPurpose);
    PinkNoise rhythm;
    const double length = in_seconds(params.duration);
    const double start = in_seconds(params.standing_before),
                 stop = length - in_seconds(params.standing_after);
    const bool from_standing = start > 0.0, to_standing = stop < length;
    const double first =
        from_standing ? start + kStartTime : -kMidGaitLead - random.uniform(0.0, person.step_time);
    const double last = to_standing ? stop - kStopTime : length + kMidGaitLead;

    Footfalls falls;
    Side side = random.chance(0.5) ? Side::left : Side::right;
    if (kImaginedSteps % 2 == 1) side = opposite(side);
    double time = first - kImaginedSteps * person.step_time;
    int imagined_before = kImaginedSteps, imagined_after = kImaginedSteps;
    while (imagined_after > 0) {
        const bool is_real = imagined_before <= 0 && time <= last;
        const double progress = std::clamp(time / length, 0.0, 1.0);
        // A step's own time runs from the contact before it; the side it ends on carries the asymmetry.
        const double slower = 1.0 / (1.0 + params.cadence_change * progress);
        const double noise = params.variability * kStepTimeCv * rhythm.next(random);
        const double contact_noise = params.variability * kContactTimeCv * random.normal();
        const double steadiness = is_real ? 1.0 : 0.0;
        const double step = person.step_time * slower * (1.0 + steadiness * noise) *
                            signed_share(params.step_time_asymmetry, opposite(side));
        double contact = person.contact_time * slower * (1.0 + steadiness * (0.5 * noise + contact_noise)) *
                         signed_share(params.contact_time_asymmetry, side);
        if (params.mode == GaitMode::running) contact = std::min(contact, 0.92 * step);
        falls.steps.push_back({time, time + contact, side, is_real});
        if (time > last) --imagined_after;
        --imagined_before;
        time += imagined_before >= 0 ? person.step_time : step;
        side = opposite(side);
    }
    const auto real = [](const Footfall& f) { return f.is_real; };
    const auto first_real = std::find_if(falls.steps.begin(), falls.steps.end(), real);
    const auto last_real = std::find_if(falls.steps.rbegin(), falls.steps.rend(), real);
    falls.gait_start = first_real->contact - kStartTime;
    falls.gait_end = last_real->contact + kStopTime;
    // Walking lifts the other foot one double support after the first contact; running pushes off from both
    // feet.
    falls.initial_lift_off = params.mode == GaitMode::running
                                 ? first_real->contact - kFirstFlight
                                 : first_real->contact + person.contact_time - person.step_time;
    return falls;
}

}  // namespace sacrum::samples
