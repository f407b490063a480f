// All sessions of a person with their context, the newest first.
#pragma once

#include <string>

#include "sinks/history/page/person_view.hpp"

namespace sacrum::sinks {

std::string session_list(const PersonView& view);

}  // namespace sacrum::sinks
