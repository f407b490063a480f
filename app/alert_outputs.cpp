#include "app/alert_outputs.hpp"

#include <algorithm>
#include <utility>

namespace sacrum::app {
namespace {

constexpr const char* kStdout = "json";

}  // namespace

bool AlertOutputWords::takes_stdout() const {
    return std::ranges::find(addresses, kStdout) != addresses.end();
}

void add_alert_outputs_option(CLI::App& parser, AlertOutputWords& words) {
    parser
        .add_option(
            "--alerts", words.addresses,
            "alerts, baseline and feedback for other programs: json (lines on stdout and nothing else "
            "there), udp://host:port or osc://host:port; again for more (docs/feedback.md)")
        ->type_name("WHERE")
        ->take_all();
}

Result<AlertOutputs> AlertOutputs::open(const AlertOutputWords& words, bool stdout_is_taken) {
    if (words.takes_stdout() && stdout_is_taken) {
        return fail(
            ErrorKind::usage,
            "--alerts json: stdout is taken by --headless or --lines; the lines of --headless hold the "
            "alerts too");
    }
    AlertOutputs all;
    for (const std::string& address : words.addresses) {
        if (address == kStdout) continue;
        auto output = sinks::open_alert_output(address);
        if (!output) return tl::unexpected(output.error());
        all.outputs_.push_back(std::move(*output));
    }
    return all;
}

void AlertOutputs::say(const proto::LiveMessage& message) {
    if (!sinks::is_for_alerts(message)) return;
    for (const auto& output : outputs_) output->say(message);
}

}  // namespace sacrum::app
