#include "app/screening_follower.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "analysis/screening/screening_session.hpp"
#include "firmware_bridge/protocol/detect_protocol.hpp"
#include "firmware_bridge/recording/read_recording.hpp"
#include "sinks/report/gait_message.hpp"
#include "sinks/report/screening_message.hpp"

namespace sacrum::app {
namespace {

using SayScreening = std::function<void(const proto::ScreeningMessage&)>;

const char* word(analysis::ScreeningEvent::Kind kind) {
    using enum analysis::ScreeningEvent::Kind;
    switch (kind) {
        case lift: return "lift";
        case touch_down: return "touch_down";
        case repetition: return "repetition";
        case partial_repetition: return "partial_repetition";
        case step: return "step";
    }
    return "";
}

class Teller final : public analysis::ScreeningListener {
  public:
    explicit Teller(SayScreening say) : say_(std::move(say)) {}

    void on_screening_event(const analysis::ScreeningEvent& event) override {
        proto::ScreeningMessage message;
        auto& out = *message.mutable_event();
        out.set_kind(word(event.kind));
        out.set_time_s(sinks::seconds(event.time));
        out.set_side(sinks::to_message(event.side));
        out.set_count(std::uint32_t(event.count));
        say_(message);
    }
    void on_reference(const Calibration& reference) override {
        proto::ScreeningMessage message;
        auto& out = *message.mutable_reference();
        out.set_is_accepted(reference.is_accepted);
        out.set_reason(std::string(reference.reason));
        out.set_sd_deg(sinks::to_millionth(reference.sd_deg));
        say_(message);
    }
    void tell(const ScreeningResult& result) {
        proto::ScreeningMessage message;
        *message.mutable_result() = sinks::to_message(result);
        say_(message);
    }
    void say(const proto::ScreeningMessage& message) { say_(message); }

  private:
    SayScreening say_;
};

Error no_mounting() {
    return {ErrorKind::usage,
            "how the sensor sits is not known: neither the device nor the recording says it; give it, as in "
            "--mount up=+x,left=+y"};
}

class Follower final : public FollowedDevice, private firmware_bridge::SampleListener {
  public:
    Follower(ScreeningSettings settings, ScreeningEars ears,
             std::unique_ptr<firmware_bridge::Decoder> decoder)
        : settings_(std::move(settings)),
          ears_(std::move(ears)),
          teller_(ears_.say),
          stream_(std::move(decoder)) {}

    void take(const firmware_bridge::RecordingEntry& entry) override {
        firmware_bridge::replay_entry(entry, stream_, *this);
        if (const auto* action = std::get_if<firmware_bridge::PersonAction>(&entry)) act(*action);
        if (std::holds_alternative<firmware_bridge::RecordingEnd>(entry)) finish();
    }
    [[nodiscard]] const firmware_bridge::SampleStream& stream() const override { return stream_; }

  private:
    struct Phase {
        std::optional<NamedPhase> named{};  // empty: the end
        std::optional<SessionTime> start{};
    };

    void act(const firmware_bridge::PersonAction& action) {
        const auto time = stream_.session_time_of(action.time);
        if (action.what.has_end_stage()) {
            phase_name_.clear();
            begin({.named = {}, .start = time});
        }
        if (!action.what.has_begin_stage()) return;
        const proto::BeginStage& stage = action.what.begin_stage();
        const auto named = phase_of_stage(stage.name());
        if (!named || named->test != settings_.test) return;
        begin({.named = named, .start = time});
        say_phase(stage);
        phase_start_ = time;
        phase_length_s_ = stage.has_duration_s() ? stage.duration_s() : 0.0;
        left_s_ = -1;
    }

    // The order of the phases tells two of one name apart.
    void say_phase(const proto::BeginStage& stage) {
        proto::ScreeningMessage message;
        auto& out = *message.mutable_phase();
        phase_name_ = stage.name().substr(stage.name().find(": ") + 2);
        out.set_phase(phase_name_);
        const auto phases = phases_of(settings_.test);
        for (; next_phase_ < phases.size(); ++next_phase_) {
            if (stage_name(settings_.test, phases[next_phase_]) != stage.name()) continue;
            out.set_instruction(std::string(phases[next_phase_++].instruction));
            break;
        }
        if (stage.has_duration_s()) out.set_duration_s(stage.duration_s());
        teller_.say(message);
    }

