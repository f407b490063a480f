// sacrum replay: a recording once more, through the very code that a live session runs.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>
#include <thread>
#include <vector>

#include "app/alert_outputs.hpp"
#include "app/analysis_options.hpp"
#include "app/command.hpp"
#include "app/live_lines.hpp"
#include "app/recorded_session.hpp"
#include "app/terminal.hpp"

namespace sacrum::app {
namespace {

using Clock = std::chrono::steady_clock;

struct Words {
    std::filesystem::path file;
    std::optional<std::string> protocol;
    double speed = 0.0;
    bool is_headless = false;
    bool tells_latency = false;
    AnalysisWords analysis;
    AlertOutputWords alerts;
};

// How long after the sample that showed a contact its line was out, and how far the contact lay back by then.
class Latency {
  public:
    void arrives() { arrived_ = Clock::now(); }
    void says(const proto::LiveMessage& message) {
        if (!message.has_contact()) return;
        own_ms_.push_back(1e3 * std::chrono::duration<double>(Clock::now() - arrived_).count());
        ahead_ms_.push_back(1e3 * (message.contact().noticed_at_s() - message.contact().time_s()));
    }
    void print() {
        if (own_ms_.empty()) {
            fmt::print(stderr, "latency: no contact was said live\n");
            return;
        }
        fmt::print(
            stderr,
            "latency of {} initial contacts, from the sample's arrival to the end of its line:\n"
            "  program    p50 {:6.2f} ms  p99 {:6.2f} ms\n"
            "  look-ahead p50 {:6.1f} ms  p99 {:6.1f} ms  most {:.1f} ms (samples after the contact that the "
            "detector waits for)\n",
            own_ms_.size(), part(own_ms_, 0.5), part(own_ms_, 0.99), part(ahead_ms_, 0.5),
            part(ahead_ms_, 0.99), part(ahead_ms_, 1.0));
    }

  private:
    static double part(std::vector<double>& values, double p) {
        const auto at = std::ptrdiff_t(std::min(p * double(values.size()), double(values.size()) - 1.0));
        std::nth_element(values.begin(), values.begin() + at, values.end());
        return values[std::size_t(at)];
    }
    Clock::time_point arrived_{};
    std::vector<double> own_ms_, ahead_ms_;
};

ExitCode replay(const Words& words) {
    auto chosen = configuration_of(words.analysis);
    if (!chosen) return refuse(chosen.error());
    auto session = open_recorded_session(words.file, *chosen, words.protocol);
    if (!session) return refuse(session.error());
    Latency latency;
    std::signal(SIGPIPE, SIG_IGN);  // LiveLines notices
    auto outputs = AlertOutputs::open(words.alerts, words.is_headless);
    if (!outputs) return refuse(outputs.error());
    LiveLines lines(words.alerts.takes_stdout() ? Wording::alerts
                    : words.is_headless         ? Wording::json
                                                : Wording::people,
                    Reader::waited_for);
    auto followed = FollowedDevice::create(session->settings, [&](const proto::LiveMessage& message) {
        lines.say(message);
        outputs->say(message);
        latency.says(message);
    });
    if (!followed) return refuse(followed.error());

    const Clock::time_point begun = Clock::now();
    bool has_ended = false;
    for (const firmware_bridge::RecordingEntry* entry = nullptr;
         lines.has_reader() && (entry = session->reader.next()) != nullptr;) {
        if (words.speed > 0.0) {
            std::this_thread::sleep_until(
                begun + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
                            in_seconds(firmware_bridge::time_of(*entry)) / words.speed)));
        }
        has_ended = has_ended || std::holds_alternative<firmware_bridge::RecordingEnd>(*entry);
        latency.arrives();
        (*followed)->take(*entry);
    }
    if (!lines.has_reader()) return ExitCode::ok;
    if (!has_ended) (*followed)->take(firmware_bridge::RecordingEnd{});
    if (const auto& condition = session->reader.condition(); !condition.is_whole())
        print_error(fmt::format("{}: {}", words.file.string(), condition.findings()));
    if (words.tells_latency) latency.print();
    return lines.finish(ExitCode::ok);
}

}  // namespace

Command make_replay_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser =
        program.add_subcommand("replay", "Says of a recording what the live session said, line for line.");
    parser->add_option("FILE", words->file, "a recording of sacrum record or live")->required();
    parser->add_flag("--headless", words->is_headless,
                     "everything that happens as lines of JSON on stdout (docs/live.md)");
    parser->add_option("--speed", words->speed, "times the recorded pace (default: as fast as possible)")
        ->check(CLI::NonNegativeNumber)
        ->type_name("N");
    parser->add_flag("--latency", words->tells_latency,
                     "how long after its samples a contact is said, on stderr at the end");
    parser->add_option("--protocol", words->protocol, "what the device spoke (default: as recorded)")
        ->type_name("NAME");
    add_alert_outputs_option(*parser, words->alerts);
    add_alert_option(*parser, words->analysis);
    add_analysis_options(*parser, words->analysis);
    parser->footer(
        "Settings are those of the recording where none are given.\n\n"
        "Example:\n"
        "    sacrum replay run.sacrum --headless --latency");
    return {parser, [words] { return replay(*words); }};
}

}  // namespace sacrum::app
