#include "analysis/screening/t_balance_test.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <utility>

#include "analysis/pelvic_angles.hpp"

namespace sacrum::analysis {
namespace {

using Kind = ScreeningMeasureKind;

// Design choices. A level trunk has the pelvis at 70 to 90°, less where the back bends.
constexpr double kFull_deg = 60.0;
constexpr double kAtT_deg = 10.0;   // of the deepest point
constexpr double kLeft_deg = 25.0;  // leaning forward: beyond this something has begun
constexpr double kBack_deg = 20.0;  // and it is over
constexpr double kUpright_deg = 15.0;
constexpr double kUprightTime = 0.5;  // s, of the mean heading
// Of a hinge of some 20°/s near the T, half a per cent by a gyroscope's cross-axis error.
constexpr double kHingeSeen_deg_per_s = 0.1;
constexpr double kBowed_deg = 20.0;            // where the direction of a bow can be told
constexpr std::size_t kMostRepetitions = 200;  // a side; more are counted, not listed

struct Spread {
    double mean = 0.0, standard_error = 0.0;
};
Spread spread(std::span<const double> values) {
    double sum = 0.0, squares = 0.0;
    const double count = double(values.size());
    for (const double value : values) sum += value;
    for (const double value : values) squares += (value - sum / count) * (value - sum / count);
    return {sum / count, count > 1.0 ? std::sqrt(squares / (count - 1.0) / count) : 0.0};
}

}  // namespace

Result<TBalanceTest> TBalanceTest::create(Frequency rate) {
    auto finder = HoldFinder::create({.rate = rate});
    if (!finder) return tl::unexpected(finder.error());
    return TBalanceTest(std::move(*finder));
}

TBalanceTest::TBalanceTest(HoldFinder finder) : finder_(std::move(finder)) {
    for (const Side side : kBothSides) {
        SideState& state = sides_[side];
        state.repetitions.reserve(kMostRepetitions);
        for (auto* values :
             {&state.drop_deg, &state.rotation_deg, &state.depth_deg, &state.turning_deg_per_s})
            values->reserve(kMostRepetitions);
    }
}

void TBalanceTest::begin(std::optional<Side> side, SessionTime) {
    is_open_ = true;
    side_ = side;
    finder_.forget();
    finder_.expect(side);
    if (side) sides_[*side].was_asked = true;
}

// Whoever is down at the end of the phase has not come up in time: no repetition.
void TBalanceTest::end(SessionTime) { is_open_ = false; }

void TBalanceTest::push(const ScreeningMoment& moment, Emit<ScreeningEvent> emit) {
    const double tilt = degrees_from_radians(moment.tilt);
    const double dt = last_ ? in_seconds(moment.time - *last_) : 0.0;
    last_ = moment.time;
    finder_.push(moment, [&](const HoldChange& change) {
        if (change.kind != HoldChange::Kind::lift || !is_open_) return;
        has_lifted_ = true;
        if (!sides_[change.carrying].was_asked) side_ = change.carrying;
        emit({ScreeningEvent::Kind::lift, change.time, change.carrying, 0});
    });
    if (!has_azimuth_) upright_azimuth_ = moment.azimuth;
    has_azimuth_ = true;
    const double turned = std::remainder(moment.azimuth - upright_azimuth_, 2.0 * std::numbers::pi);
    if (!is_down_ && std::abs(tilt) < kUpright_deg)
        upright_azimuth_ += turned * std::min(1.0, dt / kUprightTime);
    // Whichever way the sensor faces.
    if (!has_lifted_ && !side_ && moment.up.z() < std::cos(radians_from_degrees(kBowed_deg)))
        leant_ -= moment.up.head<2>();

    if (!is_down_ && tilt > kLeft_deg) {
        is_down_ = true;
        deepest_ = 0.0;
        bins_ = {};
    }
    if (!is_down_) return;
    if (tilt > deepest_) {
        deepest_ = tilt;
        deepest_at_ = moment.time;
    }
    if (tilt > 0.0) {
        Sums& bin = bins_[std::size_t(std::clamp(tilt, 0.0, kDeepest - 1.0))];
        ++bin.count;
        bin.obliquity += degrees_from_radians(moment.obliquity);
        bin.azimuth += degrees_from_radians(turned);
        bin.turning += degrees_from_radians(std::hypot(moment.turning.x(), moment.turning.z()));
    }
    if (tilt < kBack_deg) end_repetition(emit);
}

void TBalanceTest::end_repetition(Emit<ScreeningEvent> emit) {
    is_down_ = false;
    if (!is_open_ || !side_) return;  // a bow
    SideState& state = sides_[*side_];
    const bool is_full = deepest_ >= kFull_deg;
    int& count = is_full ? state.full : state.partial;
    ++count;
    emit({is_full ? ScreeningEvent::Kind::repetition : ScreeningEvent::Kind::partial_repetition, deepest_at_,
          side_, count});
    if (state.repetitions.size() == kMostRepetitions) return;
    state.repetitions.push_back({deepest_at_, side_, is_full, deepest_});
    if (!is_full) return;
    Sums sums;
    for (int deep = std::max(0, int(deepest_ - kAtT_deg)); deep < kDeepest; ++deep) {
        const Sums& bin = bins_[std::size_t(deep)];
        sums.count += bin.count;
        sums.obliquity += bin.obliquity;
        sums.azimuth += bin.azimuth;
        sums.turning += bin.turning;
    }
    // Counter-clockwise on the left leg brings the free side forward, clockwise on the right one.
    state.drop_deg.push_back(drop_sign(*side_) * sums.obliquity / sums.count);
    state.rotation_deg.push_back(-drop_sign(*side_) * sums.azimuth / sums.count);
    state.turning_deg_per_s.push_back(sums.turning / sums.count);
    state.depth_deg.push_back(deepest_);
}

std::optional<Eigen::Vector2d> TBalanceTest::leant_by_bow() const {
    if (!(leant_.norm() > 0.0)) return std::nullopt;
    return leant_;
}

void TBalanceTest::finish(const QuietFigures& quiet, Emit<ScreeningEvent>, ScreeningResult& result) {
    if (sides_.left.repetitions.empty() && sides_.right.repetitions.empty()) {
        result.remark =
            "The trunk never came forward on one leg, so this is no T balance; is it another test?";
        return;
    }
    for (const Side side : kBothSides) {
        SideState& state = sides_[side];
        if (state.was_asked || state.full + state.partial > 0) result.sides[side] = outcome(state, quiet);
    }
}

ScreeningOutcome TBalanceTest::outcome(SideState& state, const QuietFigures& quiet) const {
    ScreeningOutcome outcome;
    outcome.repetitions = state.repetitions;
    outcome.measures.push_back({Kind::repetitions, double(state.full), {}});
    outcome.measures.push_back({Kind::partial_repetitions, double(state.partial), {}});
    if (state.drop_deg.empty()) {
        outcome.remark = "The pelvis did not come 60° forward, so nothing is said of the T.";
        return outcome;
    }
    const Spread depth = spread(state.depth_deg), drop = spread(state.drop_deg);
    const Spread rotation = spread(state.rotation_deg), turning = spread(state.turning_deg_per_s);
    // What the sensor faces to the side of forward becomes drop when forward points down.
    const double facing = quiet.heading_deg * std::sin(radians_from_degrees(depth.mean));
    outcome.measures.push_back(
        {Kind::depth, depth.mean,
         ScreeningError{.sensor = kSensorErrorAcross_deg, .task = depth.standard_error}});
    outcome.measures.push_back({Kind::drop_at_t, drop.mean,
                                ScreeningError{.sensor = kSensorErrorAcross_deg,
                                               .reference = std::hypot(quiet.error_deg, facing),
                                               .task = drop.standard_error}});
    outcome.measures.push_back(
        {Kind::rotation_at_t, rotation.mean,
         ScreeningError{
             .sensor = kSensorErrorTurned_deg, .reference = facing, .task = rotation.standard_error}});
    outcome.measures.push_back(
        {Kind::steadiness_at_t, turning.mean,
         ScreeningError{.sensor = kHingeSeen_deg_per_s, .task = turning.standard_error}});
    return outcome;
}

}  // namespace sacrum::analysis