    void begin(const Phase& phase) {
        if (!session_) {
            before_.push_back(phase);
        } else if (phase.named) {
            session_->begin(phase.named->task, phase.named->side, phase.start);
        } else {
            session_->end(phase.start);
        }
    }

    void on_sample(const ImuSample& sample) override {
        if (!session_) return;
        if (!phase_start_) phase_start_ = sample.time;
        say_tick(sample.time);
        session_->push(sample, teller_);
    }

    void say_tick(SessionTime now) {
        if (phase_name_.empty() || phase_length_s_ <= 0.0) return;
        const int left = int(std::ceil(phase_length_s_ - in_seconds(now - *phase_start_)));
        if (left == left_s_ || left < 0) return;
        left_s_ = left;
        proto::ScreeningMessage message;
        message.mutable_tick()->set_phase(phase_name_);
        message.mutable_tick()->set_left_s(std::uint32_t(left));
        teller_.say(message);
    }

    void on_description(const firmware_bridge::DeviceDescription& description) override {
        described_ = description.mounting;
    }
    void on_battery(const firmware_bridge::Battery&) override {}

    void on_rate(Frequency rate) override {
        if (session_) {
            fault_ = Error{ErrorKind::input, "the device changed its rate during the test; do it again"};
            return;
        }
        auto mounting = settings_.mounting;
        if (!mounting && !described_.empty()) {
            if (auto described = parse_mounting(described_)) mounting = std::move(*described);
        }
        if (!mounting) {
            fault_ = no_mounting();
            return;
        }
        auto session = analysis::ScreeningSession::create({.test = settings_.test,
                                                           .rate = rate,
                                                           .mounting = *mounting,
                                                           .is_unguided = settings_.is_unguided,
                                                           .side = settings_.side});
        if (!session) {
            fault_ = session.error();
            return;
        }
        session_.emplace(std::move(*session));
        for (const Phase& phase : std::exchange(before_, {})) begin(phase);
    }

    void finish() {
        stream_.finish(*this);
        if (fault_) return ears_.end(tl::unexpected(*fault_));
        if (!session_)
            return ears_.end(fail(ErrorKind::input, "the sensor sent no samples; see to it and do it again"));
        const ScreeningResult result = session_->finish(teller_);
        teller_.tell(result);
        ears_.end(result);
    }

    ScreeningSettings settings_;
    ScreeningEars ears_;
    Teller teller_;
    firmware_bridge::SampleStream stream_;
    std::optional<analysis::ScreeningSession> session_{};
    std::vector<Phase> before_;  // phases before the rate was known
    std::string described_;
    std::optional<Error> fault_{};
    std::string phase_name_;
    std::size_t next_phase_ = 0;
    std::optional<SessionTime> phase_start_{};
    double phase_length_s_ = 0.0;
    int left_s_ = -1;
};

}  // namespace

Result<std::unique_ptr<FollowedDevice>> follow_screening(const ScreeningSettings& settings,
                                                         ScreeningEars ears) {
    auto decoder = firmware_bridge::make_decoder(settings.protocol);
    if (!decoder) return tl::unexpected(decoder.error());
    return std::make_unique<Follower>(settings, std::move(ears), std::move(*decoder));
}

Result<ScreeningResult> screen_recording(const Recording& recording, const ScreeningSettings& settings,
                                         const SayScreening& say) {
    const auto& mounting = settings.mounting ? settings.mounting : recording.mounting;
    if (!mounting) return tl::unexpected(no_mounting());
    auto session = analysis::ScreeningSession::create({.test = settings.test,
                                                       .rate = recording.rate,
                                                       .mounting = *mounting,
                                                       .is_unguided = true,
                                                       .side = settings.side});
    if (!session) return tl::unexpected(session.error());
    Teller teller(say);
    for (const ImuSample& sample : recording.samples) session->push(sample, teller);
    ScreeningResult result = session->finish(teller);
    teller.tell(result);
    return result;
}

}  // namespace sacrum::app
