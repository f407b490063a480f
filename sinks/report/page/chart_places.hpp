// The places of the charts with their titles and captions; the page's script draws into them.
#pragma once

#include <string>

#include "sinks/report/page/page_content.hpp"

namespace sacrum::sinks {

// Drop over the session, drop through the stride, the sensor's way, left against right, sway over the
// session; beside them what this is.
std::string main_pictures(const PageContent& content);

// What it is and is not, and on paper room to write.
std::string what_this_is();

// From stage to stage and from session to session; empty where there are none.
std::string further_pictures(const PageContent& content);

}  // namespace sacrum::sinks
