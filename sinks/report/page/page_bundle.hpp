// The script and the style of a page that is one file, as they lie in the program. Built without node and npm
// they have no script.
#pragma once

#include <span>
#include <string_view>

namespace sacrum::sinks {

struct PageBundle {
    std::string_view name;           // "report": its folder in sinks/dashboard/web
    std::string_view script;         // empty without node and npm
    std::string_view script_sha256;  // in base64, as a content security policy names it
    std::string_view style;
};

std::span<const PageBundle> page_bundles();
// One that tools/cmake/SacrumPage.cmake lists.
const PageBundle& page_bundle(std::string_view name);

}  // namespace sacrum::sinks
