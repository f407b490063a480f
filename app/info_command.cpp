// sacrum info and sacrum recover: what a recording holds, and what can be saved of a broken one.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <map>
#include <memory>

#include "app/command.hpp"
#include "app/recorded_session.hpp"
#include "app/terminal.hpp"
#include "firmware_bridge/protocol/detect_protocol.hpp"
#include "firmware_bridge/recording/read_recording.hpp"
#include "sinks/report/action_words.hpp"

namespace sacrum::app {
namespace {

// Counts samples and keeps what the device says of itself.
class Reading : public firmware_bridge::SampleListener {
  public:
    void on_sample(const ImuSample&) override {}
    void on_description(const firmware_bridge::DeviceDescription& said) override { device = said; }
    void on_battery(const firmware_bridge::Battery& said) override { battery = said; }
    void on_rate(Frequency) override {}
    std::optional<firmware_bridge::DeviceDescription> device;
    std::optional<firmware_bridge::Battery> battery;
};

void line(const char* label, const std::string& text) {
    if (!text.empty()) fmt::print("  {:<11}{}\n", label, text);
}

const char* word(firmware_bridge::EndReason reason) {
    switch (reason) {
        case firmware_bridge::EndReason::stopped_by_person: return "stopped by a person";
        case firmware_bridge::EndReason::device_ended: return "the device had no more to say";
        case firmware_bridge::EndReason::fault: return "a fault";
        case firmware_bridge::EndReason::recovered: return "cut, then recovered";
        case firmware_bridge::EndReason::not_known: break;
    }
    return "not known";
}

std::string device_words(const firmware_bridge::DeviceDescription& device) {
    std::string text = device.model;
    if (!device.serial_number.empty()) text += " " + device.serial_number;
    if (!device.firmware.empty()) text += ", firmware " + device.firmware;
    if (device.accelerometer_range) text += fmt::format(", ±{:.0f} g", in_g(*device.accelerometer_range));
    if (device.gyroscope_range)
        text += fmt::format(", ±{:.0f} °/s", in_degrees_per_second(*device.gyroscope_range));
    if (!device.mounting.empty()) text += ", mounted " + device.mounting;
    return text;
}

ExitCode inform(const std::filesystem::path& file) {
    auto reader = firmware_bridge::RecordingReader::open(file);
    if (!reader) return refuse(reader.error());
    const auto header = reader->header();
    auto decoder = firmware_bridge::make_decoder(header ? header->protocol : "auto");
    if (!decoder) return refuse(decoder.error());
    firmware_bridge::SampleStream stream(std::move(*decoder));
    Reading reading;
    std::vector<firmware_bridge::PersonAction> actions;
    int losses = 0;
    while (const auto* entry = reader->next()) {
        firmware_bridge::replay_entry(*entry, stream, reading);
        if (const auto* action = std::get_if<firmware_bridge::PersonAction>(entry))
            actions.push_back(*action);
        if (const auto* change = std::get_if<firmware_bridge::LinkChange>(entry)) losses += !change->is_up;
    }
    stream.finish(reading);
    const auto& condition = reader->condition();
    const RecordingQuality& quality = stream.quality();

    fmt::print("{}\n", file.string());
    if (header) {
        line("recorded", fmt::format("{:%Y-%m-%d %H:%M:%S} UTC from {} (sacrum {}, methods {})",
                                     std::chrono::time_point_cast<std::chrono::seconds>(header->start_utc),
                                     header->address, header->program_version, header->algorithm_version));
        line("protocol", header->protocol);
    } else {
        line("recorded", "not known: the start of the file is damaged");
    }
    const auto& device = reading.device ? reading.device : header ? header->device : std::nullopt;
    line("device", device ? device_words(*device) : "says nothing of itself");
    if (reading.battery) line("battery", fmt::format("{:.0f} %", 100.0 * reading.battery->fraction));
    if (condition.first_time && condition.last_time)
        line("duration", fmt::format("{:.1f} s", in_seconds(*condition.last_time - *condition.first_time)));
    const auto whole = quality.samples + quality.missing_samples;
    line("samples", fmt::format("{}{}, {} missing ({:.2f} %), {} duplicates", quality.samples,
                                stream.rate() ? fmt::format(" at {:g} Hz", stream.rate()->si()) : "",
                                quality.missing_samples,
                                whole > 0 ? 100.0 * double(quality.missing_samples) / double(whole) : 0.0,
                                quality.duplicate_samples));
    line("packets",
         fmt::format("{}, {} damaged, {} bytes outside any", stream.decoder_counts().packets,
                     stream.decoder_counts().damaged_packets, stream.decoder_counts().skipped_bytes));
    if (const auto drift = stream.timer().drift())
        line("clock", fmt::format("the device's second is {:+.1f} ± {:.1f} ppm off this machine's",
                                  drift->ppm, drift->uncertainty_ppm));
    const double jitter_ms = 1e3 * in_seconds(stream.timer().jitter());
    if (stream.timer().drift()) {
        line("arrivals",
             fmt::format("{:.1f} ms behind the quickest (rms); times are the device's own", jitter_ms));
    } else {
        line("arrivals", fmt::format("{:.1f} ms behind the quickest (rms)", jitter_ms));
    }
    line("link", losses == 0   ? "never lost"
                 : losses == 1 ? "lost once"
                               : fmt::format("lost {} times", losses));
    for (const auto& action : actions) {
        const auto time = stream.session_time_of(action.time);
        line("action",
             fmt::format("{}  {}", time ? fmt::format("{:.1f} s", in_seconds(*time)) : "before the start",
                         sinks::action_words(action.what)));
    }
    line("ended", condition.end
                      ? fmt::format("{}{}{}", word(condition.end->reason),
                                    condition.end->remark.empty() ? "" : ": ", condition.end->remark)
                      : "not in order: the recording was cut");
    line("missing", condition.findings());
    return ExitCode::ok;
}

ExitCode recover(const std::filesystem::path& file, const std::filesystem::path& out) {
    const auto condition = firmware_bridge::recover_recording(file, out);
    if (!condition) return refuse(condition.error());
    const std::string found = condition->findings();
    fmt::print("{}: {} written{}\n", file.string(), out.string(),
               found.empty() ? "; nothing was wrong" : "; " + found);
    return ExitCode::ok;
}

}  // namespace

Command make_info_command(CLI::App& program) {
    auto file = std::make_shared<std::filesystem::path>();
    CLI::App* parser = program.add_subcommand(
        "info",
        "What a recording holds: device, duration, samples, loss, what a person did, and how it ended.");
    parser->add_option("FILE", *file, "a recording of sacrum record or live")->required();
    return {parser, [file] { return inform(*file); }};
}

Command make_recover_command(CLI::App& program) {
    auto file = std::make_shared<std::filesystem::path>();
    auto out = std::make_shared<std::filesystem::path>();
    CLI::App* parser = program.add_subcommand(
        "recover", "Copies all that is undamaged of a cut or damaged recording into a new, whole one.");
    parser->add_option("FILE", *file, "the recording")->required();
    parser->add_option("--out", *out, "the new recording")->required()->type_name("FILE");
    parser->footer("Other commands open a cut recording too; this is for programs that do not.");
    return {parser, [file, out] { return recover(*file, *out); }};
}

}  // namespace sacrum::app
