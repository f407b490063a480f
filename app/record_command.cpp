// sacrum record: bytes of devices to files, with one line that says how it goes.
#include <fmt/format.h>

#include <memory>

#include "app/analysis_options.hpp"
#include "app/command.hpp"
#include "app/session_run.hpp"
#include "app/terminal.hpp"

namespace sacrum::app {
namespace {

struct Words {
    std::vector<std::string> addresses;
    std::filesystem::path out;
    std::optional<std::string> protocol;
    std::optional<double> stop_after_s;
    AnalysisWords analysis;
};

// "  12 s  200.1 Hz  0.0 % lost  battery 83 %" and what else there is to know.
class StatusLine {
  public:
    void hear(const proto::LiveMessage& message) {
        if (message.has_battery()) battery_ = message.battery().fraction();
        if (message.has_link() && !message.link().is_up())
            tell(fmt::format("link lost: {}", message.link().reason()));
        if (message.has_link() && message.link().is_up()) tell("link up");
        if (message.has_ended()) {
            tell(fmt::format("ended after {:.1f} s: {} samples, {} missing", message.ended().duration_s(),
                             message.ended().samples(), message.ended().missing_samples()));
        }
    }

    void show(const std::vector<std::unique_ptr<LiveDevice>>& devices) {
        std::string line;
        for (const auto& device : devices) {
            const firmware_bridge::SampleStream& stream = device->followed().stream();
            const auto& quality = stream.quality();
            const auto whole = quality.samples + quality.missing_samples;
            if (!line.empty()) line += " | ";
            line += fmt::format("{:.0f} s  {}  {:.1f} % lost", in_seconds(device->last_arrival()),
                                rate_words(stream),
                                whole > 0 ? 100.0 * double(quality.missing_samples) / double(whole) : 0.0);
            if (!device->is_up()) line += "  NO LINK";
        }
        if (battery_) line += fmt::format("  battery {:.0f} %", 100.0 * *battery_);
        if (is_terminal(stderr)) {
            fmt::print(stderr, "\r\033[K{}", line);
            is_drawn_ = true;
        } else if (++seconds_ % 10 == 0) {
            fmt::print(stderr, "{}\n", line);
        }
    }

  private:
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

    std::optional<double> battery_;
    bool is_drawn_ = false;
    int seconds_ = 0;
};

ExitCode record(const Words& words) {
    auto configuration = configuration_of(words.analysis);
    auto settings = configuration ? settings_from(*configuration)
                                  : Result<AnalyzeSettings>(tl::unexpected(configuration.error()));
    if (!settings) {
        print_error(settings.error().sentence);
        return exit_code_of(settings.error().kind);
    }
    StatusLine status;
    return run_session({.addresses = words.addresses,
                        .record = words.out,
                        .protocol = words.protocol,
                        .analyze = std::move(*settings),
                        .measures = false,
                        .stop_after_s = words.stop_after_s,
                        .say = [&](const proto::LiveMessage& message) { status.hear(message); },
                        .every_second = [&](const auto& devices) { status.show(devices); }});
}

}  // namespace

Command make_record_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = program.add_subcommand(
        "record",
        "Keeps what a sensor sends, byte for byte, in a file that survives a crash and a full disk.");
    parser->add_option("ADDRESS", words->addresses, kAddressHelp)->required();
    parser->add_option("--out", words->out, "the recording; several devices: NAME-1.sacrum, NAME-2.sacrum, …")
        ->required()
        ->type_name("FILE");
    parser
        ->add_option(
            "--protocol", words->protocol,
            "what the device speaks: sacrum, movella-dot, x-imu3, witmotion, csv (default: found from the "
            "bytes)")
        ->type_name("NAME");
    parser->add_option("--for", words->stop_after_s, "ends the recording after so many seconds")
        ->check(CLI::PositiveNumber)
        ->type_name("S");
    add_analysis_options(*parser, words->analysis);
    parser->footer(
        "Example:\n"
        "    sacrum record serial:/dev/ttyUSB0 --out run.sacrum --mount up=+x,left=+y\n"
        "    sacrum analyze run.sacrum --out results");
    return {parser, [words] { return record(*words); }};
}

}  // namespace sacrum::app
