// sacrum history: sessions of people, kept on this machine, and what changes from one to the next.
#include <fmt/format.h>

#include <array>

#include "app/history_commands.hpp"

namespace sacrum::app {

Command make_history_command(CLI::App& program) {
    CLI::App* parser = program.add_subcommand(
        "history",
        "Keeps the sessions of people on this machine and says what changes from one to the next.");
    parser->require_subcommand(0, 1);
    const std::array commands{
        make_history_add_command(*parser),         make_history_list_command(*parser),
        make_history_show_command(*parser),        make_history_trend_command(*parser),
        make_history_view_command(*parser),        make_history_exercise_command(*parser),
        make_history_reliability_command(*parser), make_history_export_command(*parser),
        make_history_delete_command(*parser)};
    for (const Command& command : commands) command.parser->set_help_flag("-h,--help", "show this");
    parser->footer(
        "One file on this machine holds it, readable for you alone; people are kept under made-up names. "
        "docs/history.md\n"
        "says what is kept, how a change is told from chance, and how to delete a person.\n\n"
        "Examples:\n"
        "  The first session of a person, whose made-up name is then printed:\n"
        "    sacrum history add run.sacrum --new\n"
        "  What has changed with the newest session:\n"
        "    sacrum history show --person P-7QK2");
    return {parser, [parser, commands] {
                for (const Command& command : commands)
                    if (command.parser->parsed()) return command.run();
                fmt::print("{}\n", parser->help("sacrum"));
                return ExitCode::ok;
            }};
}

}  // namespace sacrum::app
