#include "analysis/screening/wall_run_test.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "analysis/pelvic_angles.hpp"
#include "analysis/screening/posture_tally.hpp"

namespace sacrum::analysis {
namespace {

using Kind = ScreeningMeasureKind;

constexpr Frequency kSlow = Frequency::of_si(8.0);
constexpr double kUnloaded_g = 0.7,
                 kLoaded_g = 1.2;  // no run is without both; standing and shifting have neither
constexpr Duration kStanding = std::chrono::seconds(1);  // no step of a run takes so long
constexpr Duration kEarly = std::chrono::milliseconds(100);
constexpr double kPause = 1.6;  // times the usual step time: a foot was left out
constexpr std::size_t kMostSteps = 1000;
constexpr double kLeastSteps = 5;  // a side, before a drop is given

double usual_time(std::span<const double> times) {
    std::vector<double> sorted(times.begin(), times.end());
    std::nth_element(sorted.begin(), sorted.begin() + std::ptrdiff_t(sorted.size() / 2), sorted.end());
    return sorted[sorted.size() / 2];
}

}  // namespace

Result<WallRunTest> WallRunTest::create(Frequency rate) {
    const auto slow = dsp::LowPassCoefficients::create(kSlow, rate);
    if (!slow) return tl::unexpected(slow.error());
    return WallRunTest(*slow);
}

WallRunTest::WallRunTest(const dsp::LowPassCoefficients& slow) : slow_(slow) { steps_.reserve(kMostSteps); }

void WallRunTest::begin(std::optional<Side>, SessionTime) { is_open_ = true; }
void WallRunTest::end(SessionTime) { is_open_ = false; }

void WallRunTest::push(const ScreeningMoment& moment, Emit<ScreeningEvent> emit) {
    const double force = 1.0 + slow_.push(moment.acceleration.z()) / kStandardGravity;
    if (force >= 1.0 && force_ < 1.0) rose_at_ = moment.time;
    force_ = force;
    if (force < kUnloaded_g) {
        is_armed_ = is_open_;
        is_pushing_ = false;
    }
    const bool is_loaded = force > kLoaded_g;
    // Who has stood pushes off; that is no landing.
    if (is_loaded && (!loaded_at_ || moment.time - *loaded_at_ > kStanding)) is_armed_ = false;
    if (is_loaded) loaded_at_ = moment.time;
    if (is_armed_ && is_loaded && steps_.size() < kMostSteps) {
        is_armed_ = false;
        is_pushing_ = true;
        steps_.push_back({.time = rose_at_});
        emit({ScreeningEvent::Kind::step, rose_at_, std::nullopt, int(steps_.size())});
    }
    if (!is_pushing_ || force < 1.0) return;
    Step& step = steps_.back();
    const double obliquity = degrees_from_radians(moment.obliquity);
    step.most_right = std::max(step.most_right, obliquity);
    step.most_left = std::max(step.most_left, -obliquity);
    if (moment.time - step.time > kEarly) return;
    step.early += obliquity;
    ++step.early_count;
}

void WallRunTest::finish(const QuietFigures& quiet, Emit<ScreeningEvent>, ScreeningResult& result) {
    ScreeningOutcome both;
    both.measures.push_back({Kind::steps, double(steps_.size()), {}});
    if (steps_.size() < 4) {
        result.remark = "No run on the spot was seen: between its steps the body is nearly without weight.";
        return;
    }
    std::vector<double> times;
    for (std::size_t k = 1; k < steps_.size(); ++k)
        times.push_back(in_seconds(steps_[k].time - steps_[k - 1].time));
    const double usual = usual_time(times);
    steps_.front().opens_run = true;
    for (std::size_t k = 1; k < steps_.size(); ++k) steps_[k].opens_run = times[k - 1] > kPause * usual;
    double stepped = 0.0, count = 0.0;
    for (std::size_t k = 1; k < steps_.size(); ++k) {
        if (steps_[k].opens_run) continue;
        stepped += times[k - 1];
        ++count;
    }
    if (count > 0.0) both.measures.push_back({Kind::cadence, 60.0 * count / stepped, {}});

    Sided<PostureTally> drops;
    Sided<double> counts, squares;
    for (std::size_t first = 0; first < steps_.size();) {
        std::size_t last = first + 1;
        while (last < steps_.size() && !steps_[last].opens_run) ++last;
        double vote = 0.0;
        for (std::size_t k = first; k < last; ++k)
            vote +=
                ((k - first) % 2 == 0 ? 1.0 : -1.0) * steps_[k].early / std::max(1.0, steps_[k].early_count);
        for (std::size_t k = first; k < last; ++k) {
            const bool is_right = ((k - first) % 2 == 0) == (vote > 0.0);
            const Side side = is_right ? Side::right : Side::left;
            drops[side].add(steps_[k].time, is_right ? steps_[k].most_right : steps_[k].most_left);
            ++counts[side];
        }
        first = last;
    }
    for (const Side side : kBothSides) {
        ScreeningOutcome outcome;
        outcome.measures.push_back({Kind::steps, counts[side], {}});
        if (counts[side] >= kLeastSteps) {
            outcome.measures.push_back({Kind::drop_per_step, drops[side].mean(),
                                        ScreeningError{.sensor = kSensorError_deg,
                                                       .reference = quiet.error_deg,
                                                       .task = drops[side].sd() / std::sqrt(counts[side])}});
        }
        result.sides[side] = std::move(outcome);
    }
    result.both = std::move(both);
}

}  // namespace sacrum::analysis
