// sacrum live: devices followed as they speak, on a page in the browser or as lines.
#include <memory>

#include "app/alert_outputs.hpp"
#include "app/command.hpp"
#include "app/live_lines.hpp"
#include "app/session_options.hpp"
#include "app/session_run.hpp"
#include "app/terminal.hpp"

namespace sacrum::app {
namespace {

struct Words {
    SessionWords session;
    AlertOutputWords alerts;
    std::optional<std::filesystem::path> record;
    bool is_headless = false;
    bool prints_strides = false;
    std::uint16_t port = 8600;
};

ExitCode live(const Words& words) {
    auto settings = session_settings(words.session);
    if (!settings) return refuse(settings.error());
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
                     .record = words.record,
                     .compress = words.session.compress,
                     .protocol = words.session.protocol,
                     .analyze = std::move(*settings),
                     .stop_after_s = words.session.stop_after_s,
                     .say = [&](const auto& message) { lines.say(message), outputs->say(message); },
                     .has_listener = [&] { return lines.pass_on(), lines.has_reader(); },
                     .page_port = words.is_headless ? std::nullopt : std::optional(words.port)});
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
    parser
        ->add_option("--record", words->record,
                     "keeps the bytes as they come; several devices: NAME-1.sacrum, NAME-2.sacrum, …")
        ->type_name("FILE");
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
