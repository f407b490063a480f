#include "app/followed_device.hpp"

#include <optional>
#include <utility>

#include "analysis/gait_pipeline.hpp"
#include "analysis/measurement_error.hpp"
#include "app/course_teller.hpp"
#include "domain/version.hpp"
#include "firmware_bridge/protocol/detect_protocol.hpp"
#include "firmware_bridge/recording/entry_code.hpp"
#include "firmware_bridge/recording/read_recording.hpp"
#include "sinks/alerts/session_feedback.hpp"
#include "sinks/report/gait_message.hpp"

namespace sacrum::app {
namespace {

class Follower final : public FollowedDevice,
                       private firmware_bridge::SampleListener,
                       private analysis::SessionListener,
                       private sinks::FeedbackListener {
  public:
    Follower(FollowSettings settings, Say say, std::unique_ptr<firmware_bridge::Decoder> decoder,
             sinks::SessionFeedback feedback)
        : settings_(std::move(settings)),
          say_(std::move(say)),
          stream_(std::move(decoder)),
          feedback_(std::move(feedback)) {
        if (settings_.device != 0) message_.set_device(settings_.device);
        auto& started = *message_.mutable_started();
        started.set_program_version(kProgramVersion);
        started.set_algorithm_version(kAlgorithmVersion);
        started.set_address(settings_.address);
        started.set_protocol(settings_.protocol);
        *started.mutable_configuration() = settings_.analyze.effective;
        send();
    }

    void take(const firmware_bridge::RecordingEntry& entry) override {
        firmware_bridge::replay_entry(entry, stream_, *this);
        if (const auto* change = std::get_if<firmware_bridge::LinkChange>(&entry)) note_link(*change);
        if (const auto* action = std::get_if<firmware_bridge::PersonAction>(&entry)) act(*action);
        if (const auto* end = std::get_if<firmware_bridge::RecordingEnd>(&entry)) finish(*end);
    }

    [[nodiscard]] const firmware_bridge::SampleStream& stream() const override { return stream_; }

  private:
    void send() {
        say_(message_);
        message_.clear_what();
    }

    void note_link(const firmware_bridge::LinkChange& change) {
        link_losses_ += !change.is_up;
        auto& link = *message_.mutable_link();
        link.set_arrival_s(sinks::seconds(change.time));
        link.set_is_up(change.is_up);
        link.set_reason(change.reason);
        send();
    }

    void act(const firmware_bridge::PersonAction& action) {
        auto& out = *message_.mutable_action();
        if (const auto time = stream_.session_time_of(action.time)) out.set_time_s(sinks::seconds(*time));
        *out.mutable_action() = action.what;
        send();
        feedback_.take(action.what, last_time_, *this);
        if (action.what.has_swap_sides()) swap_sides();
        if (action.what.has_calibrate())
            calibrate(duration_from_seconds(action.what.calibrate().duration_s()));
    }

    void swap_sides() {
        is_swapped_ = !is_swapped_;
        courses_.exchange_sides();
        if (pipeline_) pipeline_->swap_sides();
    }

    void calibrate(Duration duration) {
        if (pipeline_) return pipeline_->calibrate(duration);
        standing_first_ = duration;  // counted from the first sample
    }

    void finish(const firmware_bridge::RecordingEnd& end) {
        stream_.finish(*this);
        if (pipeline_) pipeline_->finish(*this);
        const RecordingQuality& quality = stream_.quality();
        auto& ended = *message_.mutable_ended();
        ended.set_reason(firmware_bridge::to_message(end.reason));
        ended.set_remark(end.remark);
        ended.set_duration_s(sinks::seconds(last_time_ - first_time_));
        ended.set_samples(std::uint32_t(quality.samples));
        ended.set_missing_samples(std::uint32_t(quality.missing_samples));
        ended.set_duplicate_samples(std::uint32_t(quality.duplicate_samples));
        ended.set_damaged_packets(std::uint32_t(stream_.decoder_counts().damaged_packets));
        ended.set_skipped_bytes(std::uint32_t(stream_.decoder_counts().skipped_bytes));
        ended.set_device_restarts(std::uint32_t(stream_.timer().restarts()));
        ended.set_link_losses(link_losses_);
        ended.set_initial_contacts(contacts_);
        ended.set_strides(strides_);
        ended.set_valid_strides(valid_strides_);
        send();
    }

    // ---- what the samples say

    void on_sample(const ImuSample& sample) override {
        if (!has_samples_) first_time_ = sample.time;
        if (sample.gap_before > Duration::zero()) {
            auto& gap = *message_.mutable_gap();
            gap.set_start_s(sinks::seconds(last_time_));
            gap.set_end_s(sinks::seconds(sample.time));
            send();
        }
        has_samples_ = true;
        last_time_ = sample.time;
        feedback_.advance(last_time_, *this);
        if (!pipeline_) return;
        pipeline_->push(sample, *this);
        say_mounting();
        if (settings_.poses_per_s > 0.0) say_pose();
    }

    void say_pose() {
        const auto pose = pipeline_->newest_pose();
        if (!pose || !pose->obliquity || in_seconds(pose->time) < next_pose_s_) return;
        next_pose_s_ = in_seconds(pose->time) + 1.0 / settings_.poses_per_s;
        auto& out = *message_.mutable_pose();
        out.set_time_s(sinks::seconds(pose->time));
        out.set_obliquity_deg(sinks::to_millionth(in_degrees(*pose->obliquity)));
        out.set_is_settled(pose->is_valid);
        send();
    }

    void say_mounting() {
        const MountingReport& report = pipeline_->mounting();
        const MountingShown now{.method = report.method,
                                .agrees = report.agrees_with_gait,
                                .has_slipped = report.has_slipped,
                                .is_levelled = report.standing_sd_deg.has_value(),
                                .calibrated_at = report.calibrated_at};
        if (now == mounting_shown_) return;
        mounting_shown_ = now;
        auto& out = *message_.mutable_mounting();
        out.set_is_known(report.method != MountingMethod::none);
        out.set_method(word(report.method));
        out.set_agrees_with_gait(report.agrees_with_gait);
        out.set_has_slipped(report.has_slipped);
        if (report.slipped_at) out.set_slipped_at_s(sinks::seconds(*report.slipped_at));
        if (report.standing_sd_deg) out.set_standing_sd_deg(sinks::to_millionth(*report.standing_sd_deg));
        send();
    }

    void on_description(const firmware_bridge::DeviceDescription& description) override {
        if (described_ == description) return;  // said every few seconds
        described_ = description;
        *message_.mutable_described() = firmware_bridge::to_message(description);
        send();
    }

    void on_battery(const firmware_bridge::Battery& battery) override {
        auto& out = *message_.mutable_battery();
        out.set_fraction(sinks::to_millionth(battery.fraction));
        out.set_is_charging(battery.is_charging);
        send();
    }

    // A device that changes its rate begins a new analysis: filters and windows are made for one rate.
    void on_rate(Frequency rate) override {
        message_.mutable_rate()->set_rate_hz(sinks::to_millionth(rate.si()));
        send();
        if (!settings_.measures) return;
        if (pipeline_) pipeline_->finish(*this);
        const analysis::AnalysisParams& wanted = settings_.analyze.analysis;
        // The person saw the first contact of the session, not that after a change of rate.
        const auto first_side = has_samples_ ? std::nullopt : wanted.first_side;
        auto pipeline = analysis::GaitPipeline::create({.rate = rate,
                                                        .mounting = mounting(),
                                                        .swaps_sides = wanted.swaps_sides != is_swapped_,
                                                        .first_side = first_side,
                                                        .uses_magnetometer = wanted.uses_magnetometer});
        pipeline_.reset();
        if (!pipeline) return;  // a rate at which no gait can be followed; the samples still count
        pipeline_.emplace(std::move(*pipeline));
        for (const LiftedLeg& lifted : wanted.lifted_legs) pipeline_->mark(lifted);
        if (const auto duration = std::exchange(standing_first_, std::nullopt))
            pipeline_->calibrate(*duration);
    }

    [[nodiscard]] std::optional<DeclaredMounting> mounting() const {
        const analysis::AnalysisParams& wanted = settings_.analyze.analysis;
        if (wanted.finds_mounting) return std::nullopt;
        if (wanted.mounting || described_.mounting.empty()) return wanted.mounting;
        auto described = parse_mounting(described_.mounting);
        return described ? std::optional(std::move(*described)) : std::nullopt;
    }

    // ---- what the gait says

    void on_pose(const PelvisPose&) override {}
    void on_event(const GaitEvent& event) override {
        contacts_ += event.kind == EventKind::initial_contact;
        *message_.mutable_event() = sinks::to_message(event);
        send();
    }
    void on_stride(const Stride& stride) override {
        ++strides_;
        valid_strides_ += stride.is_valid();
        *message_.mutable_stride() = sinks::to_message(stride);
        send();
        feedback_.push(stride, last_time_, *this);
    }
    void on_turn(const Turn& turn) override {
        *message_.mutable_turn() = sinks::to_message(turn);
        send();
    }
    void on_live_contact(const LiveContact& contact) override {
        *message_.mutable_contact() = sinks::to_message(contact);
        send();
    }

    void on_course(const StrideCourse& course) override {
        if (!settings_.says_courses) return;
        *message_.mutable_course() = CourseTeller::message_of(course);
        send();
        auto first = courses_.grow(course);
        if (!first) return;
        *message_.mutable_first_courses() = std::move(*first);
        send();
    }
    void on_calibration(const Calibration& calibration) override {
        *message_.mutable_calibration() = sinks::to_message(calibration);
        send();
        if (calibration.is_accepted)
            feedback_.forget("level was set anew, and drop is measured from it; set the baseline again",
                             *this);
    }

    // What makes a change of the mounting worth a word.
    struct MountingShown {
        MountingMethod method = MountingMethod::none;
        bool agrees = true;
        bool has_slipped = false;
        bool is_levelled = false;
        std::optional<SessionTime> calibrated_at{};
        bool operator==(const MountingShown&) const = default;
    };

    // ---- what it means for the person

    void on_alert(const proto::Alert& alert) override {
        *message_.mutable_alert() = alert;
        send();
    }
    void on_baseline(const proto::Baseline& baseline) override {
        *message_.mutable_baseline() = baseline;
        send();
    }
    void on_feedback(const proto::FeedbackState& state) override {
        *message_.mutable_feedback() = state;
        send();
    }

    FollowSettings settings_;
    Say say_;
    firmware_bridge::SampleStream stream_;
    std::optional<analysis::GaitPipeline> pipeline_;
    sinks::SessionFeedback feedback_;
    proto::LiveMessage message_;
    firmware_bridge::DeviceDescription described_{};
    CourseTeller courses_;
    MountingShown mounting_shown_{};
    std::optional<Duration> standing_first_{};  // asked for before there was a sample
    bool is_swapped_ = false;                   // during the session
    bool has_samples_ = false;
    SessionTime first_time_{}, last_time_{};
    double next_pose_s_ = -1e9;
    std::uint32_t link_losses_ = 0, contacts_ = 0, strides_ = 0, valid_strides_ = 0;
};

}  // namespace

Result<std::unique_ptr<FollowedDevice>> FollowedDevice::create(const FollowSettings& settings, Say say) {
    auto decoder = firmware_bridge::make_decoder(settings.protocol);
    if (!decoder) return tl::unexpected(decoder.error());
    auto feedback =
        sinks::SessionFeedback::create(settings.analyze.effective.feedback(), analysis::error_within_session);
    if (!feedback) return tl::unexpected(feedback.error());
    return std::make_unique<Follower>(settings, std::move(say), std::move(*decoder), std::move(*feedback));
}

}  // namespace sacrum::app
