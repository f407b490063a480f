#include "analysis/screening/hold_finder.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sacrum::analysis {
namespace {

// All of these are design choices with the reason beside them; none was fitted to recordings.
constexpr Duration kRemembered = std::chrono::milliseconds(4500);
constexpr Duration kLongestGap = std::chrono::milliseconds(200);
// A weight shift takes 0.5 to 1.5 s; what is slower than several seconds is the sensor's tilt, not a shift.
constexpr double kMeanTime = 3.0;   // s, of the acceleration's own mean at rest
constexpr double kSpeedTime = 4.0;  // s, in which a speed is forgotten
// Who does not accelerate for a while rests: nobody drifts sideways at a steady speed. A shift from rest to
// rest within 1.2 s has a peak acceleration of four times its length a second squared (least jerk).
constexpr double kRestShare = 4.0;  // 1/s², of the least shift
constexpr double kRestAfter = 0.5;  // s
constexpr Duration kLongestShift = std::chrono::milliseconds(1800);
constexpr double kLeastSpeed = 0.03;  // m/s; quiet standing sways with about 0.01
// The sensor lies behind the pelvis' centre, and swings round it when the pelvis turns about its long axis.
constexpr double kBehindCentre = 0.1;  // m, half the depth of a pelvis
constexpr double kPulseShare = 0.15;   // of its peak speed: a pulse begins and ends there
constexpr double kWayBack = 0.5;       // of the shift of the lift
constexpr double kShockCutoff = 8.0;   // Hz; bodies sway below 3, a foot rings at 10 to 25
constexpr double kShockSize = 6.0;     // times its usual size in this hold
constexpr double kLeastShock = 0.2;    // m/s²; a foot put down with care still shakes the pelvis by 20 mg
constexpr Duration kBackAfterShock = std::chrono::milliseconds(800);  // the pelvis has gone back by then
constexpr double kShockEarlier = 0.5;  // s before the way back begins, in which the shock may lie
constexpr double kLeastLevel = 0.035;  // rad, 2°: only a larger drop shows by itself that it is gone
// After the way back: long enough that a wobble would have come back too.
constexpr Duration kLevelFrom = std::chrono::milliseconds(200), kLevelTo = std::chrono::milliseconds(1300);
constexpr double kLevelShare = 0.35;  // of the drop that was held; less counts as gone
constexpr Duration kLeastHold = std::chrono::milliseconds(1000);

Duration seconds(double s) { return duration_from_seconds(s); }

}  // namespace

Result<HoldFinder> HoldFinder::create(const Params& params) {
    const auto slow = dsp::LowPassCoefficients::create(Frequency::of_si(kShockCutoff), params.rate);
    if (!slow) return tl::unexpected(slow.error());
    return HoldFinder(params, *slow, std::size_t(in_seconds(kRemembered) * params.rate.si()) + 2);
}

HoldFinder::HoldFinder(const Params& params, const dsp::LowPassCoefficients& slow, std::size_t rows)
    : params_(params), rows_(rows) {
    dsp::LowPass<Eigen::Vector3d> low_pass(slow);
    low_pass.start(Eigen::Vector3d::Zero());
    low_pass.reset();
    slow_.fill(low_pass);
}

const HoldFinder::Row& HoldFinder::back(std::size_t age) const {
    return rows_[(next_ + 2 * rows_.size() - 1 - age) % rows_.size()];
}

void HoldFinder::forget() {
    carrying_.reset();
    return_.reset();
}

void HoldFinder::follow(const ScreeningMoment& moment) {
    const double left = moment.acceleration.y();
    const double dt = last_ ? in_seconds(moment.time - *last_) : 0.0;
    if (!has_mean_) mean_acceleration_ = left;
    has_mean_ = true;
    const double more = left - mean_acceleration_, rest = kRestShare * params_.least_shift;
    // A shift, which is more than rest has, moves the mean no further than rest could.
    mean_acceleration_ += std::clamp(more, -rest, rest) * std::min(1.0, dt / kMeanTime);
    speed_ += more * dt - speed_ * std::min(1.0, dt / kSpeedTime);
    quiet_for_ = std::abs(more) < rest ? quiet_for_ + dt : 0.0;
    if (quiet_for_ > kRestAfter) speed_ = 0.0;
    // Less its slow part three times over: a causal low-pass lags, so once leaves a tenth of a sway behind.
    Eigen::Vector3d quick = moment.acceleration;
    for (auto& filter : slow_) quick -= filter.push(quick);
    centre_speed_ = speed_ + kBehindCentre * moment.turning.z();
    rows_[next_] = {moment.time, centre_speed_, moment.obliquity, quick.norm()};
    next_ = (next_ + 1) % rows_.size();
    filled_ = std::min(filled_ + 1, rows_.size());
    last_ = moment.time;
}

