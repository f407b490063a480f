#include "sinks/alerts/osc_message.hpp"

#include <fmt/format.h>
#include <lo/lo.h>

#include <cstdint>
#include <limits>
#include <memory>

#include "sinks/alerts/alert_measure.hpp"

namespace sacrum::sinks {
namespace {

constexpr float kInfinite = std::numeric_limits<float>::infinity();

class OscMessage {
  public:
    explicit OscMessage(std::string path) : path_(std::move(path)) {}
    OscMessage& add(const std::string& text) {
        lo_message_add_string(message_.get(), text.c_str());
        return *this;
    }
    OscMessage& add(double number) {
        lo_message_add_float(message_.get(), float(number));
        return *this;
    }
    OscMessage& add(std::int32_t number) {
        lo_message_add_int32(message_.get(), number);
        return *this;
    }
    [[nodiscard]] std::string datagram() const {
        std::string bytes(lo_message_length(message_.get(), path_.c_str()), '\0');
        std::size_t size = bytes.size();
        lo_message_serialise(message_.get(), path_.c_str(), bytes.data(), &size);
        return bytes;
    }

  private:
    std::string path_;
    std::unique_ptr<void, decltype(&lo_message_free)> message_{lo_message_new(), &lo_message_free};
};

std::string path_of(const proto::LiveMessage& message, const std::string& rest) {
    return message.has_device() ? fmt::format("/sacrum/{}/{}", message.device(), rest) : "/sacrum/" + rest;
}

std::string measure_path(proto::AlertMeasure measure, proto::Side side) {
    std::string path(traits_of(measure).word);
    if (side == proto::LEFT) path += "/left";
    if (side == proto::RIGHT) path += "/right";
    return path;
}

const char* word(proto::Alert::Place place) {
    switch (int(place)) {
        case proto::Alert::WITHIN: return "within";
        case proto::Alert::BELOW: return "below";
        case proto::Alert::ABOVE: return "above";
        default: return "unknown";
    }
}

std::string of_alert(const proto::LiveMessage& message) {
    const proto::Alert& alert = message.alert();
    return OscMessage(path_of(message, "alert/" + measure_path(alert.measure(), alert.side())))
        .add(word(alert.place()))
        .add(alert.has_measured() ? alert.measured() : std::numeric_limits<double>::quiet_NaN())
        .add(alert.has_low() ? alert.low() : -double(kInfinite))
        .add(alert.has_high() ? alert.high() : double(kInfinite))
        .add(std::int32_t(alert.is_signalled()))
        .add(alert.time_s())
        .datagram();
}

void add_baseline(const proto::LiveMessage& message, std::vector<std::string>& datagrams) {
    const proto::Baseline& baseline = message.baseline();
    if (baseline.measures_size() == 0)
        datagrams.push_back(OscMessage(path_of(message, "baseline/none")).add(baseline.reason()).datagram());
    for (const auto& usual : baseline.measures()) {
        datagrams.push_back(
            OscMessage(path_of(message, "baseline/" + measure_path(usual.measure(), usual.side())))
                .add(usual.median())
                .add(usual.detectable())
                .add(std::int32_t(usual.strides()))
                .datagram());
    }
}

}  // namespace

std::vector<std::string> osc_messages(const proto::LiveMessage& message) {
    std::vector<std::string> datagrams;
    if (message.has_alert()) datagrams.push_back(of_alert(message));
    if (message.has_baseline()) add_baseline(message, datagrams);
    if (message.has_feedback()) {
        const proto::FeedbackState& state = message.feedback();
        datagrams.push_back(OscMessage(path_of(message, "feedback"))
                                .add(std::int32_t(state.is_given()))
                                .add(state.planned_fraction())
                                .add(state.time_s())
                                .datagram());
    }
    return datagrams;
}

}  // namespace sacrum::sinks
