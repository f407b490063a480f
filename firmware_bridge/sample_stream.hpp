// From arrivals to samples: a decoder and the timing behind it, the same for a live device and for a replay.
// Samples come in order, the rate is known before the first one. Allocates nothing once warm.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "domain/recording.hpp"
#include "firmware_bridge/protocol/decoder.hpp"
#include "firmware_bridge/timing/sample_timer.hpp"

namespace sacrum::firmware_bridge {

class SampleListener {
  public:
    virtual ~SampleListener() = default;
    virtual void on_sample(const ImuSample& sample) = 0;
    virtual void on_description(const DeviceDescription& description) = 0;
    virtual void on_battery(const Battery& battery) = 0;
    // The rate became known, or the device changed it; the samples from here on have it.
    virtual void on_rate(Frequency rate) = 0;
};

// What came in a stretch of session time.
struct StretchFigures {
    SessionTime start{};
    std::int64_t samples = 0;
    std::int64_t missing = 0;
};

class SampleStream {
  public:
    explicit SampleStream(std::unique_ptr<Decoder> decoder);
    SampleStream(SampleStream&&) = default;
    SampleStream& operator=(SampleStream&&) = default;
    ~SampleStream();

    void push(const Arrival& arrival, SampleListener& listener);
    void change_link(const LinkChange& change, SampleListener& listener);
    // Arrivals are missing here: a disk that did not take them.
    void skip_loss(SampleListener& listener);
    // Gives what still waits.
    void finish(SampleListener& listener);

    [[nodiscard]] const RecordingQuality& quality() const { return timer_.quality(); }
    [[nodiscard]] const DecoderCounts& decoder_counts() const { return decoder_->counts(); }
    [[nodiscard]] const SampleTimer& timer() const { return timer_; }
    [[nodiscard]] std::optional<Frequency> rate() const { return timer_.rate(); }
    [[nodiscard]] std::optional<SessionTime> session_time_of(ArrivalTime arrival) const {
        return timer_.session_time_of(arrival);
    }
    [[nodiscard]] const std::optional<DeviceDescription>& description() const { return description_; }

    // Rate and loss over the session: one entry a second, in long sessions one every 2, 4, … seconds (at most
    // 8192 entries). The last one is not complete.
    [[nodiscard]] const std::vector<StretchFigures>& figures() const { return figures_; }
    [[nodiscard]] Duration figures_interval() const { return figures_interval_; }

  private:
    class Hearing;
    void count(const ImuSample& sample);

    std::unique_ptr<Decoder> decoder_;
    SampleTimer timer_;
    std::optional<DeviceDescription> description_;
    std::optional<Frequency> announced_rate_;
    std::int64_t missing_before_ = 0;
    std::vector<StretchFigures> figures_;
    Duration figures_interval_ = std::chrono::seconds(1);
};

}  // namespace sacrum::firmware_bridge
