#include "analysis/session_quality.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace sacrum::analysis {
namespace {

constexpr double kNoticeableLoss = 0.01;  // of the samples
constexpr double kHeavyLoss = 0.10;
constexpr double kSideCertain = 0.9;
constexpr std::int64_t kFewStrides =
    20;  // per side: fewer make a median that moves (domain: at least 7, better 20)

// "3.2 %"
std::string percent(double fraction) {
    const auto tenths = std::lround(1000.0 * fraction);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

RateOverTime rate_over_time(const Recording& recording) {
    constexpr std::size_t kMost = 4096;
    RateOverTime over_time;
    if (recording.samples.empty()) return over_time;
    const SessionTime start = recording.samples.front().time;
    const Duration duration = recording.samples.back().time - start;
    while (duration / over_time.interval >= Duration::rep(kMost)) over_time.interval *= 2;
    const auto stretches = std::size_t(duration / over_time.interval) + 1;
    over_time.samples.assign(stretches, 0);
    over_time.missing.assign(stretches, 0);
    for (const ImuSample& sample : passing(recording.samples)) {
        const auto at = std::size_t((sample.time - start) / over_time.interval);
        ++over_time.samples[at];
        // What is missing counts where the hole ends.
        over_time.missing[at] += std::llround(in_seconds(sample.gap_before) * recording.rate.si());
    }
    return over_time;
}

// Turned about the vertical by so little that measures shift (by less than a degree of drop) and sides stand.
bool is_only_askew(const SessionReport& report) {
    constexpr double kAskew = 30.0;  // deg
    const auto& heading = report.mounting.heading_found_deg;
    return heading && std::abs(*heading) < kAskew && report.lifted_leg != SideCheck::contradicts;
}

class Judge {
  public:
    explicit Judge(SessionReport& report) : report_(report) {}
    void find(Verdict verdict, std::string reason) {
        report_.verdict = std::max(report_.verdict, verdict);
        report_.verdict_reasons.push_back(std::move(reason));
    }

  private:
    SessionReport& report_;
};

}  // namespace

void note_quality(const Recording& recording, SessionReport& report) {
    report.quality = recording.quality;
    const auto missing = double(recording.quality.missing_samples + recording.quality.invalid_samples);
    report.loss_fraction = missing / std::max(1.0, missing + double(recording.quality.samples));
    report.rate_over_time = rate_over_time(recording);
}

void judge_quality(SessionReport& report) {
    const RecordingQuality& quality = report.quality;
    report.verdict = Verdict::good;
    Judge judge(report);

    if (report.bouts.empty()) judge.find(Verdict::poor, "no walking or running was found");
    if (report.loss_fraction > kHeavyLoss) {
        judge.find(Verdict::poor, percent(report.loss_fraction) + " of the samples are missing");
    } else if (report.loss_fraction > kNoticeableLoss) {
        judge.find(Verdict::usable, percent(report.loss_fraction) + " of the samples are missing");
    }
    if (quality.reversed_samples > 0) {
        judge.find(Verdict::usable, "time ran backwards at " + std::to_string(quality.reversed_samples) +
                                        " samples, which were left out");
    }
    if (quality.clipped_samples > 0) {
        judge.find(Verdict::usable, "the sensor reached the end of its range at " +
                                        std::to_string(quality.clipped_samples) + " samples");
    }
    if (report.bouts.empty()) return;
    if (report.mounting.has_slipped)
        judge.find(Verdict::poor, "the sensor moved on the body during the session");
    if (!report.mounting.agrees_with_gait)
        judge.find(is_only_askew(report) ? Verdict::usable : Verdict::poor, report.mounting.remark);
    if (report.first_side == SideCheck::contradicts) {
        judge.find(
            Verdict::poor,
            "the first contact was said to be the other foot than the pelvis shows, so sides are not named; "
            "look at the first contact in events.csv and at the mounting");
    }
    if (report.side_confidence < kSideCertain) judge.find(Verdict::poor, "left and right are not certain");
    if (!report.fits_landing_model) {
        judge.find(Verdict::usable,
                   "the landing does not fit the model of running, so contact times are only rough");
    }
    const std::int64_t fewest = std::min(report.sides.left.strides_used, report.sides.right.strides_used);
    if (report.side_confidence >= kSideCertain && fewest < kFewStrides) {
        judge.find(Verdict::usable, "only " + std::to_string(fewest) +
                                        " strides on one side could be used; " + std::to_string(kFewStrides) +
                                        " or more make a steady figure");
    }
}

}  // namespace sacrum::analysis
