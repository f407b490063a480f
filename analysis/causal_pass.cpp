#include "analysis/causal_pass.hpp"

#include "analysis/gait_pipeline.hpp"
#include "analysis/report_maker.hpp"
#include "analysis/session_collector.hpp"

namespace sacrum::analysis {
Session analyze_causal(const Recording& recording, const AnalysisParams& params, const PoseSink& poses) {
    Session session;
    SessionCollector collector(session, poses);
    auto pipeline = GaitPipeline::create({.rate = recording.rate,
                                          .mounting = mounting_to_use(recording, params),
                                          .swaps_sides = params.swaps_sides,
                                          .first_side = params.first_side,
                                          .uses_magnetometer = params.uses_magnetometer});
    if (pipeline) {
        for (const LiftedLeg& lifted : params.lifted_legs) pipeline->mark(lifted);
        auto request = recording.actions.standing.begin();
        for (std::size_t i = 0; i < recording.samples.size(); ++i) {
            for (; request != recording.actions.standing.end() && request->after_samples <= i; ++request)
                pipeline->calibrate(request->duration);
            pipeline->push(recording.samples[i], collector);
            release_behind(recording.samples, i);
        }
        pipeline->finish(collector);
        session.report.mounting = pipeline->mounting();
        session.report.first_side = pipeline->first_side_check();
        session.report.lifted_leg = pipeline->lifted_leg_check();
        session.report.gyroscope_bias_deg_per_s = in_degrees_per_second(pipeline->gyroscope_bias());
        pipeline->waveforms().write_to(session.report);
    }
    return session;
}

}  // namespace sacrum::analysis
