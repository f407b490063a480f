// Attitude, causal and with the future known, in nanoseconds per sample (item time), over a minute of gait at
// 200 Hz.
#include <benchmark/benchmark.h>

#include <cmath>

#include "tests/dsp/synthetic_motion.hpp"

namespace {

using namespace sacrum;
using namespace sacrum::dsp;

void check(benchmark::State& state, const OrientedSample& last, const synthetic::Motion& motion) {
    if (!(synthetic::inclination_error(last, motion.attitude(in_seconds(last.time))) < 0.5))
        state.SkipWithError("the attitude that was timed is wrong");
}

void orientation_causal(benchmark::State& state) {
    const auto motion = synthetic::gait();
    const auto samples = synthetic::readings(motion);
    auto filter = OrientationFilter::create({.rate = Frequency::of_si(motion.rate_hz)});
    OrientedSample last;
    const auto take = [&last](const OrientedSample& sample) { last = sample; };
    for (auto _ : state) {
        filter->reset();
        for (const ImuSample& sample : samples) filter->push(sample, take);
    }
    check(state, last, motion);
    state.SetItemsProcessed(int64_t(samples.size()) * int64_t(state.iterations()));
}
BENCHMARK(orientation_causal);

void orientation_offline(benchmark::State& state) {
    const auto motion = synthetic::gait();
    const auto samples = synthetic::readings(motion);
    OrientedSample last;
    for (auto _ : state) last = orient_offline(samples, {.rate = Frequency::of_si(motion.rate_hz)}).back();
    check(state, last, motion);
    state.SetItemsProcessed(int64_t(samples.size()) * int64_t(state.iterations()));
}
BENCHMARK(orientation_offline);

}  // namespace
