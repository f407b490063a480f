#include "app/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <exception>
#include <span>
#include <vector>

#include "app/command.hpp"
#include "app/help_formatter.hpp"
#include "app/terminal.hpp"
#include "domain/version.hpp"

namespace sacrum::app {
namespace {

constexpr const char* kOverview =
    "sacrum measures how level and how steady the pelvis stays in walking and running, from one sensor on "
    "the sacrum.\n"
    "\n"
    "Measure a recording\n"
    "  sacrum analyze FILE… --out DIR   pelvic drop and sway of every stride, a page to read and tables\n"
    "  sacrum report FILE…              a page to print and hand over; of several, what changed since last "
    "time\n"
    "  sacrum export FILE --format hdf5 --out DIR   files for Python, MATLAB, OpenSim and a lab's programs\n"
    "\n"
    "Measure many\n"
    "  sacrum cohort DIR --out DIR      one table of all recordings of a folder, here or on a cluster; "
    "reliability, groups\n"
    "\n"
    "Check against a lab\n"
    "  sacrum compare FILE --reference REF  bias and limits of agreement with force plates or optical "
    "angles\n"
    "\n"
    "Measure while somebody runs\n"
    "  sacrum devices                   sensors in reach, with their addresses\n"
    "  sacrum live ADDRESS              every stride as it happens; --record FILE keeps the session\n"
    "  sacrum record ADDRESS --out FILE keeps what the sensor sends, to be measured later\n"
    "  sacrum replay FILE               what the live session said, once more\n"
    "  sacrum info FILE                 what a recording holds and whether anything is missing\n"
    "  sacrum recover FILE --out NEW    a whole copy of a recording that was cut\n"
    "\n"
    "See what changes over weeks\n"
    "  sacrum history add FILE --person P   keeps a session of a person, on this machine\n"
    "  sacrum history show --person P   what has changed since, and whether that is more than chance\n"
    "\n"
    "Test and train on the spot\n"
    "  sacrum screen TEST ADDRESS       guides through single-leg stance and other tests; --plan offers "
    "exercises\n"
    "\n"
    "Understand a number\n"
    "  sacrum explain METRIC            what it means, how it is computed, how far off it can be\n"
    "\n"
    "Try without a sensor\n"
    "  sacrum simulate --out FILE       a made-up runner whose true drop and sway are known\n"
    "  sacrum live sim:runner           the same runner, live\n"
    "\n"
    "Examples:\n"
    "  sacrum analyze run.csv --out results --mount up=+x,left=+y\n"
    "  sacrum simulate --out try.imu.csv --drop-right 4 && sacrum analyze try.imu.csv --out results\n"
    "  sacrum live 'ble:?name=Sacrum 12' --record run.sacrum && sacrum analyze run.sacrum --out results\n"
    "\n"
    "Each command explains itself with --help; docs/command_line.md says the rest, docs/metrics.md defines "
    "every number.\n";

std::string version_text() {
    return fmt::format("sacrum {} (methods {})\n", kProgramVersion, kAlgorithmVersion);
}

// What was chosen, a command before those below it: history, add.
std::vector<const CLI::App*> chosen_commands(const CLI::App& program) {
    std::vector<const CLI::App*> chosen;
    for (auto below = program.get_subcommands(); !below.empty(); below = below.front()->get_subcommands())
        chosen.push_back(below.front());
    return chosen;
}

std::string help_of(const CLI::App& program) {
    const auto chosen = chosen_commands(program);
    if (chosen.empty()) return kOverview;
    std::string before = "sacrum";
    for (const CLI::App* command : std::span(chosen).first(chosen.size() - 1))
        before += " " + command->get_name();
    return chosen.back()->help(before);
}

// "sacrum: --out is required; see sacrum analyze --help"
int refuse(const CLI::App& program, const CLI::ParseError& error) {
    std::string finding = error.what();
    while (!finding.empty() && (finding.back() == '\n' || finding.back() == '.')) finding.pop_back();
    std::ranges::replace(finding, '\n', ' ');
    if (finding.size() > 1 && std::islower(static_cast<unsigned char>(finding[1])) != 0) {
        finding[0] = char(std::tolower(static_cast<unsigned char>(finding[0])));
    }
    std::string help = "sacrum";
    for (const CLI::App* chosen : chosen_commands(program)) help += " " + chosen->get_name();
    print_error(fmt::format("{}; see {} --help", finding, help));
    return int(ExitCode::usage);
}

int run_checked(int argc, const char* const* argv) {
    CLI::App program;
    program.name("sacrum");
    program.formatter(make_help_formatter());
    program.require_subcommand(0, 1);
    program.set_help_flag();
    bool wants_help = false;
    bool wants_version = false;
    program.add_flag("-h,--help", wants_help, "show the commands");
    program.add_flag("--version", wants_version, "show the versions of the program and of its methods");
    const std::array commands{
        make_live_command(program),    make_record_command(program),  make_analyze_command(program),
        make_report_command(program),  make_compare_command(program), make_replay_command(program),
        make_info_command(program),    make_recover_command(program), make_devices_command(program),
        make_export_command(program),  make_explain_command(program), make_simulate_command(program),
        make_history_command(program), make_screen_command(program),  make_cohort_command(program)};
    for (const Command& command : commands) command.parser->set_help_flag("-h,--help", "show this");

    try {
        program.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        fmt::print("{}\n", help_of(program));
        return int(ExitCode::ok);
    } catch (const CLI::ParseError& error) {
        return refuse(program, error);
    }
    for (const Command& command : commands) {
        if (command.parser->parsed()) return int(command.run());
    }
    fmt::print("{}", wants_version ? version_text() : std::string(kOverview));
    return int(ExitCode::ok);
}

}  // namespace

int run(int argc, const char* const* argv) {
    try {
        const int code = run_checked(argc, argv);
        if (std::fflush(stdout) != 0) {
            print_error("stdout: the results could not be written there; make room or send them elsewhere");
            return int(ExitCode::output);
        }
        return code;
    } catch (const std::exception& fault) {
        print_error(
            fmt::format("internal fault ({}); please report it with the call that led to it", fault.what()));
        return int(ExitCode::internal);
    }
}

}  // namespace sacrum::app