void HoldFinder::push(const ScreeningMoment& moment, Emit<HoldChange> emit) {
    if (moment.gap_before > kLongestGap) {
        speed_ = peak_ = quiet_for_ = 0.0;
        filled_ = 0;
        last_.reset();
        return_.reset();
        for (auto& filter : slow_) filter.reset();
    }
    follow(moment);
    const bool is_struck = back(0).shock > least_shock();
    if (carrying_ && (!return_ || !has_shock_) && is_struck && moment.time - lifted_ > kLeastHold) {
        return_ = Pulse{.start = moment.time,
                        .end = moment.time + kBackAfterShock,
                        .begun = moment.time,
                        .done = moment.time + kBackAfterShock};
        return_shock_at_ = moment.time;
        has_shock_ = true;
        has_shift_ = false;
    }
    if (carrying_ && !return_) {
        held_sum_ += moment.obliquity;
        ++held_count_;
        shock_squares_ += back(0).shock * back(0).shock;
        ++shock_count_;
    }
    if (const auto pulse = ended_pulse()) judge(*pulse, emit);
    if (return_) settle(emit);
}

// A pulse begins where the speed exceeds what standing has, grows to its peak and has ended when little of
// that is left.
std::optional<HoldFinder::Pulse> HoldFinder::ended_pulse() {
    if (peak_ == 0.0) {
        if (std::abs(centre_speed_) < kLeastSpeed) return std::nullopt;
        peak_ = centre_speed_;
        pulse_since_ = *last_;
        since_peak_ = 0;
        return std::nullopt;
    }
    ++since_peak_;
    if (centre_speed_ * peak_ > 0.0 && std::abs(centre_speed_) > std::abs(peak_)) {
        peak_ = centre_speed_;
        since_peak_ = 0;
    }
    if (centre_speed_ / peak_ > kPulseShare) {
        if (*last_ - pulse_since_ > kLongestShift) speed_ = peak_ = 0.0;  // no shift takes so long
        return std::nullopt;
    }
    const double peak = std::exchange(peak_, 0.0);
    std::size_t first = std::min(since_peak_, filled_ - 1);
    while (first + 1 < filled_ && back(first + 1).speed / peak > kPulseShare) ++first;
    Pulse pulse{.start = back(first).time, .end = back(0).time};
    if (pulse.end - pulse.start > kLongestShift) return std::nullopt;
    const auto way = [&](std::size_t age) {
        return back(age).speed * in_seconds(back(age).time - back(age + 1).time);
    };
    for (std::size_t age = first; age-- > 0;) pulse.shift += way(age);
    double gone = 0.0;
    pulse.begun = pulse.start;
    pulse.done = pulse.end;
    bool has_begun = false, is_done = false;
    for (std::size_t age = first; age-- > 0;) {
        gone += way(age);
        if (!has_begun && gone / pulse.shift > 0.05) {
            pulse.begun = back(age).time;
            has_begun = true;
        }
        if (!is_done && gone / pulse.shift > 0.95) {
            pulse.done = back(age).time;
            is_done = true;
        }
    }
    return pulse;
}

void HoldFinder::judge(const Pulse& pulse, Emit<HoldChange> emit) {
    const Side towards = pulse.shift > 0.0 ? Side::left : Side::right;
    if (!carrying_) {
        if (std::abs(pulse.shift) < params_.least_shift || (expected_ && towards != *expected_)) return;
        carrying_ = towards;
        lift_shift_ = pulse.shift;
        lifted_ = pulse.done;
        before_ = mean_obliquity(pulse.start - seconds(1.0), pulse.start);
        held_sum_ = held_count_ = shock_squares_ = shock_count_ = 0.0;
        emit({HoldChange::Kind::lift, pulse.done, towards});
        return;
    }
    if (!(pulse.shift / lift_shift_ < -kWayBack) || pulse.start - lifted_ < kLeastHold) return;
    has_shift_ = true;
    if (return_) return;  // the shock came first
    return_ = pulse;
    has_shock_ = false;
    for (std::size_t age = 0; age < filled_; ++age) {
        const Row& row = back(age);
        if (row.time < pulse.begun - seconds(kShockEarlier)) break;
        if (row.time > pulse.done || row.shock < least_shock()) continue;
        has_shock_ = true;
        return_shock_at_ = row.time;
    }
}

// What counts as the shock of a foot in this hold.
double HoldFinder::least_shock() const {
    const double usual = std::sqrt(shock_squares_ / std::max(1.0, shock_count_));
    return std::max(kLeastShock, kShockSize * usual);
}

// Two of three must be so: the way back, the shock, and that the drop is gone; the latter two alone will do,
// the way back never alone.
void HoldFinder::settle(Emit<HoldChange> emit) {
    if (*last_ < return_->end + kLevelTo) return;
    const Pulse pulse = *std::exchange(return_, std::nullopt);
    const double held = held_sum_ / std::max(1.0, held_count_) - before_;
    const double now = mean_obliquity(pulse.end + kLevelFrom, pulse.end + kLevelTo) - before_;
    const bool is_level = std::abs(held) > kLeastLevel && std::abs(now) < kLevelShare * std::abs(held);
    if (int(has_shift_) + int(has_shock_) + int(is_level) < 2) return;
    const Side side = *std::exchange(carrying_, std::nullopt);
    emit({HoldChange::Kind::touch_down, has_shock_ ? return_shock_at_ : pulse.begun, side});
}

double HoldFinder::mean_obliquity(SessionTime from, SessionTime to) const {
    double sum = 0.0, count = 0.0;
    for (std::size_t age = 0; age < filled_; ++age) {
        const Row& row = back(age);
        if (row.time < from) break;
        if (row.time > to) continue;
        sum += row.obliquity;
        ++count;
    }
    return count > 0.0 ? sum / count : back(filled_ - 1).obliquity;
}

}  // namespace sacrum::analysis
