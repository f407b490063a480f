#include "analysis/screening/stance_test.hpp"

#include <utility>

namespace sacrum::analysis {

Result<StanceTest> StanceTest::create(Frequency rate) {
    const auto slow = dsp::LowPassCoefficients::create(Frequency::of_si(5.0), rate);
    if (!slow) return tl::unexpected(slow.error());
    auto finder = HoldFinder::create({.rate = rate});
    if (!finder) return tl::unexpected(finder.error());
    return StanceTest(std::move(*finder), *slow);
}

void StanceTest::begin(std::optional<Side>, SessionTime) { is_standing_ = true; }
void StanceTest::end(SessionTime) { is_standing_ = false; }

void StanceTest::push(const ScreeningMoment& moment, Emit<ScreeningEvent>) {
    finder_.push(moment, [&](const HoldChange& change) {
        if (is_standing_) shifted_ = change.time;
    });
    const Eigen::Vector3d across = moment.turning - moment.turning.dot(moment.up) * moment.up;
    Eigen::Vector4d values;
    values << moment.acceleration.y(), across;
    const Eigen::Vector4d slow = slow_.push(values);
    if (!is_standing_) return;
    turning_deg_per_s_.add(moment.time, degrees_from_radians(slow.tail<3>().norm()));
    left_.add(moment.time, slow[0]);
}

void StanceTest::finish(const QuietFigures& quiet, Emit<ScreeningEvent>, ScreeningResult& result) {
    if (turning_deg_per_s_.is_empty()) return;
    // Until the end of the quiet posture its own stillness has been judged.
    if (shifted_ && *shifted_ > quiet.end) {
        result.remark =
            "The weight moved onto one leg, so this is no quiet stance on both; do it again, or is it "
            "another test?";
        return;
    }
    ScreeningOutcome outcome;
    outcome.measures.push_back({ScreeningMeasureKind::sway_path, turning_deg_per_s_.mean(),
                                ScreeningError{.task = turning_deg_per_s_.standard_error()}});
    outcome.measures.push_back({ScreeningMeasureKind::sway_acceleration, left_.sd(), {}});
    result.both = std::move(outcome);
}

}  // namespace sacrum::analysis
