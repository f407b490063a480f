// sacrum live: devices followed as they speak, on a page in the browser or as lines.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <memory>

#include "app/alert_outputs.hpp"
#include "app/command.hpp"
#include "app/history_file.hpp"
#include "app/live_lines.hpp"
#include "app/session_options.hpp"
#include "app/session_run.hpp"
#include "app/stage_plan.hpp"
#include "app/terminal.hpp"

namespace sacrum::app {
namespace {

struct Words {
    SessionWords session;
    AlertOutputWords alerts;
    std::optional<std::filesystem::path> record;
    std::optional<std::filesystem::path> stages;
    bool is_not_recorded = false;
    bool takes_actions = false;
    bool is_headless = false;
    bool prints_strides = false;
    std::uint16_t port = 8600;
    std::optional<std::string> listen;
    std::vector<std::string> host_names;
    std::optional<std::filesystem::path> history;
    bool has_no_history = false;
};

// With a page a session is recorded unless that is declined: sacrum-20260314-091500.sacrum in this folder.
std::optional<std::filesystem::path> recording_for(const Words& words) {
    if (words.record || words.is_headless || words.is_not_recorded) return words.record;
    const std::time_t now = std::time(nullptr);
    return fmt::format("sacrum-{:%Y%m%d-%H%M%S}.sacrum", fmt::localtime(now));
}

// The one that was named, else the usual one where it is there.
std::optional<std::filesystem::path> history_for(const Words& words) {
    if (words.history || words.has_no_history) return words.history;
    std::error_code failed;
    const auto usual = usual_history_file();
    return std::filesystem::exists(usual, failed) ? std::optional(usual) : std::nullopt;
}

ExitCode live(const Words& words) {
    auto settings = session_settings(words.session);
    if (!settings) return refuse(settings.error());
    std::vector<firmware_bridge::PersonAction> planned;
    if (words.stages) {
        const auto plan = read_stage_plan(*words.stages);
        if (!plan) return refuse(plan.error());
        planned = actions_of(*plan);
    }
    std::optional<sinks::ListenAddress> listen;
    if (words.listen) {
        if (words.is_headless)
            return refuse(
                {ErrorKind::usage, "--listen: there is no page with --headless; leave one of them out"});
        auto address = sinks::parse_listen_address(*words.listen);
        if (!address) return refuse(address.error());
        listen = std::move(*address);
    }
    auto outputs = AlertOutputs::open(words.alerts, words.is_headless || words.prints_strides);
    if (!outputs) return refuse(outputs.error());
    const bool only_alerts = words.alerts.takes_stdout();
    const Wording wording = only_alerts            ? Wording::alerts
                            : words.is_headless    ? Wording::json
                            : words.prints_strides ? Wording::people
                                                   : Wording::people_without_strides;
    LiveLines lines(wording, Reader::never_waited_for);
    const ExitCode code =
        run_session({.addresses = words.session.addresses,
                     .record = recording_for(words),
                     .compress = words.session.compress,
                     .protocol = words.session.protocol,
                     .analyze = std::move(*settings),
                     .stop_after_s = words.session.stop_after_s,
                     .planned = std::move(planned),
                     .takes_actions = words.takes_actions,
                     .say = [&](const auto& message) { lines.say(message), outputs->say(message); },
                     .has_listener = [&] { return lines.pass_on(), lines.has_reader(); },
                     .page_port = words.is_headless ? std::nullopt : std::optional(words.port),
                     .page_listen = listen,
                     .page_host_names = words.host_names,
                     .page_history = history_for(words),
                     .stdout_is_taken = only_alerts});
    return lines.finish(code);
}

}  // namespace

Command make_live_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = program.add_subcommand(
        "live", "Follows a sensor as it speaks: pelvic drop and sway of every stride, seconds after it.");
    parser->add_option("ADDRESS", words->session.addresses, kAddressHelp)->required();
    parser->add_flag("--headless", words->is_headless,
                     "no page; everything that happens as lines of JSON on stdout (docs/live.md)");
    parser->add_flag("--lines", words->prints_strides, "a line on stdout for every stride, beside the page");
    parser
        ->add_option("--port", words->port,
                     "of the page, on this machine only; 0: any free one (docs/dashboard.md)")
        ->capture_default_str()
        ->type_name("PORT");
    auto* record =
        parser
            ->add_option(
                "--record", words->record,
                "keeps the bytes as they come and what a person does; several devices: NAME-1.sacrum, "
                "NAME-2.sacrum, … (default with the page: sacrum-DATE-TIME.sacrum in this folder)")
            ->type_name("FILE");
    parser->add_flag("--no-record", words->is_not_recorded, "no recording, and so no report")
        ->excludes(record);
    parser
        ->add_option(
            "--listen", words->listen,
            "serves the page on this address of the machine too, to those who give the code that is shown: "
            "192.168.1.5, or 0.0.0.0 for all of them; a port may follow (docs/dashboard.md)")
        ->type_name("ADDRESS[:PORT]");
    parser
        ->add_option("--host-name", words->host_names,
                     "a name under which browsers reach this machine, beside its addresses; again for more")
        ->type_name("NAME")
        ->take_all();
    auto* history = parser
                        ->add_option("--history", words->history,
                                     "the history that the page shows, as sacrum history keeps it (default: "
                                     "the usual one where it is there)")
                        ->type_name("FILE");
    parser->add_flag("--no-history", words->has_no_history, "the page shows no history")->excludes(history);
    parser
        ->add_option("--stages", words->stages,
                     "a protocol whose stages begin by themselves, as TOML (docs/live.md)")
        ->type_name("FILE");
    parser->add_flag("--actions", words->takes_actions,
                     "what a person does, also as lines of JSON on stdin (docs/live.md)");
    add_alert_outputs_option(*parser, words->alerts);
    add_session_options(*parser, words->session);
    parser->footer(
        "Contacts are said within 100 ms for feedback, and settled with their strides some seconds later.\n"
        "Ctrl-C ends the session in order; a recording survives anything else too.\n\n"
        "Examples:\n"
        "  Without a sensor, on http://127.0.0.1:8600:\n"
        "    sacrum live 'sim:runner?speed_mps=3.3'\n"
        "  A sensor on a serial line, recorded, for another program:\n"
        "    sacrum live serial:/dev/ttyUSB0 --headless --record run.sacrum --mount up=+x,left=+y");
    return {parser, [words] { return live(*words); }};
}

}  // namespace sacrum::app
