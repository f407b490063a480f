// What changed since last time and whether that is more than chance; empty where there was no last time.
#pragma once

#include <string>

#include "sinks/report/page/page_content.hpp"

namespace sacrum::sinks {

std::string change_section(const PageContent& content);

}  // namespace sacrum::sinks
