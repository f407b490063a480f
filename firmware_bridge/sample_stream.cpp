#include "firmware_bridge/sample_stream.hpp"

#include <utility>

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kMostFigures = 8192;

}  // namespace

// Stands between the decoder and the listener for one call.
class SampleStream::Hearing : public DecoderListener {
  public:
    Hearing(SampleStream& stream, SampleListener& listener) : stream_(stream), listener_(listener) {}
    void on_sample(const DeviceSample& sample) override {
        stream_.timer_.push(sample, stream_.decoder_->clock(), *this);
    }
    void on_description(const DeviceDescription& description) override {
        stream_.description_ = description;
        if (description.rate) stream_.timer_.describe_rate(*description.rate, *this);
        listener_.on_description(description);
    }
    void on_battery(const Battery& battery) override { listener_.on_battery(battery); }

    void operator()(const ImuSample& sample) {
        const auto rate = stream_.timer_.rate();
        if (rate && rate != stream_.announced_rate_) {
            stream_.announced_rate_ = rate;
            listener_.on_rate(*rate);
        }
        stream_.count(sample);
        listener_.on_sample(sample);
    }

  private:
    SampleStream& stream_;
    SampleListener& listener_;
};

SampleStream::SampleStream(std::unique_ptr<Decoder> decoder) : decoder_(std::move(decoder)) {
    figures_.reserve(kMostFigures);
}
SampleStream::~SampleStream() = default;

void SampleStream::push(const Arrival& arrival, SampleListener& listener) {
    Hearing hearing(*this, listener);
    decoder_->push(arrival, hearing);
}

void SampleStream::change_link(const LinkChange& change, SampleListener& listener) {
    if (!change.is_up) skip_loss(listener);
}

void SampleStream::skip_loss(SampleListener& listener) {
    Hearing hearing(*this, listener);
    decoder_->restart();
    timer_.lose_link(hearing);
}

void SampleStream::finish(SampleListener& listener) {
    Hearing hearing(*this, listener);
    timer_.finish(hearing);
}

void SampleStream::count(const ImuSample& sample) {
    if (figures_.empty()) figures_.push_back({.start = sample.time});
    while (sample.time >= figures_.back().start + figures_interval_) {
        if (figures_.size() == kMostFigures) {
            for (std::size_t i = 0; i < kMostFigures / 2; ++i) {
                const StretchFigures& a = figures_[2 * i];
                const StretchFigures& b = figures_[2 * i + 1];
                figures_[i] = {a.start, a.samples + b.samples, a.missing + b.missing};
            }
            figures_.resize(kMostFigures / 2);
            figures_interval_ *= 2;
            continue;
        }
        figures_.push_back({.start = figures_.back().start + figures_interval_});
    }
    const std::int64_t missing = timer_.quality().missing_samples;
    ++figures_.back().samples;
    figures_.back().missing += missing - std::exchange(missing_before_, missing);
}

}  // namespace sacrum::firmware_bridge
