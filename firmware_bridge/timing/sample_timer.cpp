#include "firmware_bridge/timing/sample_timer.hpp"

#include <algorithm>
#include <cmath>

#include "firmware_bridge/timing/counter_unwrap.hpp"

namespace sacrum::firmware_bridge {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostStarting = 1024;  // held while the rate is not known
constexpr std::size_t kMostWaiting = 64;     // behind a hole
constexpr Duration kLongestWait = 60ms;      // behind a hole: longer than datagrams stay swapped
constexpr Duration kBack = 500ms;            // a clock that goes back further was restarted
constexpr Duration kAhead = 500ms;           // as one whose samples come before they can have been taken
constexpr Duration kCountAhead = 2s;         // the same by the counter alone
constexpr std::int64_t kCountBack = 64;
constexpr Duration kLateRun = 200ms;  // nothing but samples from the past for so long is a restart, too
constexpr Duration kSlept = 2s;       // a clock this far behind the arrivals after a lost link stood still
constexpr double kSnap = 0.02;        // of the rate: a described one this near to a measured one is taken
constexpr double kLongPause = 5.0;    // intervals without a missing count: the device paused
constexpr std::size_t kListedGaps = 100'000;

double start_span(bool has_ticks) { return has_ticks ? 1.0 : 4.0; }  // s

}  // namespace

SampleTimer::SampleTimer() {
    held_.reserve(kMostStarting + 1);
    scratch_.resize(2 * (kMostStarting + 1));
    quality_.gaps.reserve(1024);
}

std::optional<Frequency> SampleTimer::rate() const { return rate_; }

SampleTimer::Place SampleTimer::unwrap(const DeviceSample& sample) const {
    Place place{.arrival = sample.arrival};
    if (!newest_) {
        place.ticks = std::int64_t(sample.ticks.value_or(0));
        place.count = std::int64_t(sample.count.value_or(0));
        return place;
    }
    const Duration passed = std::max(Duration{}, sample.arrival - newest_->arrival);
    std::int64_t steps = 1;
    if (has_ticks() && sample.ticks) {
        place.ticks = unwrap_counter(*sample.ticks, clock_.tick_bits, newest_->ticks + passed / clock_.tick);
        if (interval_ > 0.0)
            steps = std::llround(in_seconds(device_time(place.ticks - newest_->ticks)) / interval_);
    } else if (interval_ > 0.0 && passed > 1s) {
        steps = std::llround(in_seconds(passed) / interval_);
    }
    if (clock_.count_bits > 0 && sample.count)
        place.count = unwrap_counter(*sample.count, clock_.count_bits, newest_->count + steps);
    else
        place.count = newest_->count + 1;
    return place;
}

// Behind the least delayed ones; not below zero.
Duration SampleTimer::lateness(const Place& place) const {
    if (!is_anchored_) return {};
    const Duration time = anchor_ + device_time(place.ticks - anchor_ticks_);
    const double least = drift_.delay_at(time).value_or(0.0);
    return std::max(Duration{}, place.arrival - time - duration_from_seconds(least));
}

// Ticks and counter went on by the same: a device that restarted does not do that. So it is this machine's
// clock that stood still or went back.
bool SampleTimer::agrees_with_counter(const Place& place) const {
    if (clock_.count_bits < 16) return false;  // fewer agree by chance
    const double by_ticks = in_seconds(device_time(place.ticks - newest_->ticks));
    const double by_count = double(place.count - newest_->count) * interval_;
    return place.count > newest_->count && std::abs(by_ticks - by_count) <= interval_ + kSnap * by_ticks;
}

bool SampleTimer::is_restart(const Place& place) const {
    if (!newest_) return false;
    const Duration passed = place.arrival - newest_->arrival;
    if (has_ticks()) {
        const Duration step = device_time(place.ticks - newest_->ticks);
        // Of a backlog the newest is late, and what follows a hole in it may lie as far ahead.
        const bool is_ahead = step - passed > kAhead && step - passed - lateness(*newest_) > kAhead &&
                              !agrees_with_counter(place);
        return step < -kBack || is_ahead || (link_was_lost_ && step < passed - kSlept);
    }
    if (clock_.count_bits < 10) return false;  // too few bits to tell a jump back from one ahead
    const std::int64_t step = place.count - newest_->count;
    return step < -kCountBack || double(step) * interval_ > in_seconds(passed + kCountAhead);
}

std::int64_t SampleTimer::steps_between(const Place& before, const Place& after) const {
    if (has_count() && after.count > before.count) return after.count - before.count;
    if (!has_ticks() || interval_ <= 0.0) return 1;
    const double step = in_seconds(device_time(after.ticks - before.ticks));
    return std::max(std::int64_t{1}, std::int64_t(std::llround(step / interval_)));
}

void SampleTimer::adopt_clock(const DeviceClock& clock, Emit<ImuSample> emit) {
    const bool is_same = clock.tick_bits == clock_.tick_bits && clock.tick == clock_.tick &&
                         clock.count_bits == clock_.count_bits;
    if (is_same) return;
    if (newest_) begin_anew(emit);
    clock_ = clock;
}

