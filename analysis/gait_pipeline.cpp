#include "analysis/gait_pipeline.hpp"

#include <algorithm>

#include "analysis/exchanged_sides.hpp"
#include "analysis/leg_lift.hpp"
#include "analysis/pelvic_angles.hpp"

namespace sacrum::analysis {
namespace {

constexpr std::size_t kRememberedLifts = 16;
constexpr Duration kLiftSettles = std::chrono::milliseconds(2500);

}  // namespace

GaitPipeline::GaitPipeline(const Params& params, dsp::OrientationFilter filter)
    : params_(params),
      swaps_sides_(params.swaps_sides),
      orientation_(std::move(filter)),
      gait_({.rate = params.rate,
             .first_side = params.first_side,
             .longest_window_s = params.window_s + params.hop_s + 1.0}) {
    mounting_finder_.find(gait_.reader().signals(), gait_.reader().running());  // so that it has its size
    if (auto live = LiveContactFinder::create({.rate = params.rate})) live_ = std::move(*live);
    lifts_.reserve(kRememberedLifts);
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
}

void GaitPipeline::reset() {
    auto fresh = create(params_);
    if (fresh) *this = std::move(*fresh);
}

void GaitPipeline::take(const OrientedSample& sample, SessionListener& listener) {
    std::vector<OrientedSample>& window = gait_.window();
    if (in_seconds(sample.gap_before) > params_.longest_bridge_s && !window.empty()) look_at_all(listener);
    if (live_) {
        live_->push(sample, [&](const LiveContact& contact) {
            listener.on_live_contact(swaps_sides_ ? exchanged(contact) : contact);
        });
    }
    window.push_back(sample);
    rested_.see(sample);
    if (auto outcome = calibration_.see(sample)) tell(*std::move(outcome), listener);
    if (++since_look_ >= std::size_t(params_.hop_s * params_.rate.si())) {
        since_look_ = 0;
        learn_mounting();
        // Until the mounting is known, contacts wait for it as long as the window reaches back.
        const double ahead = mounting_.has_angles() ? params_.look_ahead_s : params_.window_s - params_.hop_s;
        look(in_seconds(sample.time) - ahead, listener);
        gait_.forget(sample.time - duration_from_seconds(params_.window_s));
    }
}

// Says what the window still holds and starts it anew.
void GaitPipeline::look_at_all(SessionListener& listener) {
    if (!gait_.window().empty()) {
        learn_mounting();
        look(in_seconds(gait_.window().back().time) + 1.0, listener);
    }
    gait_.restart();
    since_look_ = 0;
}

void GaitPipeline::look(double until_s, SessionListener& listener) {
    gait_.read_movement(mounting_);
    gait_.correct(until_s);
    check_lifts();
    gait_.settle(until_s, mounting_, swaps_sides_, listener);
    if (live_) {
        for (const Contact& contact : gait_.newly_settled()) live_->learn(contact);
    }
    if (const auto slipped = gait_.slipped_at_s(); slipped && !mounting_.report().has_slipped) {
        mounting_.report().has_slipped = true;
        mounting_.report().slipped_at = session_time_from_seconds(*slipped);
    }
}

void GaitPipeline::learn_mounting() {
    const double rate = params_.rate.si();
    const std::vector<OrientedSample>& window = gait_.window();
    if (!has_mounting_) {
        usual_up_ = mean_up(window);
        mounting_.start(params_.mounting, usual_up_);
        has_mounting_ = true;
    }
    if (!mounting_.has_seen_heading() && double(window.size()) >= 5.0 * rate) {
        const auto worn_up = [&] {
            return mean_up_near(mean_up(std::span(window).last(std::size_t(5.0 * rate))), window);
        };
        if (mounting_.report().method == MountingMethod::none) {
            usual_up_ = worn_up();
            mounting_.start(params_.mounting, usual_up_);
        }
        gait_.read_movement(mounting_);
        const auto found = mounting_finder_.find(gait_.reader().signals(), gait_.reader().running());
        if (found) {
            usual_up_ = worn_up();
            mounting_.see_up(usual_up_);
        }
        mounting_.see_heading(found);
    }
    mounting_.see_standing(rested_.near(usual_up_), rate);
    if (live_) live_->set_mounting(mounting_.mounting());
}

void GaitPipeline::calibrate(Duration duration) { calibration_.begin(newest_, duration); }

void GaitPipeline::tell(Calibration calibration, SessionListener& listener) {
    mounting_.tell_angles(calibration_.up(), calibration);
    if (calibration.is_accepted) {
        mounting_.see_calibration(calibration_.up(), calibration);
        mounting_.see_standing(rested_.near(usual_up_), params_.rate.si());
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
        if (lifted.time + kLiftSettles > gait_.window().back().time) return false;
        mounting_.see_lift(check_lift(gait_.reader().signals(), lifted));
        return true;
    });
}

std::optional<PelvisPose> GaitPipeline::newest_pose() const {
    if (gait_.window().empty() || !mounting_.has_angles()) return std::nullopt;
    const OrientedSample& sample = gait_.window().back();
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
