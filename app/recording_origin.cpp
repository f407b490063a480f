#include "app/recording_origin.hpp"

#include "app/recorded_session.hpp"
#include "firmware_bridge/protocol/detect_protocol.hpp"
#include "firmware_bridge/recording/read_recording.hpp"

namespace sacrum::app {
namespace {

// Only the stream's clock and the device's own words are of interest.
class Hearing : public firmware_bridge::SampleListener {
  public:
    void on_sample(const ImuSample&) override {}
    void on_description(const firmware_bridge::DeviceDescription& said) override { device = said; }
    void on_battery(const firmware_bridge::Battery&) override {}
    void on_rate(Frequency) override {}
    std::optional<firmware_bridge::DeviceDescription> device;
};

}  // namespace

Result<sinks::RecordingOrigin> read_recording_origin(const std::filesystem::path& file) {
    if (!is_recording(file)) return sinks::RecordingOrigin{};
    auto reader = firmware_bridge::RecordingReader::open(file);
    if (!reader) return tl::unexpected(reader.error());
    const auto header = reader->header();
    if (!header) return sinks::RecordingOrigin{};
    auto decoder = firmware_bridge::make_decoder(header->protocol);
    if (!decoder) return tl::unexpected(decoder.error());

    firmware_bridge::SampleStream stream(std::move(*decoder));
    Hearing hearing;
    while (const auto* entry = reader->next()) firmware_bridge::replay_entry(*entry, stream, hearing);
    stream.finish(hearing);

    sinks::RecordingOrigin origin;
    origin.address = header->address;
    if (const auto& device = hearing.device ? hearing.device : header->device) {
        origin.device_model = device->model;
        origin.serial_number = device->serial_number;
        origin.firmware = device->firmware;
    }
    if (const auto last = reader->condition().last_time) {
        if (const auto time = stream.session_time_of(*last))
            origin.session_zero = header->start_utc + *last - time->time_since_epoch();
    }
    return origin;
}

}  // namespace sacrum::app
