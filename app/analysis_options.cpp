#include "app/analysis_options.hpp"

#include "app/configuration_file.hpp"
#include "sinks/alerts/alert_rules.hpp"

namespace sacrum::app {

void add_analysis_options(CLI::App& parser, AnalysisWords& words) {
    parser
        .add_option(
            "--mount", words.mount,
            "how the sensor sits: up=+x,left=+y means its x axis points up and its y axis left; auto finds "
            "it from the gait (default: what the recording or the device says, else auto)")
        ->type_name("HOW");
    parser.add_flag("--swap-sides", words.swap_sides,
                    "you saw that left and right are exchanged: exchange them back");
    parser
        .add_option("--first-side", words.first_side,
                    "L or R: the foot of the first contact, if you saw it; sides are then checked against it")
        ->type_name("SIDE");
    parser
        .add_option(
            "--lifted", words.lifted,
            "R@12.5: at 12.5 s the person stood and lifted the right knee; several joined by commas. Shows "
            "whether left and right of the sensor are what the mounting says")
        ->type_name("KNEE@S");
    parser.add_flag("--magnetometer", words.magnetometer, "use the magnetometer where the recording has one");
    parser.add_option("--config", words.config, "settings as TOML; the command line overrides them")
        ->type_name("FILE");
}

void add_alert_option(CLI::App& parser, AnalysisWords& words) {
    parser
        .add_option(
            "--alert", words.alerts,
            "what is worth a signal: \"drop>8\", \"left drop>8\", \"cadence=165..175\", or \"drop\" for "
            "the person's own baseline; again for more (docs/feedback.md)")
        ->type_name("RULE")
        ->take_all();
}

Result<proto::Configuration> configuration_of(const AnalysisWords& words) {
    proto::Configuration configuration;
    if (words.config) {
        auto read = read_configuration_file(*words.config);
        if (!read) return tl::unexpected(read.error());
        configuration = std::move(*read);
    }
    auto& analysis = *configuration.mutable_analysis();
    if (words.mount) analysis.set_mount(*words.mount);
    if (words.swap_sides) analysis.set_swap_sides(true);
    if (words.first_side) analysis.set_first_side(*words.first_side);
    if (words.lifted) analysis.set_lifted(*words.lifted);
    if (words.magnetometer) analysis.set_magnetometer(true);
    if (!words.alerts.empty()) configuration.mutable_feedback()->clear_rule();
    for (const std::string& text : words.alerts) {
        auto rule = sinks::parse_alert_rule(text);
        if (!rule) return tl::unexpected(rule.error());
        *configuration.mutable_feedback()->add_rule() = std::move(*rule);
    }
    return configuration;
}

void add_file_options(CLI::App& parser, FileWords& words) {
    add_analysis_options(parser, words.analysis);
    parser
        .add_option("--pass", words.pass,
                    "refined looks at the whole recording (default), causal only back, as live")
        ->check(CLI::IsMember({"refined", "causal"}))
        ->type_name("PASS");
    parser
        .add_option("--columns", words.columns,
                    "which column is what: time=1,ax=acc_x,… (default: from the header)")
        ->type_name("MAP");
    parser
        .add_option("--units", words.units,
                    "units in the file: g,deg/s,ms (default: from the header or the values)")
        ->type_name("UNITS");
    parser.add_option("--rate", words.rate_hz, "samples per second of a file without times")->type_name("HZ");
    parser.add_option("--sensor", words.sensor, "the sensor on the sacrum, in a file that holds several")
        ->type_name("NAME");
}

Result<AnalyzeSettings> settings_of(const FileWords& words) {
    auto read = configuration_of(words.analysis);
    if (!read) return tl::unexpected(read.error());
    proto::Configuration& configuration = *read;
    if (words.pass)
        configuration.mutable_analysis()->set_pass(*words.pass == "causal" ? proto::CAUSAL : proto::REFINED);
    if (words.columns) configuration.mutable_csv()->set_columns(*words.columns);
    if (words.units) configuration.mutable_csv()->set_units(*words.units);
    if (words.rate_hz) configuration.mutable_csv()->set_rate_hz(*words.rate_hz);
    if (words.sensor) configuration.mutable_csv()->set_sensor(*words.sensor);
    return settings_from(configuration);
}

}  // namespace sacrum::app
