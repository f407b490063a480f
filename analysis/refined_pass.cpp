#include "analysis/refined_pass.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/exchanged_sides.hpp"
#include "analysis/leg_lift.hpp"
#include "analysis/mounting_resolver.hpp"
#include "analysis/report_maker.hpp"
#include "analysis/session_collector.hpp"
#include "analysis/standing_calibration.hpp"
#include "analysis/window_reader.hpp"
#include "dsp/kept_orientation.hpp"
#include "dsp/offline_orientation.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kInView = 20.0;       // s of gait before and behind what is settled
constexpr double kLongestHole = 60.0;  // s without samples that one window reaches across
constexpr double kLongWindow = 150.0;  // s that are worth a look; the links of some sensors tear every second
constexpr double kRoundLift = 10.0;    // s of signals to each side of a lifted leg

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

// Up in the sensor, to some degrees, over all seconds in which it moves: what a body does cancels out within
// a few steps, gravity stays. A sensor that lies on a table for most of a recording does not turn.
Eigen::Vector3d up_in_movement(std::span<const ImuSample> samples, Frequency rate) {
    constexpr double kMoves = 0.3;  // rad/s, mean over a second; standing has a tenth of it, walking twice
    const auto second = std::max<std::int64_t>(1, std::llround(rate.si()));
    Eigen::Vector3d moving = Eigen::Vector3d::Zero(), all = moving, force = moving;
    double turning = 0.0;
    std::int64_t count = 0;
    for (const ImuSample& sample : passing(samples)) {
        force += sample.specific_force.si();
        turning += sample.angular_rate.si().norm();
        if (++count < second) continue;
        all += force;
        if (turning > kMoves * double(second)) moving += force;
        force.setZero();
        turning = 0.0;
        count = 0;
    }
    const Eigen::Vector3d sum = moving.norm() > 0.0 ? moving : all;
    return sum.norm() > 0.0 ? Eigen::Vector3d(sum.normalized()) : Eigen::Vector3d::UnitZ();
}

class RefinedPass {
  public:
    RefinedPass(const Recording& recording, const AnalysisParams& params, const PoseSink& poses)
        : recording_(recording),
          params_(params),
          orientation_({.rate = recording.rate, .uses_magnetometer = params.uses_magnetometer}),
          kept_(recording.samples, orientation_),
          round_lifts_(params.lifted_legs.size()),
          gait_({.rate = recording.rate, .first_side = params.first_side}),
          collector_(session_, poses) {}

    // Empty where the rate is too low for an orientation.
    Session run() {
        if (recording_.samples.empty()) return {};
        learn();
        if (!bias_) return {};
        check_lifts();
        read();
        finish_report();
        return std::move(session_);
    }

  private:
    [[nodiscard]] bool is_long() const;
    [[nodiscard]] bool is_torn_from(const ImuSample& next) const;
    [[nodiscard]] std::size_t room() const;
    void learn();
    void learn_from_window(const Eigen::Vector3d& usual_up);
    void check_lifts();
    void read();
    void settle(double until_s);
    void settle_all();
    void finish_report();

    const Recording& recording_;
    const AnalysisParams& params_;
    Session session_;
    dsp::OrientationParams orientation_;
    dsp::KeptOrientation kept_;  // while learning, for reading

    // What is learned of the mounting, window by window.
    MountingResolver provisional_;
    MountingFinder heading_;
    StandingObserver standing_;
    std::vector<Standing> asked_;
    std::size_t learned_ = 0;  // samples
    Eigen::Vector3d up_in_gait_ = Eigen::Vector3d::Zero();
    std::vector<std::vector<OrientedSample>> round_lifts_;

    MountingResolver mounting_;
    WindowReader gait_;
    SessionCollector collector_;
    std::optional<Eigen::Vector3d> bias_{};  // of the gyroscope at the end, rad/s
    bool is_whole_ = false;                  // the window holds the whole recording
};

// Enough for one look.
bool RefinedPass::is_long() const {
    const auto& window = gait_.window();
    return !window.empty() && in_seconds(window.back().time - window.front().time) > kLongWindow;
}

bool RefinedPass::is_torn_from(const ImuSample& next) const {
    const auto& window = gait_.window();
    return !window.empty() && in_seconds(next.time - window.back().time) > kLongestHole;
}

// Samples of a piece and of what stays in view, so that none is ever there twice.
std::size_t RefinedPass::room() const {
    const double longest_s = in_seconds(dsp::OfflineOrientation::Params{}.piece) + 3.0 * kInView;
    return std::min(recording_.samples.size(), std::size_t(longest_s * recording_.rate.si()));
}

