#include "analysis/screening/hold_test.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/pelvic_angles.hpp"

namespace sacrum::analysis {
namespace {

constexpr Duration kSettling = std::chrono::seconds(2);          // after the lift
constexpr Duration kGivingWay = std::chrono::milliseconds(300);  // before the end
constexpr Frequency kSlow = Frequency::of_si(5.0);               // of everything that is measured
constexpr Duration kLate = HoldFinder::kLatest;
constexpr std::size_t kMostHolds = 64;  // a side; more are counted, not listed

constexpr double kBent_deg = 40.0;     // nobody leans so far who only stands on one leg
constexpr double kUnloaded = -5.0;     // m/s², half a g less than standing
constexpr double kMostUnloaded = 1.0;  // s in all; a foot put down hard has some hundredths

using Kind = ScreeningMeasureKind;

}  // namespace

Result<HoldTest> HoldTest::create(ScreeningTest test, Frequency rate) {
    // The knees stand as far apart as the feet, but the hands carry too: the pelvis moves half as far.
    const double least = test == ScreeningTest::hands_and_knees ? 0.015 : 0.03;
    auto finder = HoldFinder::create({.rate = rate, .least_shift = least});
    if (!finder) return tl::unexpected(finder.error());
    const auto slow = dsp::LowPassCoefficients::create(kSlow, rate);
    if (!slow) return tl::unexpected(slow.error());
    return HoldTest(test, std::move(*finder), *slow, std::size_t(in_seconds(kLate) * rate.si() * 1.1) + 8);
}

HoldTest::HoldTest(ScreeningTest test, HoldFinder finder, const dsp::LowPassCoefficients& slow,
                   std::size_t rows)
    : test_(test), finder_(std::move(finder)), slow_(slow), rows_(rows) {
    slow_.start(Eigen::Matrix<double, 6, 1>::Zero());
    slow_.reset();
    for (const Side side : kBothSides) sides_[side].holds.reserve(kMostHolds);
}

void HoldTest::begin(std::optional<Side> side, SessionTime time) {
    if (hold_) close(ends_.value_or(time), false);
    has_begun_ = true;
    finder_.forget();
    finder_.expect(side);
    if (side) sides_[*side].was_asked = true;
    ends_.reset();
    is_open_ = true;
}

void HoldTest::end(SessionTime time) { ends_ = time; }

void HoldTest::push(const ScreeningMoment& moment, Emit<ScreeningEvent> emit) {
    if (moment.acceleration.z() < kUnloaded && moment.time - now_ < kGivingWay)
        unloaded_s_ += in_seconds(moment.time - now_);
    now_ = moment.time;
    const Eigen::Vector3d across = moment.turning - moment.turning.dot(moment.up) * moment.up;
    Eigen::Matrix<double, 6, 1> values;
    values << moment.obliquity, moment.tilt, moment.acceleration.y(), across;
    const Eigen::Matrix<double, 6, 1> slow = slow_.push(values);
    if (count_ == rows_.size()) count_until(rows_[oldest_].time);
    rows_[(oldest_ + count_++) % rows_.size()] = {moment.time, degrees_from_radians(slow[0]),
                                                  degrees_from_radians(slow[1]),
                                                  degrees_from_radians(slow.tail<3>().norm()), slow[2]};
    finder_.push(moment, [&](const HoldChange& found) { change(found, emit); });
    count_until(now_ - kLate);
    if (!ends_ || now_ < *ends_ + kLate) return;
    if (hold_) close(*ends_, false);
    is_open_ = false;
}

void HoldTest::change(const HoldChange& found, Emit<ScreeningEvent> emit) {
    if (!has_begun_) {
        shifted_ = found.time;
        finder_.forget();  // the next is looked at by itself: nobody has been asked to lift anything
    }
    const bool is_too_late = ends_ && found.time >= *ends_;
    if (!is_open_ || (is_too_late && !hold_)) return;
    SideState& side = sides_[found.carrying];
    if (found.kind == HoldChange::Kind::lift) {
        hold_ = {.start = found.time, .end = found.time, .side = found.carrying};
        tally_ = {};
        emit({ScreeningEvent::Kind::lift, found.time, found.carrying, int(side.holds.size()) + 1});
        return;
    }
    if (!hold_) return;
    close(is_too_late ? *ends_ : found.time, !is_too_late);
    if (!is_too_late)
        emit({ScreeningEvent::Kind::touch_down, found.time, found.carrying, ++side.touch_downs});
}

// Takes the rows up to there out of the ring, into the hold where they belong to it.
void HoldTest::count_until(SessionTime time) {
    for (; count_ > 0 && rows_[oldest_].time <= time; oldest_ = (oldest_ + 1) % rows_.size(), --count_) {
        const Row& row = rows_[oldest_];
        if (!hold_ || row.time < hold_->start + kSettling) continue;
        if (ends_ && row.time > *ends_ - kGivingWay) continue;
        // On hands and knees the raised leg's side going up is positive: the other way round than a drop.
        const double sign =
            test_ == ScreeningTest::hands_and_knees ? -drop_sign(hold_->side) : drop_sign(hold_->side);
        tally_.drop_deg.add(row.time, sign * row.obliquity_deg);
        tally_.sag_deg.add(row.time, row.tilt_deg);
        tally_.turning_deg_per_s.add(row.time, row.turning_deg_per_s);
        tally_.left.add(row.time, row.left);
    }
}

void HoldTest::close(SessionTime time, bool is_contact) {
    count_until(time - kGivingWay);
    ScreeningHold hold = *std::exchange(hold_, std::nullopt);
    hold.end = std::max(time, hold.start);
    hold.ended_by_contact = is_contact;
    SideState& side = sides_[hold.side];
    if (side.holds.size() < kMostHolds) side.holds.push_back(hold);
    if (hold.end - hold.start <= side.longest_hold) return;
    side.longest_hold = hold.end - hold.start;
    side.longest = tally_;
}

void HoldTest::finish(const QuietFigures& quiet, Emit<ScreeningEvent>, ScreeningResult& result) {
    if (hold_) close(std::min(ends_.value_or(now_), now_), false);
    result.remark = objection();
    if (!result.remark.empty()) return;
    if (test_ == ScreeningTest::single_leg && shifted_ && *shifted_ > quiet.end)
        result.remark =
            "The weight moved from one side to the other after the quiet posture and before the first lift: "
            "if that "
            "posture was on one leg, every drop is measured from it; do it again with both feet down.";
    for (const Side side : kBothSides) {
        if (!sides_[side].was_asked && sides_[side].holds.empty()) continue;
        result.sides[side] = outcome(sides_[side], quiet);
    }
}

std::string_view HoldTest::objection() const {
    if (unloaded_s_ > kMostUnloaded)
        return "The body was without weight again and again, as in a run; is it another test?";
    if (sides_.left.holds.empty() && sides_.right.holds.empty())
        return "The weight never moved onto the side that was asked for: nothing was lifted, it was the "
               "other one each "
               "time, or the sensor sits otherwise than declared (--mount).";
    for (const Side side : kBothSides) {
        const PostureTally& tilt = sides_[side].longest.sag_deg;
        if (test_ == ScreeningTest::single_leg && !tilt.is_empty() && tilt.largest() > kBent_deg)
            return "The trunk came far forward while one leg carried; is it a t-balance?";
    }
    return "";
}

ScreeningOutcome HoldTest::outcome(const SideState& state, const QuietFigures& quiet) const {
    ScreeningOutcome outcome;
    outcome.holds = state.holds;
    if (state.holds.empty()) {
        outcome.remark =
            "No shift of the weight onto this side was seen: was it the other one that was lifted, or did "
            "this leg "
            "carry alone in the quiet posture already?";
        return outcome;
    }
    // 2 % of a shift more or less, and a shock's own length: 0.1 s at each end.
    const ScreeningHold& first = state.holds.front();
    outcome.measures.push_back(
        {Kind::hold, in_seconds(first.end - first.start), ScreeningError{.task = 0.1}});
    outcome.measures.push_back({Kind::touch_downs, double(state.touch_downs), {}});
    const Tally& tally = state.longest;
    if (tally.drop_deg.is_empty()) {
        outcome.remark = "Held for less than three seconds, so no angle is given.";
        return outcome;
    }
    const bool is_prone = test_ == ScreeningTest::hands_and_knees;
    // A sensor that faces to the side of forward takes a share of one angle for the other.
    const auto add_angle = [&](Kind mean, Kind peak, const PostureTally& angle, const PostureTally& other) {
        const double facing = radians_from_degrees(quiet.heading_deg) * other.mean();
        ScreeningError error{.sensor = kSensorError_deg,
                             .reference = std::hypot(quiet.error_deg, facing),
                             .task = angle.standard_error()};
        outcome.measures.push_back({mean, angle.mean(), error});
        error.task = 0.0;  // it is the largest of this very hold
        outcome.measures.push_back({peak, angle.largest(), error});
    };
    add_angle(is_prone ? Kind::rotation_mean : Kind::drop_mean,
              is_prone ? Kind::rotation_peak : Kind::drop_peak, tally.drop_deg, tally.sag_deg);
    if (is_prone) add_angle(Kind::sag_mean, Kind::sag_peak, tally.sag_deg, tally.drop_deg);
    outcome.measures.push_back({Kind::sway_path, tally.turning_deg_per_s.mean(),
                                ScreeningError{.task = tally.turning_deg_per_s.standard_error()}});
    outcome.measures.push_back({Kind::sway_acceleration, tally.left.sd(), {}});
    return outcome;
}

}  // namespace sacrum::analysis
