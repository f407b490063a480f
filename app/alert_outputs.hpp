// Where --alerts sends what is said about alerts: stdout, as lines of JSON and nothing else, or datagrams.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "sinks/alerts/alert_output.hpp"

namespace sacrum::app {

struct AlertOutputWords {
    std::vector<std::string> addresses;

    [[nodiscard]] bool takes_stdout() const;
};

void add_alert_outputs_option(CLI::App& parser, AlertOutputWords& words);

class AlertOutputs {
  public:
    // Fails where an address cannot be understood or reached, or stdout is promised to something else.
    static Result<AlertOutputs> open(const AlertOutputWords& words, bool stdout_is_taken);
    void say(const proto::LiveMessage& message);

  private:
    std::vector<std::unique_ptr<sinks::AlertOutput>> outputs_;
};

}  // namespace sacrum::app
