#include "analysis/screening/screening_session.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "analysis/screening/exercise_plan.hpp"
#include "analysis/screening/hold_test.hpp"
#include "analysis/screening/stance_test.hpp"
#include "analysis/screening/t_balance_test.hpp"
#include "analysis/screening/wall_run_test.hpp"

namespace sacrum::analysis {
namespace {

constexpr Duration kReaction = std::chrono::seconds(1);          // after a phase was called out
constexpr Duration kBeforeEnd = std::chrono::milliseconds(500);  // nobody waits for the last word
constexpr Duration kUnguidedStart = std::chrono::milliseconds(1500);
constexpr Duration kUnguidedStill = std::chrono::seconds(5);
constexpr std::size_t kMostChanges = 64;
// A posture sways slowly: a standing of ten seconds holds about five independent looks at it.
constexpr double kIndependent = 2.0;  // s
// Which way the sensor faces: after a bow on both feet, as even as people bow; without one, as it is put on.
constexpr double kFacingBowed_deg = 1.5, kFacingDeclared_deg = 5.0;

template <class Detector>
Result<std::unique_ptr<ScreeningDetector>> owned(Result<Detector> made) {
    if (!made) return tl::unexpected(made.error());
    return std::make_unique<Detector>(std::move(*made));
}

Result<std::unique_ptr<ScreeningDetector>> detector_of(ScreeningTest test, Frequency rate) {
    switch (test) {
        case ScreeningTest::stance: return owned(StanceTest::create(rate));
        case ScreeningTest::single_leg:
        case ScreeningTest::hands_and_knees: return owned(HoldTest::create(test, rate));
        case ScreeningTest::t_balance: return owned(TBalanceTest::create(rate));
        case ScreeningTest::wall_run: return owned(WallRunTest::create(rate));
    }
    return fail(ErrorKind::usage, "no such test");
}

// In these the pelvis is upright while still, so it is taken as level then.
bool is_upright(ScreeningTest test) {
    return test != ScreeningTest::wall_run && test != ScreeningTest::hands_and_knees;
}

}  // namespace

Result<ScreeningSession> ScreeningSession::create(const Params& params) {
    auto orientation = dsp::OrientationFilter::create({.rate = params.rate});
    if (!orientation) return tl::unexpected(orientation.error());
    auto detector = detector_of(params.test, params.rate);
    if (!detector) return tl::unexpected(detector.error());
    return ScreeningSession(params, std::move(*orientation), std::move(*detector));
}

ScreeningSession::ScreeningSession(const Params& params, dsp::OrientationFilter orientation,
                                   std::unique_ptr<ScreeningDetector> detector)
    : params_(params),
      orientation_(std::move(orientation)),
      detector_(std::move(detector)),
      posture_(params.mounting.pelvis_from_sensor) {
    changes_.reserve(kMostChanges);
    has_marks_ = !params.is_unguided;
}

void ScreeningSession::begin(ScreeningTask task, std::optional<Side> side, std::optional<SessionTime> time) {
    if (!params_.is_unguided && changes_.size() < kMostChanges) changes_.push_back({time, task, side});
}

void ScreeningSession::end(std::optional<SessionTime> time) {
    if (!params_.is_unguided && changes_.size() < kMostChanges) changes_.push_back({time, {}, {}});
}

void ScreeningSession::push(const ImuSample& sample, ScreeningListener& listener) {
    orientation_.push(sample, [&](const OrientedSample& oriented) { take(oriented, listener); });
}

void ScreeningSession::take(const OrientedSample& sample, ScreeningListener& listener) {
    if (params_.is_unguided && !task_) {
        task_ = ScreeningTask::still;
        standing_.begin(sample.time + kUnguidedStart, kUnguidedStill);
        if (params_.test == ScreeningTest::stance) detector_->begin({}, sample.time);
    }
    std::size_t done = 0;
    while (done < changes_.size() && changes_[done].time.value_or(sample.time) <= sample.time)
        change(changes_[done++], sample.time);
    changes_.erase(changes_.begin(), changes_.begin() + std::ptrdiff_t(done));

    if (const auto reference = standing_.see(sample)) see_reference(*reference, listener);
    detector_->push(posture_.moment(sample),
                    [&](const ScreeningEvent& event) { listener.on_screening_event(event); });
    if (params_.is_unguided && params_.test == ScreeningTest::t_balance && !has_bowed_) {
        const auto& balance = static_cast<const TBalanceTest&>(*detector_);
        if (balance.has_lifted()) face_as_bowed();
    }
}

void ScreeningSession::change(const Change& change, SessionTime now) {
    const SessionTime time = change.time.value_or(now);
    leave(time);
    task_ = change.task;
    if (!task_) return;
    const bool is_stance = params_.test == ScreeningTest::stance;
    if (*task_ == ScreeningTask::still) {
        Duration still{};
        for (const ScreeningPhase& phase : phases_of(params_.test))
            if (phase.task == ScreeningTask::still) still = phase.duration;
        standing_.begin(time + kReaction, still - kReaction - kBeforeEnd);
    }
    if (*task_ == ScreeningTask::perform || (is_stance && *task_ == ScreeningTask::still)) {
        detector_->begin(change.side, time);
        is_testing_ = true;
    }
}

void ScreeningSession::leave(SessionTime now) {
    if (is_testing_) detector_->end(now);
    is_testing_ = false;
    if (task_ == ScreeningTask::bow) face_as_bowed();
}

void ScreeningSession::face_as_bowed() {
    const auto forward = static_cast<const TBalanceTest&>(*detector_).forward_by_bow();
    if (!forward || has_bowed_) return;
    has_bowed_ = true;
    posture_.turn_forward(*forward);
}

void ScreeningSession::see_reference(const Calibration& reference, ScreeningListener& listener) {
    reference_ = reference;
    listener.on_reference(reference);
    if (reference.is_accepted) {
        if (is_upright(params_.test)) {
            posture_.level(standing_.up());
        } else {
            posture_.subtract(standing_.up());
        }
    }
    if (!params_.is_unguided || params_.test == ScreeningTest::stance) return;
    task_ = ScreeningTask::perform;
    detector_->begin(params_.side, reference.end);
}

ScreeningResult ScreeningSession::finish(ScreeningListener& listener) {
    orientation_.finish([&](const OrientedSample& oriented) { take(oriented, listener); });
    if (const auto reference = standing_.finish()) see_reference(*reference, listener);
    ScreeningResult result;
    result.test = params_.test;
    result.has_marks = has_marks_;
    if (!reference_) {
        result.remark = "The test ended before the quiet posture was seen; do it again from the start.";
        return result;
    }
    result.reference_start = reference_->start;
    result.reference_end = reference_->end;
    result.reference_sd_deg = reference_->sd_deg;
    if (!reference_->is_accepted) {
        result.remark = std::string("No quiet posture to measure from. ").append(reference_->reason);
        return result;
    }
    const double looks = std::max(1.0, in_seconds(reference_->end - reference_->start) / kIndependent);
    const QuietFigures quiet{
        .error_deg = reference_->sd_deg / std::sqrt(2.0 * looks),  // of one of two angles
        .heading_deg = has_bowed_ ? kFacingBowed_deg : kFacingDeclared_deg};
    detector_->finish(
        quiet, [&](const ScreeningEvent& event) { listener.on_screening_event(event); }, result);
    result.is_valid = result.both || result.sides.left || result.sides.right;
    if (!result.is_valid)
        result.remark = "Nothing of the test was seen after the quiet posture; do it again from the start.";
    result.differences = differences_of(result);
    result.plan = plan_of(result);
    return result;
}

}  // namespace sacrum::analysis
