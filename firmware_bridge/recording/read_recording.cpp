#include "firmware_bridge/recording/read_recording.hpp"

#include <fmt/format.h>

#include <optional>

#include "firmware_bridge/recording/action_collector.hpp"
#include "proto/config.pb.h"

namespace sacrum::firmware_bridge {
namespace {

class Collector : public SampleListener {
  public:
    explicit Collector(Recording& recording) : recording_(recording) {}
    void on_sample(const ImuSample& sample) override { append(recording_.samples, sample); }
    void on_description(const DeviceDescription&) override {}
    void on_battery(const Battery&) override {}
    void on_rate(Frequency rate) override {
        if (recording_.samples.empty()) {
            recording_.rate = rate;
            return;
        }
        recording_.rate_changes.push_back({recording_.samples.size(), rate});
        recording_.assumptions.push_back(fmt::format(
            "the device changed its rate to {:g} Hz after {:.1f} s; the analysis begins anew there",
            rate.si(), in_seconds(recording_.samples.back().time)));
    }

  private:
    Recording& recording_;
};

// "auto" and nothing: the gait tells.
Result<void> find_mounting(const std::string& configured, const std::string& described,
                           const std::string& file, Recording& recording) {
    if (configured == "auto") return {};
    const std::string& text = configured.empty() ? described : configured;
    if (text.empty()) return {};
    auto mounting = parse_mounting(text);
    if (!mounting && !configured.empty())
        return fail(ErrorKind::input, file + ": " + mounting.error().sentence);
    if (mounting) {
        if (configured.empty()) recording.assumptions.push_back("mounting taken from the device: " + text);
        recording.mounting = std::move(*mounting);
    } else {
        recording.assumptions.push_back("the device states the mounting \"" + text +
                                        "\", which cannot be read; it is found from the gait");
    }
    return {};
}

}  // namespace

void replay_entry(const RecordingEntry& entry, SampleStream& stream, SampleListener& listener) {
    if (const auto* arrival = std::get_if<Arrival>(&entry)) stream.push(*arrival, listener);
    if (const auto* change = std::get_if<LinkChange>(&entry)) stream.change_link(*change, listener);
    if (std::holds_alternative<RecordingLoss>(entry)) stream.skip_loss(listener);
}

Result<Recording> read_recording(const std::filesystem::path& path, const DecoderFactory& make_decoder) {
    const std::string file = path.filename().string();
    auto reader = RecordingReader::open(path);
    if (!reader) return tl::unexpected(reader.error());
    if (!reader->header())
        return fail(ErrorKind::input,
                    file +
                        ": the start of the file is damaged and with it which device was recorded; "
                        "use a copy of the recording");
    const RecordingHeader& header = *reader->header();
    auto decoder = make_decoder(header.protocol);
    if (!decoder) return fail(decoder.error().kind, file + ": " + decoder.error().sentence);

    Recording recording;
    recording.name = path.stem().string();
    Collector collector(recording);
    SampleStream stream(std::move(*decoder));
    ActionCollector actions;
    while (const RecordingEntry* entry = reader->next()) {
        replay_entry(*entry, stream, collector);
        if (const auto* action = std::get_if<PersonAction>(entry))
            actions.take(action->what, stream.session_time_of(action->time), recording.samples.size());
    }
    stream.finish(collector);
    recording.actions = actions.actions();

    const RecordingCondition& condition = reader->condition();
    if (recording.samples.empty())
        return fail(ErrorKind::input, file + ": holds no samples that the protocol " + header.protocol +
                                          " can read" +
                                          (condition.is_whole() ? "" : " (" + condition.findings() + ")") +
                                          "; record the device again, or name its protocol");
    recording.quality = stream.quality();
    if (!condition.is_whole()) recording.assumptions.push_back(condition.findings());
    proto::Configuration configuration;
    const bool is_readable = configuration.ParseFromString(header.configuration);
    const auto& device = stream.description() ? stream.description() : header.device;
    if (auto found = find_mounting(is_readable ? configuration.analysis().mount() : "",
                                   device ? device->mounting : "", file, recording);
        !found)
        return tl::unexpected(found.error());
    return recording;
}

}  // namespace sacrum::firmware_bridge
