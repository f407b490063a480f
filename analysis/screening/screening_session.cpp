#include "analysis/screening/screening_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "analysis/screening/exercise_plan.hpp"
#include "analysis/screening/hold_test.hpp"
#include "analysis/screening/mounting_check.hpp"
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
// Of the sensor, beyond which nobody stands any more; a sacrum slopes by up to 30°.
constexpr double kDown_deg = 50.0;
// Whoever stands again as before has the pelvis within 1 or 2° of where it was.
constexpr double kMoved_deg = 3.0;
constexpr Duration kLastWord =
    std::chrono::milliseconds(1500);  // a recording may end so long before its last phase

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
    last_ = sample.time;
    std::size_t done = 0;
    while (done < changes_.size() && changes_[done].time.value_or(sample.time) <= sample.time)
        change(changes_[done++], sample.time);
    changes_.erase(changes_.begin(), changes_.begin() + std::ptrdiff_t(done));

    if (const auto standing = standing_.see(sample)) see_standing(*standing, listener);
    const ScreeningMoment moment = posture_.moment(sample);
    if (params_.is_unguided && task_ == ScreeningTask::upright &&
        moment.tilt > radians_from_degrees(kDown_deg)) {
        task_ = ScreeningTask::still;
        standing_.begin(sample.time + kReaction, kUnguidedStill);
    }
    return_.see(moment);
    detector_->push(moment, [&](const ScreeningEvent& event) { listener.on_screening_event(event); });
    if (params_.is_unguided && params_.test == ScreeningTest::t_balance && !has_faced_) {
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
    if (*task_ == ScreeningTask::still || *task_ == ScreeningTask::upright) {
        Duration still{};
        for (const ScreeningPhase& phase : phases_of(params_.test))
            if (phase.task == *task_) still = phase.duration;
        standing_.begin(time + kReaction, still - kReaction - kBeforeEnd);
    }
    if (*task_ == ScreeningTask::perform || (is_stance && *task_ == ScreeningTask::still)) {
        detector_->begin(change.side, time);
        is_testing_ = true;
    }
}

void ScreeningSession::leave(SessionTime now) {
    moved_by_ = std::max(moved_by_, return_.end().value_or(0.0));
    if (is_testing_ && params_.test != ScreeningTest::stance) return_.begin(now);
    if (is_testing_) detector_->end(now);
    is_testing_ = false;
    if (task_ == ScreeningTask::bow) face_as_bowed();
}

void ScreeningSession::face_as_bowed() {
    const auto leant = static_cast<const TBalanceTest&>(*detector_).leant_by_bow();
    if (!leant || has_faced_) return;
    has_faced_ = true;
    refusal_ = against_facing(*leant);
    posture_.turn_forward(std::atan2(leant->y(), leant->x()));
}

// From upright to hands and knees the pelvis bent about its left axis.
void ScreeningSession::face_as_aligned() {
    if (!upright_up_) return;
    const Eigen::Vector3d left =
        posture_.up_in_pelvis(standing_.up()).cross(posture_.up_in_pelvis(*upright_up_));
    if (posture_.align(*upright_up_, standing_.up()) < QuietPosture::kLeastBent) return;
    has_faced_ = true;
    refusal_ = against_facing({left.y(), -left.x()});
}

void ScreeningSession::see_upright(const Calibration& upright) {
    if (upright.is_accepted) upright_up_ = standing_.up();
}

void ScreeningSession::see_standing(Calibration standing, ScreeningListener& listener) {
    if (task_ == ScreeningTask::upright) return see_upright(standing);
    const Eigen::Vector3d up = posture_.up_in_pelvis(standing_.up());
    const bool goes_down = params_.test == ScreeningTest::hands_and_knees;
    if (params_.is_unguided && goes_down && !upright_up_ &&
        up.z() > std::cos(radians_from_degrees(kDown_deg))) {
        task_ = ScreeningTask::upright;
        return see_upright(standing);
    }
    // Nobody says when the person is down: the first stillness there will do.
    if (params_.is_unguided && upright_up_ && !standing.is_accepted)
        return standing_.begin(standing.end, kUnguidedStill);
    if (standing.is_accepted) standing.reason = against_quiet(params_.test, up);
    standing.is_accepted = standing.reason.empty();
    reference_ = standing;
    listener.on_reference(standing);
    if (standing.is_accepted) {
        face_as_aligned();
        if (is_upright(params_.test)) {
            posture_.level(standing_.up());
            if (params_.test == ScreeningTest::t_balance) static_cast<TBalanceTest&>(*detector_).forget_bow();
        } else {
            posture_.subtract(standing_.up());
        }
    }
    if (!params_.is_unguided || params_.test == ScreeningTest::stance) return;
    task_ = ScreeningTask::perform;
    detector_->begin(params_.side, standing.end);
}

// What to know of a result that is valid, each a sentence after a space.
std::string ScreeningSession::flags(const ScreeningResult& result) const {
    std::string flags;
    const bool is_cut =
        !changes_.empty() && changes_.back().time && *changes_.back().time > last_ + kLastWord;
    if (is_cut) flags += " The recording ends before the test does, so what came later is missing.";
    if (moved_by_ > radians_from_degrees(kMoved_deg))
        flags += fmt::format(
            " Back in the quiet posture the pelvis was {:.0f}° from where it began: the sensor slipped or "
            "the person "
            "stood otherwise, so angles may be off by as much; see to the strap and do it again.",
            degrees_from_radians(moved_by_));
    if (!params_.is_unguided || params_.side) return flags;
    const bool is_unsure =
        params_.test == ScreeningTest::t_balance || params_.test == ScreeningTest::hands_and_knees;
    if (is_unsure)
        flags +=
            " Nobody called out the phases, and the side is then often mistaken here; say --side, or count "
            "along.";
    if (params_.test == ScreeningTest::single_leg && (!result.sides.left || !result.sides.right))
        flags +=
            fmt::format(" Nobody called out the phases, and only the {} side was found to carry; say --side.",
                        word(result.sides.left ? Side::left : Side::right));
    return flags;
}

ScreeningResult ScreeningSession::finish(ScreeningListener& listener) {
    orientation_.finish([&](const OrientedSample& oriented) { take(oriented, listener); });
    if (const auto standing = standing_.finish()) see_standing(*standing, listener);
    moved_by_ = std::max(moved_by_, return_.end().value_or(0.0));
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
    if (!refusal_.empty()) {
        result.remark = refusal_;
        return result;
    }
    const double looks = std::max(1.0, in_seconds(reference_->end - reference_->start) / kIndependent);
    const QuietFigures quiet{
        .error_deg = reference_->sd_deg / std::sqrt(2.0 * looks),  // of one of two angles
        .heading_deg = has_faced_ ? kFacingBowed_deg : kFacingDeclared_deg,
        .end = reference_->end};
    detector_->finish(
        quiet, [&](const ScreeningEvent& event) { listener.on_screening_event(event); }, result);
    result.is_valid = result.both || result.sides.left || result.sides.right;
    if (!result.is_valid) {
        if (result.remark.empty())
            result.remark =
                "Nothing of the test was seen after the quiet posture; do it again from the start.";
        return result;
    }
    result.remark += flags(result);
    if (result.remark.starts_with(' ')) result.remark.erase(0, 1);
    result.differences = differences_of(result);
    result.plan = plan_of(result);
    return result;
}

}  // namespace sacrum::analysis
