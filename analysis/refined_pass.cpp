#include "analysis/refined_pass.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/exchanged_sides.hpp"
#include "analysis/leg_lift.hpp"
#include "analysis/mounting_resolver.hpp"
#include "analysis/report_maker.hpp"
#include "analysis/session_collector.hpp"
#include "analysis/standing_calibration.hpp"
#include "analysis/window_reader.hpp"
#include "dsp/offline_orientation.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kInView = 20.0;       // s of gait before and behind what is settled
constexpr double kLongestHole = 60.0;  // s without samples that one window reaches across

// A time that a person stood for; what they told is in the outcome.
struct Standing {
    StandingCalibration calibration;
    std::size_t after_samples = 0;
    std::optional<Calibration> outcome{};
};

std::vector<Standing> standing_in(const Recording& recording) {
    std::vector<Standing> all;
    for (const StandingRequest& request : recording.actions.standing) {
        Standing& standing = all.emplace_back();
        const bool is_first = request.after_samples == 0 || request.after_samples > recording.samples.size();
        standing.after_samples = is_first ? 0 : request.after_samples;
        standing.calibration.begin(
            is_first ? std::nullopt : std::optional(recording.samples[request.after_samples - 1].time),
            request.duration);
    }
    return all;
}

// Which way a horizontal direction of one mounting points in another.
double angle_in(const MountingResolver& other, const MountingResolver& mounting, double angle) {
    const Eigen::Vector3d direction(std::cos(angle), std::sin(angle), 0.0);
    const Eigen::Vector3d turned =
        other.mounting().quaternion() * (mounting.mounting().quaternion().conjugate() * direction);
    return std::atan2(turned.y(), turned.x());
}

class RefinedPass {
  public:
    RefinedPass(const Recording& recording, const AnalysisParams& params)
        : recording_(recording),
          params_(params),
          gait_({.rate = recording.rate, .first_side = params.first_side}),
          collector_(session_) {}

    Session run() {
        if (recording_.samples.empty()) return {};
        learn();
        read();
        finish_report();
        return std::move(session_);
    }

  private:
    dsp::OfflineOrientation orientation() const {
        return {recording_.samples,
                {.orientation = {.rate = recording_.rate, .uses_magnetometer = params_.uses_magnetometer}}};
    }
    void learn();
    void read();
    void take_piece();
    void settle(double until_s);
    void settle_all();
    void finish_report();

    const Recording& recording_;
    const AnalysisParams& params_;
    Session session_;
    MountingResolver mounting_;
    WindowReader gait_;
    SessionCollector collector_;
    std::vector<OrientedSample> piece_;  // the newest
    bool is_whole_ = false;              // it holds the recording
    double settled_until_s_ = -1e18;
};

// How the sensor sits: heading from the gait, level from standing, the last that a person stood for counting
// for the whole recording.
void RefinedPass::learn() {
    const auto declared = mounting_to_use(recording_, params_);
    MountingFinder finder;
    StandingObserver standing;
    std::vector<Standing> asked = standing_in(recording_);
    UpObserver up;
    GaitReader reader({.signals = {.rate = recording_.rate}});
    std::size_t seen = 0;
    auto oriented = orientation();
    MountingResolver provisional;
    while (oriented.next(piece_)) {
        for (const OrientedSample& sample : piece_) up.see(sample);
        if (seen == 0) provisional.start(declared, up.up());
        for (const OrientedSample& sample : piece_) {
            standing.see(sample, up.up());
            for (Standing& stood : asked) {
                if (!stood.outcome && seen >= stood.after_samples)
                    stood.outcome = stood.calibration.see(sample);
            }
            ++seen;
        }
        is_whole_ = piece_.size() == recording_.samples.size();
        reader.read_movement(piece_, provisional.mounting());
        finder.see(reader.signals(), reader.running());
        release(std::span(recording_.samples).first(seen));
    }
    mounting_.start(declared, up.up());
    auto heading = finder.found();
    if (heading && !is_whole_) heading->angle = angle_in(mounting_, provisional, heading->angle);
    mounting_.see_heading(heading);
    mounting_.see_standing(standing, recording_.rate.si());
    for (Standing& stood : asked) {
        if (!stood.outcome) stood.outcome = stood.calibration.finish();
        if (!stood.outcome) continue;
        const Eigen::Vector3d stood_up = stood.calibration.up();
        mounting_.tell_angles(stood_up, *stood.outcome);
        if (stood.outcome->is_accepted) mounting_.see_calibration(stood_up, *stood.outcome);
        session_.report.calibrations.push_back(*stood.outcome);
    }
    mounting_.see_standing({}, recording_.rate.si());
}

void RefinedPass::settle(double until_s) {
    gait_.read_movement(mounting_);
    if (mounting_.has_angles()) {
        for (const LiftedLeg& lifted : params_.lifted_legs) {
            const double at = in_seconds(lifted.time);
            if (at > settled_until_s_ && at <= until_s)
                mounting_.see_lift(check_lift(gait_.reader().signals(), lifted));
        }
    }
    gait_.settle(until_s, mounting_, params_.swaps_sides, collector_);
    settled_until_s_ = until_s;
}

void RefinedPass::settle_all() {
    if (!gait_.window().empty()) settle(in_seconds(gait_.window().back().time) + 1.0);
    gait_.restart();
}

void RefinedPass::take_piece() {
    std::vector<OrientedSample>& window = gait_.window();
    if (!window.empty() && in_seconds(piece_.front().time - window.back().time) > kLongestHole) settle_all();
    window.insert(window.end(), piece_.begin(), piece_.end());
}

void RefinedPass::read() {
    session_.poses.reserve(recording_.samples.size());
    if (is_whole_) take_piece();
    // Room for a piece and what stays in view, so that none is ever there twice.
    gait_.window().reserve(std::min(recording_.samples.size(),
                                    piece_.capacity() + std::size_t(3.0 * kInView * recording_.rate.si())));
    auto oriented = orientation();
    for (std::size_t seen = 0; !is_whole_ && oriented.next(piece_);) {
        take_piece();
        seen += piece_.size();
        if (seen == recording_.samples.size()) break;
        const double until_s = in_seconds(piece_.back().time) - kInView;
        settle(until_s);
        gait_.forget(session_time_from_seconds(until_s - kInView));
        release(std::span(recording_.samples).first(seen));
    }
    settle_all();
}

void RefinedPass::finish_report() {
    SessionReport& report = session_.report;
    const Eigen::Vector3d bias =
        recording_.samples.back().angular_rate.si() - piece_.back().angular_rate.si();
    report.gyroscope_bias_deg_per_s = degrees_from_radians(bias.norm());
    report.mounting = mounting_.report();
    report.first_side = gait_.first_side_check();
    report.lifted_leg = mounting_.lifted_leg();
    if (const auto slipped = gait_.slipped_at_s()) {
        report.mounting.has_slipped = true;
        report.mounting.slipped_at = session_time_from_seconds(*slipped);
        // A slip at the end of what was settled shows in what comes after.
        for (Stride& stride : session_.strides)
            if (in_seconds(stride.end) > *slipped) stride.flaws.add(StrideFlaw::slipped);
    }
    if (params_.swaps_sides) {
        for (Calibration& calibration : report.calibrations) calibration = exchanged(calibration);
    }
    gait_.waveforms().write_to(report);
}

}  // namespace

Session analyze_refined(const Recording& recording, const AnalysisParams& params) {
    return RefinedPass(recording, params).run();
}

}  // namespace sacrum::analysis
