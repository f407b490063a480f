#include "analysis/gait_pipeline.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/contact_confidence.hpp"
#include "analysis/exchanged_sides.hpp"
#include "analysis/first_lift_off.hpp"
#include "analysis/gait_events.hpp"
#include "analysis/leg_lift.hpp"
#include "analysis/pelvic_angles.hpp"
#include "dsp/spread_corrections.hpp"

namespace sacrum::analysis {
namespace {

constexpr std::size_t kRememberedContacts = 64;  // the alternation of feet needs no longer memory
constexpr std::size_t kRememberedLifts = 16;
constexpr Duration kLiftSettles = std::chrono::milliseconds(2500);
constexpr double kEventSpread = 0.8;  // s: events of a contact lie this close to it

bool continues_bout(const Contact& before, const Contact& contact) {
    const double hole = contact.time_s - before.time_s;
    return before.mode == contact.mode && hole < std::max(1.3, 2.2 * before.step_time_s);
}

}  // namespace

GaitPipeline::GaitPipeline(const Params& params, dsp::OrientationFilter filter)
    : params_(params),
      swaps_sides_(params.swaps_sides),
      orientation_(std::move(filter)),
      reader_({.signals = {.rate = params.rate}}),
      sides_({.first_side = params.first_side}),
      strides_({}),
      poses_({}),
      slip_({}),
      displacement_({}) {
    grow_buffers();
    if (auto live = LiveContactFinder::create({.rate = params.rate})) live_ = std::move(*live);
    const std::size_t contacts = kRememberedContacts + std::size_t(8.0 * params.window_s);
    contacts_.reserve(contacts);
    said_.reserve(contacts);
    events_.reserve(4 * contacts);
    lifts_.reserve(kRememberedLifts);
}

// Looks at a person who stands still for a little longer than the longest window, so that everything has its
// size.
void GaitPipeline::grow_buffers() {
    const double rate = params_.rate.si();
    const auto rows = std::size_t((params_.window_s + params_.hop_s + 1.0) * rate);
    window_.reserve(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        window_.push_back(
            {.time = session_time_from_seconds(double(i) / rate),
             .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(0.0, 0.0, kStandardGravity)});
    }
    reader_.read_movement(window_, {});
    reader_.read_contacts();
    sides_.weigh(reader_.signals(), reader_.contacts());
    mounting_finder_.find(reader_.signals(), reader_.running());
    poses_.prepare(reader_.signals());
    track_.restart(reader_.signals().size());
    window_.clear();
}

Result<GaitPipeline> GaitPipeline::create(const Params& params) {
    if (!(params.window_s >= 6.0 && params.hop_s > 0.0 && params.look_ahead_s >= 1.5 &&
          params.look_ahead_s + params.hop_s < 0.5 * params.window_s)) {
        return fail(ErrorKind::usage,
                    "causal pass: the window must be at least 6 s and more than twice look-ahead (1.5 s or "
                    "more) and hop");
    }
    auto filter =
        dsp::OrientationFilter::create({.rate = params.rate, .uses_magnetometer = params.uses_magnetometer});
    if (!filter) return tl::unexpected(filter.error());
    return GaitPipeline(params, std::move(*filter));
}

void GaitPipeline::push(const ImuSample& sample, SessionListener& listener) {
    newest_ = sample.time;
    orientation_.push(sample, [&](const OrientedSample& oriented) { take(oriented, listener); });
}

void GaitPipeline::finish(SessionListener& listener) {
    orientation_.finish([&](const OrientedSample& oriented) { take(oriented, listener); });
    if (auto outcome = calibration_.finish()) tell(*std::move(outcome), listener);
    look_at_all(listener);
    restart_window();
}

void GaitPipeline::reset() {
    auto fresh = create(params_);
    if (fresh) *this = std::move(*fresh);
}

void GaitPipeline::take(const OrientedSample& sample, SessionListener& listener) {
    if (in_seconds(sample.gap_before) > params_.longest_bridge_s && !window_.empty()) {
        look_at_all(listener);
        restart_window();
    }
    if (live_) {
        live_->push(sample, [&](const LiveContact& contact) {
            listener.on_live_contact(swaps_sides_ ? exchanged(contact) : contact);
        });
    }
    window_.push_back(sample);
    standing_.see(sample, usual_up_);
    if (auto outcome = calibration_.see(sample)) tell(*std::move(outcome), listener);
    if (++since_look_ >= std::size_t(params_.hop_s * params_.rate.si())) {
        since_look_ = 0;
        learn_mounting();
        // Until the mounting is known, contacts wait for it as long as the window reaches back.
        const double ahead = mounting_.has_angles() ? params_.look_ahead_s : params_.window_s - params_.hop_s;
        look(in_seconds(sample.time) - ahead, listener);
        forget();
    }
}

void GaitPipeline::look_at_all(SessionListener& listener) {
    if (window_.empty()) return;
    learn_mounting();
    look(in_seconds(window_.back().time) + 1.0, listener);
}

// The signals start anew; what was said stays, and so does the memory of sides.
void GaitPipeline::restart_window() {
    window_.clear();
    first_unsaid_ = 0;
    since_look_ = 0;
    contacts_.resize(settled_contacts_);
    next_stride_ = settled_contacts_;
}

void GaitPipeline::look(double until_s, SessionListener& listener) {
    dsp::spread_corrections(window_);
    reader_.read_movement(window_, mounting_.mounting());
    check_lifts();
    reader_.read_contacts();
    settle_contacts(until_s);
    say_turns(until_s, listener);
    say_events(until_s - kEventSpread, listener);
    say_strides(listener);
    say_poses(until_s, listener);
}

void GaitPipeline::learn_mounting() {
    const double rate = params_.rate.si();
    if (!has_mounting_) {
        usual_up_ = mean_up(window_);
        mounting_.start(params_.mounting, usual_up_);
        has_mounting_ = true;
    }
    if (!mounting_.has_seen_heading() && double(window_.size()) >= 5.0 * rate) {
        if (mounting_.report().method == MountingMethod::none) {
            usual_up_ = mean_up(window_);
            mounting_.start(params_.mounting, usual_up_);
        }
        reader_.read_movement(window_, mounting_.mounting());
        mounting_.see_heading(mounting_finder_.find(reader_.signals(), reader_.running()));
    }
    mounting_.see_standing(standing_, rate);
    sides_.set_knows_mounting(mounting_.knows_sides());
    if (live_) live_->set_mounting(mounting_.mounting());
}

void GaitPipeline::calibrate(Duration duration) { calibration_.begin(newest_, duration); }

void GaitPipeline::tell(Calibration calibration, SessionListener& listener) {
    mounting_.tell_angles(calibration_.up(), calibration);
    if (calibration.is_accepted) {
        mounting_.see_calibration(calibration_.up(), calibration);
        mounting_.see_standing(standing_, params_.rate.si());
    }
    listener.on_calibration(swaps_sides_ ? exchanged(calibration) : calibration);
}

void GaitPipeline::mark(const LiftedLeg& lifted) {
    if (lifts_.size() == kRememberedLifts) lifts_.erase(lifts_.begin());
    lifts_.push_back(lifted);
}

// Once the window reaches far enough behind a lift; each counts once.
void GaitPipeline::check_lifts() {
    if (!mounting_.has_angles()) return;
    std::erase_if(lifts_, [&](const LiftedLeg& lifted) {
        if (lifted.time + kLiftSettles > window_.back().time) return false;
        mounting_.see_lift(check_lift(reader_.signals(), lifted));
        sides_.set_knows_mounting(mounting_.knows_sides());
        return true;
    });
}

// Joins what the window shows to what is settled already, decides sides over all of it, and settles what is
// old enough.
void GaitPipeline::settle_contacts(double until_s) {
    contacts_.assign(said_.begin(), said_.end());
    std::vector<Contact>& seen = reader_.contacts();
    sides_.weigh(reader_.signals(), seen);
    for (Contact& contact : seen) {
        if (!contacts_.empty()) {
            const Contact& before = contacts_.back();
            if (contact.time_s < before.time_s + 0.45 * before.step_time_s) continue;
            contact.opens_bout = !continues_bout(before, contact);
            if (!contact.opens_bout) contact.starts_gait = false;
        }
        if (!contact.opens_bout) contact.own_lift_off_s.reset();
        contacts_.push_back(contact);
    }
    sides_.decide(contacts_, !has_forgotten_);
    std::copy(said_.begin(), said_.end(), contacts_.begin());

    for (std::size_t k = settled_contacts_; k < contacts_.size() && contacts_[k].time_s <= until_s; ++k) {
        place_first_lift_off(reader_.signals(), contacts_[k]);
        contacts_[k].confidence = contact_confidence(contacts_, k);
        said_.push_back(contacts_[k]);
        slip_.see(reader_.signals(), contacts_[k]);
        if (live_) live_->learn(contacts_[k]);
        append_events(contacts_[k], events_);
    }
    settled_contacts_ = said_.size();
    std::ranges::sort(events_, {}, &GaitEvent::time);
}

void GaitPipeline::say_turns(double until_s, SessionListener& listener) {
    for (const Turn& turn : reader_.turns()) {
        // A turn that an earlier look has said may show again a little longer.
        if (turn.start < last_turn_end_ || in_seconds(turn.end) > until_s) continue;
        last_turn_end_ = turn.end;
        listener.on_turn(turn);
    }
}

void GaitPipeline::say_events(double until_s, SessionListener& listener) {
    const auto due = std::ranges::find_if(
        events_, [&](const GaitEvent& event) { return in_seconds(event.time) > until_s; });
    std::for_each(events_.begin(), due, [&](const GaitEvent& event) {
        listener.on_event(swaps_sides_ ? exchanged(event) : event);
    });
    events_.erase(events_.begin(), due);
}

void GaitPipeline::say_strides(SessionListener& listener) {
    const std::span<const Contact> settled(said_);
    for (; next_stride_ + 2 < settled.size(); ++next_stride_) {
        auto stride = strides_.build(reader_.signals(), settled, next_stride_, reader_.turns());
        if (!stride) continue;
        if (slip_.slipped_at_s() && in_seconds(stride->end) > *slip_.slipped_at_s()) {
            stride->flaws.add(StrideFlaw::slipped);
        }
        listener.on_stride(swaps_sides_ ? exchanged(*stride) : *stride);
        if (!stride->is_valid()) continue;
        auto course = course_of(reader_.signals(), *stride, strides_.displacement());
        if (!course) continue;
        if (swaps_sides_) course = exchanged(*course);
        waveforms_.add(*course);
        listener.on_course(*course);
    }
    if (const auto slipped = slip_.slipped_at_s(); slipped && !mounting_.report().has_slipped) {
        mounting_.report().has_slipped = true;
        mounting_.report().slipped_at = session_time_from_seconds(*slipped);
    }
}

void GaitPipeline::say_poses(double until_s, SessionListener& listener) {
    const GaitSignals& signals = reader_.signals();
    track_.restart(signals.size());
    const double from_s = first_unsaid_ < window_.size() ? in_seconds(window_[first_unsaid_].time) : until_s;
    for (std::size_t k = 0; k + 2 < contacts_.size(); ++k) {
        const bool is_one_bout = !contacts_[k + 1].opens_bout && !contacts_[k + 2].opens_bout;
        const bool is_due = contacts_[k + 2].time_s > from_s && contacts_[k].time_s < until_s;
        if (!is_one_bout || !is_due || contacts_[k].time_s < signals.start_s) continue;
        const SteadyStretch steady = steady_stretch(signals, contacts_, k, k + 2, reader_.turns());
        displacement_.integrate(signals, signals.row_at(contacts_[k].time_s),
                                signals.row_at(contacts_[k + 2].time_s), steady.first_row, steady.last_row);
        track_.add(displacement_);
    }
    poses_.prepare(signals);
    for (; first_unsaid_ < window_.size() && in_seconds(window_[first_unsaid_].time) <= until_s;
         ++first_unsaid_) {
        const PelvisPose pose = poses_.pose(window_[first_unsaid_], mounting_.mounting(),
                                            mounting_.has_angles(), signals, track_);
        listener.on_pose(swaps_sides_ ? exchanged(pose) : pose);
    }
}

void GaitPipeline::forget() {
    const SessionTime oldest = window_.back().time - duration_from_seconds(params_.window_s);
    const auto kept =
        std::ranges::find_if(window_, [&](const OrientedSample& sample) { return sample.time >= oldest; });
    const std::size_t old = std::min(std::size_t(kept - window_.begin()), first_unsaid_);
    window_.erase(window_.begin(), window_.begin() + std::ptrdiff_t(old));
    first_unsaid_ -= old;
    if (said_.size() > kRememberedContacts) {
        const std::size_t forgotten = std::min(said_.size() - kRememberedContacts, next_stride_);
        said_.erase(said_.begin(), said_.begin() + std::ptrdiff_t(forgotten));
        has_forgotten_ = has_forgotten_ || forgotten > 0;
        next_stride_ -= forgotten;
        settled_contacts_ = said_.size();
    }
}

std::optional<PelvisPose> GaitPipeline::newest_pose() const {
    if (window_.empty() || !mounting_.has_angles()) return std::nullopt;
    const OrientedSample& sample = window_.back();
    const PelvicAngles angles =
        pelvic_angles((sample.earth_from_reading.quaternion() * mounting_.mounting().quaternion().conjugate())
                          .toRotationMatrix());
    PelvisPose pose;
    pose.time = sample.time;
    pose.earth_from_sensor = sample.earth_from_sensor;
    pose.obliquity = Angle::of_si(angles.obliquity);
    pose.tilt = Angle::of_si(angles.tilt);
    pose.is_valid = sample.is_settled && sample.gap_before == Duration::zero();
    return swaps_sides_ ? exchanged(pose) : pose;
}

}  // namespace sacrum::analysis
