// sacrum record: bytes of devices to files, with one line that says how it goes.
#include <fmt/format.h>

#include <map>
#include <memory>

#include "app/command.hpp"
#include "app/session_options.hpp"
#include "app/session_run.hpp"
#include "app/terminal.hpp"

namespace sacrum::app {
namespace {

struct Words {
    SessionWords session;
    std::filesystem::path out;
};

// "12 s  200.1 Hz  0.0 % lost  battery 83 %  41.2 GB free", and what else there is to know.
class StatusLine {
  public:
    explicit StatusLine(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void hear(const proto::LiveMessage& message) {
        const std::string whose = message.device() == 0 ? "" : fmt::format("[{}] ", message.device());
        if (message.has_battery()) batteries_[message.device()] = message.battery().fraction();
        if (message.has_link() && !message.link().is_up())
            tell(fmt::format("{}link lost: {}", whose, message.link().reason()));
        if (message.has_link() && message.link().is_up()) tell(whose + "link up");
        if (message.has_ended() && message.ended().samples() > 0) {
            tell(fmt::format("{}ended after {:.1f} s: {} samples, {} missing", whose,
                             message.ended().duration_s(), message.ended().samples(),
                             message.ended().missing_samples()));
        }
    }

    void show(const std::vector<std::unique_ptr<LiveDevice>>& devices) {
        std::string line;
        for (std::size_t index = 0; index < devices.size(); ++index) {
            const bool is_only = devices.size() == 1;
            if (!is_only) line += fmt::format("{}[{}] ", index == 0 ? "" : "  ", index + 1);
            line += words_of(*devices[index], is_only ? 0U : std::uint32_t(index + 1));
        }
        std::error_code unknown;
        const auto space = std::filesystem::space(folder_, unknown);
        if (!unknown) line += fmt::format("  {:.1f} GB free", 1e-9 * double(space.available));
        if (is_terminal(stderr)) {
            // A line that wraps could not be taken back.
            fmt::print(stderr, "\r\033[K{:.{}}", line, terminal_width(stderr) - 1);
            is_drawn_ = true;
        } else if (++seconds_ % 10 == 0) {
            fmt::print(stderr, "{}\n", line);
        }
    }

  private:
    std::string words_of(const LiveDevice& device, std::uint32_t number) const {
        if (!device.has_begun()) return "waiting for the device";
        const firmware_bridge::SampleStream& stream = device.followed().stream();
        const auto& quality = stream.quality();
        const auto whole = quality.samples + quality.missing_samples;
        std::string words =
            fmt::format("{:.0f} s  {}  {:.1f} % lost", in_seconds(device.last_arrival()), rate_words(stream),
                        whole > 0 ? 100.0 * double(quality.missing_samples) / double(whole) : 0.0);
        if (const auto battery = batteries_.find(number); battery != batteries_.end())
            words += fmt::format("  battery {:.0f} %", 100.0 * battery->second);
        if (!device.is_up()) words += "  NO LINK";
        return words;
    }

    // Of the last whole second.
    static std::string rate_words(const firmware_bridge::SampleStream& stream) {
        const auto& figures = stream.figures();
        if (figures.size() < 2) return "-";
        return fmt::format(
            "{:.1f} Hz", double(figures[figures.size() - 2].samples) / in_seconds(stream.figures_interval()));
    }

    void tell(const std::string& what) {
        if (is_drawn_) fmt::print(stderr, "\r\033[K");
        is_drawn_ = false;
        fmt::print(stderr, "{}\n", what);
    }

    std::filesystem::path folder_;
    std::map<std::uint32_t, double> batteries_;
    bool is_drawn_ = false;
    int seconds_ = 0;
};

ExitCode record(const Words& words) {
    auto settings = session_settings(words.session);
    if (!settings) return refuse(settings.error());
    StatusLine status(std::filesystem::absolute(words.out).parent_path());
    return run_session({.addresses = words.session.addresses,
                        .record = words.out,
                        .compress = words.session.compress,
                        .protocol = words.session.protocol,
                        .analyze = std::move(*settings),
                        .measures = false,
                        .stop_after_s = words.session.stop_after_s,
                        .say = [&](const proto::LiveMessage& message) { status.hear(message); },
                        .every_second = [&](const auto& devices) { status.show(devices); }});
}

}  // namespace

Command make_record_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = program.add_subcommand(
        "record",
        "Keeps what a sensor sends, byte for byte, in a file that survives a crash and a full disk.");
    parser->add_option("ADDRESS", words->session.addresses, kAddressHelp)->required();
    parser->add_option("--out", words->out, "the recording; several devices: NAME-1.sacrum, NAME-2.sacrum, …")
        ->required()
        ->type_name("FILE");
    add_session_options(*parser, words->session);
    parser->footer(
        "Examples:\n"
        "  Two minutes of a made-up runner:\n"
        "    sacrum record 'sim:runner?speed_mps=3.3' --for 120 --out trial.sacrum\n"
        "  A sensor on a serial line, until Ctrl-C, and its analysis:\n"
        "    sacrum record serial:/dev/ttyUSB0 --out run.sacrum --mount up=+x,left=+y\n"
        "    sacrum analyze run.sacrum --out results");
    return {parser, [words] { return record(*words); }};
}

}  // namespace sacrum::app
