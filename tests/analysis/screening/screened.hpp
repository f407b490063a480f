// A made-up person's test through the session, guided along its phases as live, or not at all.
#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <string_view>
#include <vector>

#include "analysis/screening/screening_session.hpp"
#include "samples/performed_test.hpp"

namespace sacrum::analysis {

class ScreeningEvents final : public ScreeningListener {
  public:
    void on_screening_event(const ScreeningEvent& event) override { events.push_back(event); }
    void on_reference(const Calibration& reference) override { references.push_back(reference); }
    std::vector<ScreeningEvent> events;
    std::vector<Calibration> references;
};

struct Screened {
    samples::PerformedTest performed;
    ScreeningEvents heard;
    ScreeningResult result;
};

inline ScreeningResult screen(const Recording& recording, const samples::Performance& truth, double stretch,
                              ScreeningTest test, bool is_unguided, std::optional<Side> side,
                              ScreeningEvents& heard) {
    auto session = ScreeningSession::create({.test = test,
                                             .rate = recording.rate,
                                             .mounting = *recording.mounting,
                                             .is_unguided = is_unguided,
                                             .side = side});
    REQUIRE(session);
    for (const samples::TruePhase& phase : truth.phases)
        session->begin(phase.phase.task, phase.phase.side, session_time_from_seconds(phase.start / stretch));
    session->end(session_time_from_seconds(truth.phases.back().end / stretch));
    for (const ImuSample& sample : recording.samples) session->push(sample, heard);
    return session->finish(heard);
}

inline Screened screened(const samples::PerformerParams& performer,
                         const samples::SensorParams& sensor = samples::default_faults(),
                         bool is_unguided = false, std::optional<Side> side = {}) {
    auto performed = samples::perform_test(performer, sensor);
    REQUIRE(performed);
    Screened all{.performed = std::move(*performed), .heard = {}, .result = {}};
    all.result = screen(all.performed.recording, all.performed.truth, all.performed.stretch, performer.test,
                        is_unguided, side, all.heard);
    return all;
}

inline double measured(const ScreeningResult& result, std::optional<Side> side, ScreeningMeasureKind kind) {
    const auto& outcome = side ? result.sides[*side] : result.both;
    REQUIRE(outcome);
    const ScreeningMeasure* measure = outcome->find(kind);
    INFO(id_of(kind) << " " << outcome->remark);
    REQUIRE(measure);
    return measure->value;
}

// Whether its remark holds these words.
inline bool says(const ScreeningResult& result, std::string_view part) {
    UNSCOPED_INFO(result.remark);
    return result.remark.find(part) != std::string::npos;
}

}  // namespace sacrum::analysis
