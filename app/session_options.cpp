#include "app/session_options.hpp"

namespace sacrum::app {

void add_session_options(CLI::App& parser, SessionWords& words) {
    parser
        .add_option(
            "--protocol", words.protocol,
            "what the device speaks: sacrum, movella-dot, x-imu3, witmotion, csv (default: found from the "
            "bytes)")
        ->type_name("NAME");
    parser.add_flag("--compress", words.compress, "smaller recordings for a little more work (zstd)");
    parser.add_option("--for", words.stop_after_s, "ends the session after so many seconds")
        ->check(CLI::PositiveNumber)
        ->type_name("S");
    add_alert_option(parser, words.analysis);
    add_analysis_options(parser, words.analysis);
}

Result<AnalyzeSettings> session_settings(const SessionWords& words) {
    auto configuration = configuration_of(words.analysis);
    if (!configuration) return tl::unexpected(configuration.error());
    configuration->mutable_analysis()->set_pass(proto::CAUSAL);
    return settings_from(*configuration);
}

}  // namespace sacrum::app
