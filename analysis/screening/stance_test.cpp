#include "analysis/screening/stance_test.hpp"

namespace sacrum::analysis {

Result<StanceTest> StanceTest::create(Frequency rate) {
    const auto slow = dsp::LowPassCoefficients::create(Frequency::of_si(5.0), rate);
    if (!slow) return tl::unexpected(slow.error());
    return StanceTest(*slow);
}

void StanceTest::begin(std::optional<Side>, SessionTime) { is_standing_ = true; }
void StanceTest::end(SessionTime) { is_standing_ = false; }

void StanceTest::push(const ScreeningMoment& moment, Emit<ScreeningEvent>) {
    const Eigen::Vector3d across = moment.turning - moment.turning.dot(moment.up) * moment.up;
    Eigen::Vector4d values;
    values << moment.acceleration.y(), across;
    const Eigen::Vector4d slow = slow_.push(values);
    if (!is_standing_) return;
    turning_deg_per_s_.add(moment.time, degrees_from_radians(slow.tail<3>().norm()));
    left_.add(moment.time, slow[0]);
}

void StanceTest::finish(const QuietFigures&, Emit<ScreeningEvent>, ScreeningResult& result) {
    if (turning_deg_per_s_.is_empty()) return;
    ScreeningOutcome outcome;
    outcome.measures.push_back({ScreeningMeasureKind::sway_path, turning_deg_per_s_.mean(),
                                ScreeningError{.task = turning_deg_per_s_.standard_error()}});
    outcome.measures.push_back({ScreeningMeasureKind::sway_acceleration, left_.sd(), {}});
    result.both = std::move(outcome);
}

}  // namespace sacrum::analysis
