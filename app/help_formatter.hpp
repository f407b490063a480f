// How --help is set: names as they are typed, explanations in a column that fits a terminal of 100
// characters.
#pragma once

#include <memory>

namespace CLI {
class FormatterBase;
}

namespace sacrum::app {

std::shared_ptr<CLI::FormatterBase> make_help_formatter();

}  // namespace sacrum::app
