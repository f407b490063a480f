#include "analysis/window_reader.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/contact_confidence.hpp"
#include "analysis/exchanged_sides.hpp"
#include "analysis/first_lift_off.hpp"
#include "analysis/gait_events.hpp"
#include "dsp/spread_corrections.hpp"

namespace sacrum::analysis {
namespace {

constexpr std::size_t kRememberedContacts = 64;  // the alternation of feet needs no longer memory
constexpr double kForgottenAtOnce = 6.0;         // s: moving what stays costs as much as a look
constexpr double kEventSpread = 0.8;             // s: events of a contact lie this close to it

}  // namespace

WindowReader::WindowReader(const Params& params)
    : reader_({.signals = {.rate = params.rate}}),
      sides_({.first_side = params.first_side}),
      strides_({}),
      poses_({}),
      slip_({}) {
    const double longest_s = params.longest_window_s + kForgottenAtOnce;
    const std::size_t contacts = kRememberedContacts + std::size_t(8.0 * longest_s);
    contacts_.reserve(contacts);
    said_.reserve(contacts);
    events_.reserve(4 * contacts);
    // Looks at a person who stands still, so that everything has its size.
    const auto rows = std::size_t(longest_s * params.rate.si());
    if (!(params.longest_window_s > 0.0)) return;
    window_.reserve(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        window_.push_back(
            {.time = session_time_from_seconds(double(i) / params.rate.si()),
             .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(0.0, 0.0, kStandardGravity)});
    }
    reader_.read_movement(window_, {});
    reader_.read_contacts();
    sides_.weigh(reader_.signals(), reader_.contacts());
    poses_.prepare(reader_.signals());
    track_.restart(0, reader_.signals().size());
    restart();
}

void WindowReader::read_movement(const MountingResolver& mounting, SignalDetail detail) {
    sides_.set_knows_mounting(mounting.knows_sides());
    reader_.read_movement(window_, mounting.mounting(), detail);
}

void WindowReader::correct(double until_s) {
    const auto unsaid = std::span(window_).subspan(first_unsaid_);
    const auto later = std::ranges::find_if(
        unsaid, [until_s](const OrientedSample& sample) { return in_seconds(sample.time) > until_s; });
    const auto count = std::size_t(later - unsaid.begin());
    dsp::spread_corrections(unsaid, count);
    reader_.correct(window_, first_unsaid_, first_unsaid_ + count);
}

void WindowReader::settle(double until_s, const MountingResolver& mounting, bool swaps_sides,
                          SessionListener& listener) {
    swaps_sides_ = swaps_sides;
    sides_.set_knows_mounting(mounting.knows_sides());
    reader_.read_contacts(said_, until_s < in_seconds(window_.back().time));
    settle_contacts(until_s);
    say_turns(until_s, listener);
    say_events(until_s - kEventSpread, listener);
    say_strides(until_s, listener);
    say_poses(until_s, mounting, listener);
}

void WindowReader::restart() {
    window_.clear();
    reader_.restart();
    first_unsaid_ = 0;
    next_stride_ = said_.size();
}

// Joins what the window shows to what is settled already, decides sides over all of it, and settles what is
// old enough.
void WindowReader::settle_contacts(double until_s) {
    contacts_.assign(said_.begin(), said_.end());
    const std::span<Contact> seen = reader_.contacts();
    sides_.weigh(reader_.signals(), seen, reader_.settled_count());
    const auto found = seen.subspan(reader_.settled_count());
    contacts_.insert(contacts_.end(), found.begin(), found.end());
    sides_.decide(contacts_, !has_forgotten_);
    std::copy(said_.begin(), said_.end(), contacts_.begin());

    const std::size_t settled_before = said_.size();
    for (std::size_t k = settled_before; k < contacts_.size() && contacts_[k].time_s <= until_s; ++k) {
        place_first_lift_off(reader_.signals(), contacts_[k]);
        contacts_[k].confidence = contact_confidence(contacts_, k);
        said_.push_back(contacts_[k]);
        slip_.see(reader_.signals(), contacts_[k]);
        append_events(contacts_[k], events_);
    }
    newly_settled_ = said_.size() - settled_before;
    std::ranges::sort(events_, {}, &GaitEvent::time);
}

void WindowReader::say_turns(double until_s, SessionListener& listener) {
    for (const Turn& turn : reader_.turns()) {
        // A turn that an earlier look has said may show again a little longer.
        if (turn.start < last_turn_end_ || in_seconds(turn.end) > until_s) continue;
        last_turn_end_ = turn.end;
        listener.on_turn(turn);
    }
}

void WindowReader::say_events(double until_s, SessionListener& listener) {
    const auto due = std::ranges::find_if(
        events_, [&](const GaitEvent& event) { return in_seconds(event.time) > until_s; });
    std::for_each(events_.begin(), due, [&](const GaitEvent& event) {
        listener.on_event(swaps_sides_ ? exchanged(event) : event);
    });
    events_.erase(events_.begin(), due);
}

// Strides that are settled, and the displacement of all that reach into what is said next.
void WindowReader::say_strides(double until_s, SessionListener& listener) {
    const GaitSignals& signals = reader_.signals();
    const double from_s = first_unsaid_ < window_.size() ? in_seconds(window_[first_unsaid_].time) : until_s;
    const std::size_t from_row = signals.nearest_row(from_s);
    track_.restart(from_row,
                   signals.nearest_row(until_s) + 1 - std::min(from_row, signals.nearest_row(until_s)));
    for (std::size_t k = 0; k < contacts_.size(); ++k) {
        const auto next = next_of_same_foot(contacts_, k);
        const bool is_due = k == next_stride_ && next.value_or(k + 2) < said_.size();
        if (is_due) {
            ++next_stride_;
            // Contacts that are not settled yet show how far the bout goes on.
            if (auto stride = strides_.build(signals, contacts_, k, reader_.turns())) say(*stride, listener);
        }
        const bool reaches_in = next && contacts_[*next].time_s > from_s && contacts_[k].time_s < until_s &&
                                contacts_[k].time_s >= signals.start_s;
        if (!reaches_in) continue;
        if (!is_due) strides_.displace(signals, contacts_, k, *next, reader_.turns());
        track_.add(strides_.displacement());
    }
}

void WindowReader::say(Stride& stride, SessionListener& listener) {
    // Absolute angles have no reference any more once the sensor has moved.
    if (slip_.slipped_at_s() && in_seconds(stride.end) > *slip_.slipped_at_s())
        stride.flaws.add(StrideFlaw::slipped);
    listener.on_stride(swaps_sides_ ? exchanged(stride) : stride);
    if (!stride.is_valid()) return;
    auto course = course_of(reader_.signals(), stride, strides_.displacement());
    if (!course) return;
    if (swaps_sides_) course = exchanged(*course);
    waveforms_.add(*course);
    listener.on_course(*course);
}

void WindowReader::say_poses(double until_s, const MountingResolver& mounting, SessionListener& listener) {
    const GaitSignals& signals = reader_.signals();
    poses_.prepare(signals);
    for (; first_unsaid_ < window_.size() && in_seconds(window_[first_unsaid_].time) <= until_s;
         ++first_unsaid_) {
        const PelvisPose pose =
            poses_.pose(window_[first_unsaid_], mounting.mounting(), mounting.has_angles(), signals, track_);
        listener.on_pose(swaps_sides_ ? exchanged(pose) : pose);
    }
}

void WindowReader::forget(SessionTime oldest) {
    if (said_.size() > kRememberedContacts) {
        const std::size_t forgotten = std::min(said_.size() - kRememberedContacts, next_stride_);
        said_.erase(said_.begin(), said_.begin() + std::ptrdiff_t(forgotten));
        has_forgotten_ = has_forgotten_ || forgotten > 0;
        next_stride_ -= forgotten;
    }
    if (window_.empty() || in_seconds(oldest - window_.front().time) < kForgottenAtOnce) return;
    const auto kept =
        std::ranges::find_if(window_, [&](const OrientedSample& sample) { return sample.time >= oldest; });
    const std::size_t old = std::min(std::size_t(kept - window_.begin()), first_unsaid_);
    window_.erase(window_.begin(), window_.begin() + std::ptrdiff_t(old));
    first_unsaid_ -= old;
}

}  // namespace sacrum::analysis