void SampleTimer::begin_anew(Emit<ImuSample> emit) {
    find_rate(true);
    release({}, true, emit);
    ++restarts_;
    newest_.reset();
    last_.reset();
    is_anchored_ = false;
    recent_ = 0;
    late_since_.reset();
    watch_.restart();
}

// True when the sample is no news: counted and dropped.
bool SampleTimer::is_late(const Place& place) {
    const auto is_same = [&](const Placed& other) {
        return order_of(other.place) == order_of(place) && other.place.count == place.count;
    };
    if (std::any_of(held_.begin(), held_.end(), is_same)) return ++quality_.duplicate_samples, true;
    if (!last_) return false;
    const bool is_counted = clock_.count_bits > 0;
    const std::int64_t behind = is_counted ? last_->count - place.count : order_of(*last_) - order_of(place);
    if (behind < 0) return false;
    const bool was_given =
        behind == 0 || (is_counted && behind <= 64 && ((recent_ >> unsigned(behind - 1)) & 1U) != 0);
    if (was_given)
        ++quality_.duplicate_samples;
    else
        ++quality_.reversed_samples;
    return true;
}

void SampleTimer::push(const DeviceSample& sample, const DeviceClock& clock, Emit<ImuSample> emit) {
    if (!sample.specific_force.si().allFinite() || !sample.angular_rate.si().allFinite()) {
        ++quality_.invalid_samples;
        return;
    }
    adopt_clock(clock, emit);
    Place place = unwrap(sample);
    if (is_restart(place)) {
        begin_anew(emit);
        place = unwrap(sample);
    } else if (is_late(place)) {
        if (!late_since_) late_since_ = sample.arrival;
        if (sample.arrival - *late_since_ < kLateRun) return;
        begin_anew(emit);
        place = unwrap(sample);
    }
    late_since_.reset();
    hold({place, sample});
    if (!newest_ || order_of(place) > order_of(*newest_)) newest_ = place;
    if (interval_ <= 0.0) find_rate(false);
    const bool is_hopeless = interval_ <= 0.0 && held_.size() >= kMostStarting;  // a clock that stands still
    if (interval_ > 0.0 || is_hopeless) release(sample.arrival, is_hopeless, emit);
}

void SampleTimer::hold(const Placed& placed) {
    const auto is_before = [&](const Placed& a, const Placed& b) {
        const std::int64_t first = order_of(a.place), second = order_of(b.place);
        return first != second ? first < second : a.place.count < b.place.count;
    };
    if (held_.empty()) hole_seen_ = placed.place.arrival;
    held_.insert(std::upper_bound(held_.begin(), held_.end(), placed, is_before), placed);
}

void SampleTimer::find_rate(bool is_forced) {
    if (interval_ > 0.0 || held_.size() < 2) return;
    const Place& first = held_.front().place;
    const Place& last = held_.back().place;
    const double span = has_ticks() ? in_seconds(device_time(last.ticks - first.ticks))
                                    : in_seconds(last.arrival - first.arrival);
    constexpr std::size_t kFewest = 16;
    const bool is_enough =
        (span >= start_span(has_ticks()) && held_.size() >= kFewest) || held_.size() >= kMostStarting;
    if (!is_enough && !is_forced) return;

    std::optional<double> found;
    if (has_ticks()) {
        const std::span<double> times(scratch_.data(), held_.size());
        for (std::size_t i = 0; i < held_.size(); ++i)
            times[i] = in_seconds(device_time(held_[i].place.ticks - first.ticks));
        found = usual_interval(times, std::span(scratch_).subspan(kMostStarting + 1));
        if (clock_.count_bits > 0 && last.count > first.count)
            found = span / double(last.count - first.count);
    } else if (last.count > first.count && span > 0.0) {
        // The first of a bunch is the most delayed one: from the last of the first bunch to the last of all.
        std::size_t start = 0;
        while (start + 1 < held_.size() && held_[start + 1].place.arrival - held_[start].place.arrival < 1ms)
            ++start;
        const std::int64_t steps = last.count - held_[start].place.count;
        if (steps > 0) found = in_seconds(last.arrival - held_[start].place.arrival) / double(steps);
    }
    if (found && *found > 0.0) set_interval(*found);
}

void SampleTimer::set_interval(double interval) {
    interval_ = interval;
    if (described_rate_ && std::abs(described_rate_->si() * interval - 1.0) <= kSnap)
        interval_ = 1.0 / described_rate_->si();
    rate_ = Frequency::of_si(1.0 / interval_);
    if (described_rate_ && interval_ == 1.0 / described_rate_->si()) rate_ = described_rate_;
    pacer_.set_interval(interval_);
}

void SampleTimer::describe_rate(Frequency rate, Emit<ImuSample> emit) {
    if (!(rate.si() > 0.0 && std::isfinite(rate.si()))) return;
    described_rate_ = rate;
    if (rate_) return;
    set_interval(1.0 / rate.si());
    if (newest_) release(newest_->arrival, false, emit);
}

