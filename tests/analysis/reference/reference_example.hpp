// A synthetic runner as a session and as the reference that knows the truth, on a clock of its own.
#pragma once

#include "domain/reference.hpp"
#include "tests/support/simulated.hpp"

namespace sacrum::tests {

struct ReferenceExample {
    Session session;
    Reference reference;
};

// Time in the recording = time of the reference + offset.
inline ReferenceExample reference_example(double offset_s,
                                          const samples::RunnerParams& runner = runner_at(3.0, 5, 40)) {
    const auto simulation = simulated(runner);
    ReferenceExample example{analysis::analyze(simulation.recording, {}), {}};
    const Duration offset = duration_from_seconds(offset_s);
    for (const GaitEvent& event : simulation.events)
        example.reference.events.push_back({event.time - offset, event.kind, event.side, std::nullopt});
    for (std::size_t i = 0; i < simulation.poses.size(); i += 2)
        example.reference.poses.push_back({simulation.poses[i].time - offset, simulation.poses[i].obliquity});
    return example;
}

}  // namespace sacrum::tests
