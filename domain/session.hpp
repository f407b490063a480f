// Everything an analysis says about one recording: the stream it produced and the report it ends in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/calibration.hpp"
#include "domain/gait_event.hpp"
#include "domain/live_contact.hpp"
#include "domain/long_vector.hpp"
#include "domain/metric.hpp"
#include "domain/pelvis_pose.hpp"
#include "domain/recording.hpp"
#include "domain/session_actions.hpp"
#include "domain/side.hpp"
#include "domain/stride.hpp"

namespace sacrum {

enum class Pass { causal, refined };
constexpr const char* word(Pass pass) { return pass == Pass::causal ? "causal" : "refined"; }

struct Interval {
    double low = 0.0;
    double high = 0.0;
};

// Over the valid strides; values in the metric's own unit.
struct MetricSummary {
    std::int64_t strides = 0;
    double median = 0.0;
    double spread = 0.0;          // robust standard deviation between strides: 1.4826 · MAD
    double standard_error = 0.0;  // of the median of all strides of the session: error of the method, and of
                                  // the strides that could not be used
    Interval ci95{};              // from it
    std::optional<double> minimal_detectable_change{};  // to another session; empty: no repeats tell it
    double sampling_error = 0.0;  // of the median as that of the person, of whose strides these are a sample
};

// Theil-Sen slope over the session.
struct Drift {
    double per_ten_minutes = 0.0;
    Interval ci95{};
    [[nodiscard]] bool is_shown() const { return ci95.low > 0.0 || ci95.high < 0.0; }
};

struct SideSummary {
    std::int64_t strides_used = 0;
    std::int64_t strides_rejected = 0;
    std::array<std::int64_t, kStrideFlawCount> rejected_for{};  // a stride may count under several reasons
    std::array<std::optional<MetricSummary>, kMetricCount> metrics{};
    std::array<std::optional<Drift>, kMetricCount> drift{};
};

// Right minus left of the medians, as of the person: the interval holds the error of the method and that of
// having seen only these strides.
struct Difference {
    double right_minus_left = 0.0;
    Interval ci95{};
};

// Mean and SD between strides at 0, 1, … 100 % of the stride that the side's initial contact opens.
struct Waveform {
    std::int64_t strides = 0;
    std::array<double, 101> mean{};
    std::array<double, 101> sd{};
};

enum class MountingMethod { none, declared, found };
constexpr const char* word(MountingMethod method) {
    switch (method) {
        case MountingMethod::none: return "not known";
        case MountingMethod::declared: return "declared";
        case MountingMethod::found: return "found from the gait";
    }
    return "";
}

// How far the sensor turns for each m/s² of vertical acceleration, in deg, in what is left of a stride above
// the second harmonic of its steps: bone hardly turns there, so it is the sensor on skin and belt.
struct Wobble {
    double obliquity = 0.0;
    double tilt = 0.0;
    double rotation = 0.0;
};

struct MountingReport {
    MountingMethod method = MountingMethod::none;
    std::string declared;  // as written, empty when none
    std::optional<double>
        heading_found_deg{};  // forward axis from the gait relative to the declared one, + to the left
    std::optional<double> heading_sd_deg{};          // its standard error
    std::optional<double> standing_obliquity_deg{};  // removed from obliquity
    std::optional<double> standing_tilt_deg{};
    std::optional<double> standing_sd_deg{};
    std::optional<SessionTime> calibrated_at{};  // a person stood for it; empty: standing was only seen
    bool agrees_with_gait = true;  // false: declared and found differ by more than can be explained
    bool has_slipped = false;
    std::optional<SessionTime> slipped_at{};
    std::optional<Wobble> wobble{};  // empty without strides whose displacement is known
    std::string remark;              // one sentence, empty when there is nothing to say
};

// What became of a word or a sign that a person gave about left and right.
enum class SideCheck { not_given, agrees, unclear, contradicts };
constexpr const char* word(SideCheck check) {
    switch (check) {
        case SideCheck::not_given: return "not given";
        case SideCheck::agrees: return "agrees with the gait";
        case SideCheck::unclear: return "could not be checked";
        case SideCheck::contradicts: return "contradicts the gait";
    }
    return "";
}

enum class Verdict { good, usable, poor };
constexpr const char* word(Verdict verdict) {
    switch (verdict) {
        case Verdict::good: return "good";
        case Verdict::usable: return "usable";
        case Verdict::poor: return "poor";
    }
    return "";
}

// How many samples came in each stretch of the recording, from its start, and how many did not.
struct RateOverTime {
    Duration interval = std::chrono::seconds(1);
    std::vector<std::int64_t> samples;
    std::vector<std::int64_t> missing;
};

// The strides of its gait that began in a stage of the protocol.
struct StageSummary {
    SessionStage stage;
    SessionTime start{};
    SessionTime end{};
    GaitMode main_gait = GaitMode::other;
    Sided<SideSummary> sides;
};

struct SessionReport {
    std::string recording;
    std::string program_version;
    std::string algorithm_version;
    Pass pass = Pass::refined;

    Duration duration{};
    Frequency rate{};
    RecordingQuality quality;
    double loss_fraction = 0.0;
    RateOverTime rate_over_time;
    Verdict verdict = Verdict::good;
    std::vector<std::string> verdict_reasons;          // sentences; empty when good
    std::vector<std::string> assumptions;              // of the import and of the analysis
    std::optional<Duration> settled_after{};           // from the start of the recording
    std::optional<double> gyroscope_bias_deg_per_s{};  // magnitude, at the end

    MountingReport mounting;
    double side_confidence = 0.5;  // of the session: mean over its contacts, the share expected to be right
    bool sides_swapped_by_hand = false;           // in effect: by a setting or during the session
    int side_swaps = 0;                           // during the session
    SideCheck first_side = SideCheck::not_given;  // the side of the first contact, as a person said it
    SideCheck lifted_leg = SideCheck::not_given;  // a marked stance on one leg

    std::vector<GaitBout> bouts;  // walking and running, in order
    std::vector<Turn> turns;
    GaitMode main_gait = GaitMode::other;  // the one that fills most of the time in gait
    std::int64_t contacts = 0;
    bool fits_landing_model = true;
    bool is_timing_verified = true;  // absolute contact times have been shown on real sensors in this gait

    std::vector<SessionNote> notes;
    std::vector<StageSummary> stages;
    std::vector<Calibration> calibrations;

    Sided<SideSummary> sides;
    SideSummary both;  // both sides together; for measures that belong to the whole stride
    std::array<std::optional<Difference>, kMetricCount> differences{};

    Sided<Waveform> obliquity_deg;
    Sided<Waveform> tilt_deg;
    Sided<Waveform> rotation_deg;
    Sided<Waveform> sway_left_mm;
    Sided<Waveform> vertical_mm;
};

struct Session {
    LongVector<PelvisPose> poses;
    std::vector<GaitEvent> events;
    std::vector<Stride> strides;
    std::vector<LiveContact> live_contacts;  // causal pass: what was said at once, for feedback
    SessionReport report;
};

}  // namespace sacrum