void SampleTimer::release(ArrivalTime now, bool releases_all, Emit<ImuSample> emit) {
    if (interval_ <= 0.0) {  // nothing is given out without a rate: a lone sample is no signal
        quality_.missing_samples += std::int64_t(held_.size());
        held_.clear();
    }
    std::size_t given = 0;
    for (; given < held_.size(); ++given) {
        const Placed& front = held_[given];
        const bool follows = !last_ || link_was_lost_ || steps_between(*last_, front.place) <= 1;
        const bool is_hole_old = now - hole_seen_ > kLongestWait || held_.size() - given > kMostWaiting;
        if (!follows && !is_hole_old && !releases_all) break;
        give(front, emit);
        if (!follows) hole_seen_ = front.place.arrival;
    }
    held_.erase(held_.begin(), held_.begin() + std::ptrdiff_t(given));
}

Duration SampleTimer::session_time_for(const Place& place, std::int64_t& steps) {
    const ArrivalTime arrival = place.arrival;
    const Duration interval = duration_from_seconds(interval_);
    if (!is_anchored_) {
        Duration anchor = arrival;
        if (last_time_)
            anchor = std::max(drift_.device_time_of(arrival).value_or(arrival), *last_time_ + interval);
        is_anchored_ = true;
        anchor_ = anchor;
        anchor_ticks_ = place.ticks;
        pacer_.start(anchor, arrival);
        drift_.restart();
        return anchor;
    }
    if (has_ticks()) return anchor_ + device_time(place.ticks - anchor_ticks_);
    if (clock_.count_bits == 0)
        steps += link_was_lost_ ? pacer_.steps_late(arrival) : pacer_.steps_lost(arrival);
    return pacer_.place(steps, arrival);
}

void SampleTimer::give(const Placed& placed, Emit<ImuSample> emit) {
    std::int64_t steps = last_ ? steps_between(*last_, placed.place) : 1;
    Duration time = session_time_for(placed.place, steps);
    ImuSample sample{.specific_force = placed.sample.specific_force,
                     .angular_rate = placed.sample.angular_rate,
                     .magnetic_field = placed.sample.magnetic_field};
    if (last_time_) {
        time = std::max(time, *last_time_ + 1us);  // ticks coarser than the samples
        const Duration step = time - *last_time_;
        const double intervals = interval_ > 0.0 ? in_seconds(step) / interval_ : 1.0;
        const bool is_known_whole = last_ && has_count() && steps == 1;
        const bool is_gap = steps > 1 || intervals > (is_known_whole ? kLongPause : 1.5);
        if (is_gap) {
            const bool counts_steps = last_ && has_count() && steps > 1;
            quality_.missing_samples +=
                counts_steps ? steps - 1
                             : std::max(std::int64_t{1}, std::int64_t(std::llround(intervals)) - 1);
            sample.gap_before = std::max(step - duration_from_seconds(interval_), Duration{1});
            if (quality_.gaps.size() < kListedGaps)
                quality_.gaps.push_back({.start = SessionTime(*last_time_), .end = SessionTime(time)});
        }
        if (last_ && has_ticks()) watch_rate(step, has_count() ? steps : 1);
    }
    recent_ =
        steps < 64 && last_ ? (recent_ << unsigned(steps)) | (std::uint64_t{1} << unsigned(steps - 1)) : 0;
    last_ = placed.place;
    last_time_ = time;
    link_was_lost_ = false;
    const double delay = in_seconds(placed.place.arrival - time);
    // From a jump of this machine's clock on, what was seen before it says nothing.
    if (delay < drift_.delay_at(time).value_or(delay) - in_seconds(kAhead)) drift_.restart();
    drift_.push(time, placed.place.arrival);
    const double late = delay - drift_.delay_at(time).value_or(0.0);
    squared_lateness_ += late * late;
    ++quality_.samples;
    if (placed.sample.is_clipped) ++quality_.clipped_samples;
    sample.time = SessionTime(time);
    emit(sample);
}

void SampleTimer::watch_rate(Duration step, std::int64_t steps) {
    const auto found = watch_.push(in_seconds(step) / double(steps), in_seconds(clock_.tick), interval_);
    if (found) set_interval(*found);
}

void SampleTimer::lose_link(Emit<ImuSample> emit) {
    if (interval_ > 0.0) release({}, true, emit);
    link_was_lost_ = true;
}

void SampleTimer::finish(Emit<ImuSample> emit) {
    find_rate(true);
    release({}, true, emit);
}

std::optional<SessionTime> SampleTimer::session_time_of(ArrivalTime arrival) const {
    const auto time = drift_.device_time_of(arrival);
    if (!time) return std::nullopt;
    return SessionTime(*time);
}

std::optional<DriftEstimate> SampleTimer::drift() const {
    return has_ticks() ? drift_.estimate() : std::nullopt;
}

Duration SampleTimer::jitter() const {
    if (quality_.samples == 0) return {};
    return duration_from_seconds(std::sqrt(squared_lateness_ / double(quality_.samples)));
}

}  // namespace sacrum::firmware_bridge
