#include "firmware_bridge/recording/read_recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "firmware_bridge/recording/action_collector.hpp"
#include "proto/config.pb.h"

namespace sacrum::firmware_bridge {
namespace {

class Collector : public SampleListener {
  public:
    Collector(Recording& recording, const RecordingReader& reader) : recording_(recording), reader_(reader) {}
    void on_sample(const ImuSample& sample) override {
        if (recording_.samples.size() == recording_.samples.capacity()) make_room();
        append(recording_.samples, sample);
    }
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
    // For the whole file, if it goes on as it began: too little costs a copy, too much only addresses.
    void make_room() {
        constexpr double kFirst = 4096.0, kSomeMore = 1.05, kMostMore = 100.0;
        const auto size = double(recording_.samples.size());
        const double share = std::max(reader_.share_read(), 1.0 / kMostMore);
        recording_.samples.reserve(std::size_t(std::max(kFirst, kSomeMore * size / share)));
    }

    Recording& recording_;
    const RecordingReader& reader_;
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

// What the device said last counts; session time zero is where the last arrival lies in both times.
RecordingOrigin origin_of(const RecordingReader& reader, const SampleStream& stream) {
    const RecordingHeader& header = *reader.header();
    RecordingOrigin origin;
    origin.address = header.address;
    if (const auto& device = stream.description() ? stream.description() : header.device) {
        origin.device_model = device->model;
        origin.serial_number = device->serial_number;
        origin.firmware = device->firmware;
    }
    if (const auto last = reader.condition().last_time) {
        if (const auto time = stream.session_time_of(*last))
            origin.session_zero = header.start_utc + *last - time->time_since_epoch();
    }
    return origin;
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
    Collector collector(recording, *reader);
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
    recording.origin = origin_of(*reader, stream);
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