void RefinedPass::learn_from_window(const Eigen::Vector3d& usual_up) {
    const auto& window = gait_.window();
    if (learned_ == 0) provisional_.start(mounting_to_use(recording_, params_), usual_up);
    for (const OrientedSample& sample : window) {
        standing_.see(sample, usual_up);
        if (!sample.is_resting)
            up_in_gait_ += sample.earth_from_sensor.quaternion().conjugate() * Eigen::Vector3d::UnitZ();
        for (Standing& stood : asked_) {
            if (!stood.outcome && learned_ >= stood.after_samples)
                stood.outcome = stood.calibration.see(sample);
        }
        for (std::size_t k = 0; k < round_lifts_.size(); ++k) {
            const double away = in_seconds(sample.time - params_.lifted_legs[k].time);
            if (std::abs(away) < kRoundLift) round_lifts_[k].push_back(sample);
        }
        ++learned_;
    }
    gait_.read_movement(provisional_, is_whole_ ? SignalDetail::everything : SignalDetail::movement);
    heading_.see(gait_.reader().signals(), gait_.reader().running());
    release(std::span(recording_.samples).first(learned_));
}

// How the sensor sits: heading from the gait, level from standing, the last that a person stood for counting
// for the whole recording.
void RefinedPass::learn() {
    const auto declared = mounting_to_use(recording_, params_);
    std::vector<OrientedSample>& window = gait_.window();
    asked_ = standing_in(recording_);
    std::optional<Eigen::Vector3d> usual_up;  // of a recording that takes several looks
    dsp::OfflineOrientation oriented(recording_.samples, {.orientation = orientation_});
    window.reserve(room());
    for (std::size_t seen = 0; seen < recording_.samples.size();) {
        if (is_long() || is_torn_from(recording_.samples[seen])) {
            if (!usual_up) usual_up = up_in_movement(recording_.samples, recording_.rate);
            learn_from_window(*usual_up);
            gait_.restart();
        }
        const auto piece = oriented.next(window);
        if (piece.empty()) return;
        kept_.keep(piece);
        seen += piece.size();
    }
    bias_ = recording_.samples.back().angular_rate.si() - window.back().angular_rate.si();
    is_whole_ = !usual_up.has_value();
    Eigen::Vector3d up =
        usual_up ? *usual_up : mean_up_near(up_in_movement(recording_.samples, recording_.rate), window);
    learn_from_window(up);
    auto heading = heading_.found();
    if (!is_whole_ && up_in_gait_.norm() > 0.0) {
        up = up_in_gait_.normalized();
        mounting_.start(declared, up);
        if (heading) heading->angle = angle_in(mounting_, provisional_, heading->angle);
    } else {
        mounting_.start(declared, up);
    }
    if (!is_whole_) gait_.restart();
    mounting_.see_heading(heading);
    mounting_.see_standing(standing_, recording_.rate.si());
    for (Standing& stood : asked_) {
        if (!stood.outcome) stood.outcome = stood.calibration.finish();
        if (!stood.outcome) continue;
        const Eigen::Vector3d stood_up = stood.calibration.up();
        mounting_.tell_angles(stood_up, *stood.outcome);
        if (stood.outcome->is_accepted) mounting_.see_calibration(stood_up, *stood.outcome);
        session_.report.calibrations.push_back(*stood.outcome);
    }
    mounting_.see_standing(standing_, recording_.rate.si());
}

// Before anything is said of sides: a lift that contradicts takes them from the whole session.
void RefinedPass::check_lifts() {
    if (!mounting_.has_angles()) return;
    GaitSignalBuilder builder({.rate = recording_.rate});
    GaitSignals signals;
    for (std::size_t k = 0; k < round_lifts_.size(); ++k) {
        if (round_lifts_[k].empty()) {
            mounting_.see_lift(SideCheck::unclear);
            continue;
        }
        builder.restart();
        builder.build(round_lifts_[k], mounting_.mounting(), signals);
        mounting_.see_lift(check_lift(signals, params_.lifted_legs[k]));
    }
}

void RefinedPass::settle(double until_s) {
    gait_.read_movement(mounting_);
    gait_.settle(until_s, mounting_, params_.swaps_sides, collector_);
}

void RefinedPass::settle_all() {
    if (!gait_.window().empty()) settle(in_seconds(gait_.window().back().time) + 1.0);
    gait_.restart();
}

void RefinedPass::read() {
    std::vector<OrientedSample>& window = gait_.window();
    for (std::size_t seen = 0; !is_whole_ && seen < recording_.samples.size();) {
        if (is_torn_from(recording_.samples[seen])) settle_all();
        seen += kept_.next(window).size();
        if (!is_long() || seen == recording_.samples.size()) continue;
        const double until_s = in_seconds(window.back().time) - kInView;
        settle(until_s);
        gait_.forget(session_time_from_seconds(until_s - kInView));
        release(std::span(recording_.samples).first(seen));
    }
    settle_all();
}

void RefinedPass::finish_report() {
    SessionReport& report = session_.report;
    report.gyroscope_bias_deg_per_s = degrees_from_radians(bias_->norm());
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

Session analyze_refined(const Recording& recording, const AnalysisParams& params, const PoseSink& poses) {
    return RefinedPass(recording, params, poses).run();
}

}  // namespace sacrum::analysis
