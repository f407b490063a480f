// The top of the page: what was done, whether it can be trusted, the finding in plain words, the main
// figures.
#pragma once

#include <string>

#include "sinks/report/page/page_content.hpp"

namespace sacrum::sinks {

std::string opening(const PageContent& content);

}  // namespace sacrum::sinks
