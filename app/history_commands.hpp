// The commands below `sacrum history`.
#pragma once

#include "app/command.hpp"

namespace sacrum::app {

Command make_history_add_command(CLI::App& history);
Command make_history_list_command(CLI::App& history);
Command make_history_show_command(CLI::App& history);
Command make_history_exercise_command(CLI::App& history);
Command make_history_trend_command(CLI::App& history);
Command make_history_reliability_command(CLI::App& history);
Command make_history_view_command(CLI::App& history);
Command make_history_export_command(CLI::App& history);
Command make_history_delete_command(CLI::App& history);

}  // namespace sacrum::app
