// One benchmark per stage of the analysis and one for each whole path. Each checks what it timed; items are
// samples, so items_per_second / 200 is the number of 200 Hz devices one core follows.
#include <benchmark/benchmark.h>

#include "analysis/analyze.hpp"
#include "analysis/gait_pipeline.hpp"
#include "dsp/offline_orientation.hpp"
#include "samples/simulate.hpp"
#include "sinks/report/report_message.hpp"

using namespace sacrum;

namespace {

const samples::Simulation& minute_of(GaitMode mode) {
    const auto make = [](GaitMode gait) {
        return *samples::simulate({.mode = gait,
                                   .speed_mps = gait == GaitMode::running ? 3.3 : 1.4,
                                   .duration = std::chrono::seconds(60)},
                                  samples::default_faults());
    };
    static const samples::Simulation running = make(GaitMode::running), walking = make(GaitMode::walking);
    return mode == GaitMode::running ? running : walking;
}

struct Prepared {
    std::vector<OrientedSample> samples;
    analysis::GaitReader reader;
    analysis::GaitSignals signals;  // of no origin: whoever looks sees them for the first time
};

Prepared prepared(GaitMode mode) {
    const Recording& recording = minute_of(mode).recording;
    Prepared ready{dsp::orient_offline(recording.samples, {.rate = recording.rate}),
                   analysis::GaitReader({.signals = {.rate = recording.rate}}),
                   {}};
    ready.reader.read_movement(ready.samples, recording.mounting->pelvis_from_sensor);
    ready.reader.read_contacts();
    ready.signals = ready.reader.signals();
    ready.signals.origin = 0;
    return ready;
}

void per_sample(benchmark::State& state, std::size_t samples) {
    state.SetItemsProcessed(state.iterations() * std::int64_t(samples));
    // Printed with its prefix, as in time_per_sample=12.3ns.
    state.counters["time_per_sample"] = benchmark::Counter(
        double(samples), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["x_real_time"] =
        benchmark::Counter(double(samples) / 200.0, benchmark::Counter::kIsIterationInvariantRate);
}

void gait_signals(benchmark::State& state) {
    const Prepared ready = prepared(GaitMode::running);
    analysis::GaitSignalBuilder builder({.rate = Frequency::of_si(200.0)});
    analysis::GaitSignals signals;
    for (auto _ : state) {
        builder.restart();
        builder.build(ready.samples, minute_of(GaitMode::running).recording.mounting->pelvis_from_sensor,
                      signals);
    }
    if (signals.size() + 2 < ready.samples.size()) state.SkipWithError("signals are missing");
    per_sample(state, ready.samples.size());
}
BENCHMARK(gait_signals);

void running_finder(benchmark::State& state) {
    const Prepared ready = prepared(GaitMode::running);
    analysis::RunningFinder finder({});
    std::vector<analysis::RowRange> running;
    for (auto _ : state) finder.find(ready.signals, running);
    if (running.size() != 1) state.SkipWithError("the run was not found");
    per_sample(state, ready.samples.size());
}
BENCHMARK(running_finder);

void running_contacts(benchmark::State& state) {
    const Prepared ready = prepared(GaitMode::running);
    analysis::RunningContactFinder finder({});
    std::vector<analysis::Contact> contacts;
    for (auto _ : state) {
        contacts.clear();
        finder.find(ready.signals, ready.reader.running(), contacts);
    }
    if (contacts.size() < 140) state.SkipWithError("contacts are missing");
    per_sample(state, ready.samples.size());
}
BENCHMARK(running_contacts);

void walking_contacts(benchmark::State& state) {
    const Prepared ready = prepared(GaitMode::walking);
    analysis::WalkingContactFinder finder({});
    std::vector<analysis::Contact> contacts;
    for (auto _ : state) finder.find(ready.signals, ready.reader.running(), contacts);
    if (contacts.size() < 90) state.SkipWithError("contacts are missing");
    per_sample(state, ready.samples.size());
}
BENCHMARK(walking_contacts);

void side_assignment(benchmark::State& state) {
    Prepared ready = prepared(GaitMode::walking);
    analysis::SideAssigner sides({});
    for (auto _ : state) {
        sides.weigh(ready.reader.signals(), ready.reader.contacts());
        sides.decide(ready.reader.contacts());
    }
    for (const auto& contact : ready.reader.contacts()) {
        if (!contact.side) state.SkipWithError("a side is missing");
    }
    per_sample(state, ready.samples.size());
}
BENCHMARK(side_assignment);

void stride_builder(benchmark::State& state) {
    Prepared ready = prepared(GaitMode::running);
    analysis::SideAssigner sides({});
    sides.weigh(ready.reader.signals(), ready.reader.contacts());
    sides.decide(ready.reader.contacts());
    analysis::StrideBuilder builder({});
    std::size_t strides = 0;
    for (auto _ : state) {
        strides = 0;
        for (std::size_t k = 0; k < ready.reader.contacts().size(); ++k) {
            strides += builder.build(ready.reader.signals(), ready.reader.contacts(), k, {}).has_value();
        }
    }
    if (strides < 140) state.SkipWithError("strides are missing");
    per_sample(state, ready.samples.size());
}
BENCHMARK(stride_builder);

class Silent : public analysis::SessionListener {
  public:
    void on_pose(const PelvisPose&) override {}
    void on_event(const GaitEvent&) override {}
    void on_stride(const Stride& stride) override { strides += stride.is_valid(); }
    void on_turn(const Turn&) override {}
    int strides = 0;
};

// Once warm: after a minute, when the mounting is known.
void causal_pipeline(benchmark::State& state) {
    static const auto simulation =
        *samples::simulate({.mode = GaitMode::running, .speed_mps = 3.3, .duration = std::chrono::minutes(6)},
                           samples::default_faults());
    const Recording& recording = simulation.recording;
    const auto warm = std::size_t(60.0 * recording.rate.si());
    for (auto _ : state) {
        state.PauseTiming();
        auto pipeline =
            analysis::GaitPipeline::create({.rate = recording.rate, .mounting = recording.mounting});
        Silent listener;
        const auto push = [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i) pipeline->push(recording.samples[i], listener);
        };
        push(0, warm);
        state.ResumeTiming();
        push(warm, recording.samples.size());
        if (listener.strides < 720) state.SkipWithError("strides are missing");
    }
    per_sample(state, recording.samples.size() - warm);
}
BENCHMARK(causal_pipeline);

// Of a session of one minute, with making the pipeline and finding the mounting.
void causal_minute(benchmark::State& state) {
    const Recording& recording = minute_of(GaitMode::running).recording;
    for (auto _ : state) {
        auto pipeline =
            analysis::GaitPipeline::create({.rate = recording.rate, .mounting = recording.mounting});
        Silent listener;
        for (const ImuSample& sample : recording.samples) pipeline->push(sample, listener);
        pipeline->finish(listener);
        if (listener.strides < 120) state.SkipWithError("strides are missing");
    }
    per_sample(state, recording.samples.size());
}
BENCHMARK(causal_minute);

void refined_pass(benchmark::State& state) {
    const Recording& recording = minute_of(GaitMode::running).recording;
    for (auto _ : state) {
        const Session session = analysis::analyze(recording, {});
        if (session.report.both.strides_used < 120) state.SkipWithError("strides are missing");
    }
    per_sample(state, recording.samples.size());
}
BENCHMARK(refined_pass);

// An hour from its samples to its report as a message: what bench/python_cost.py compares Python with.
void analyze_hour(benchmark::State& state) {
    static const auto simulation =
        *samples::simulate({.mode = GaitMode::running, .speed_mps = 3.0, .duration = std::chrono::hours(1)},
                           samples::default_faults());
    for (auto _ : state) {
        const Session session = analysis::analyze(simulation.recording, {});
        const auto message = sinks::to_message(session, {});
        if (message.strides_size() < 9000) state.SkipWithError("strides are missing");
    }
    per_sample(state, simulation.recording.samples.size());
}
BENCHMARK(analyze_hour)->Unit(benchmark::kMillisecond);

}  // namespace
