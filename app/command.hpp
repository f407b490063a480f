// A command of the program: its words on the command line, and what it does when it was chosen.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "app/exit_code.hpp"

namespace sacrum::app {

struct Command {
    CLI::App* parser;  // owned by the program's parser
    std::function<ExitCode()> run;
};

Command make_analyze_command(CLI::App& program);
Command make_report_command(CLI::App& program);
Command make_cohort_command(CLI::App& program);
Command make_export_command(CLI::App& program);
Command make_compare_command(CLI::App& program);
Command make_simulate_command(CLI::App& program);
Command make_explain_command(CLI::App& program);
Command make_live_command(CLI::App& program);
Command make_record_command(CLI::App& program);
Command make_replay_command(CLI::App& program);
Command make_info_command(CLI::App& program);
Command make_recover_command(CLI::App& program);
Command make_devices_command(CLI::App& program);
Command make_screen_command(CLI::App& program);
Command make_history_command(CLI::App& program);

}  // namespace sacrum::app
