// The files of the page as they lie in the program, so that the binary alone serves it. Built without node
// and npm there is one: a notice.
#pragma once

#include <span>
#include <string_view>

namespace sacrum::sinks {

struct PageFile {
    std::string_view path;  // "/page.js"
    std::string_view type;  // as in Content-Type
    std::string_view content;
};

std::span<const PageFile> page_files();

}  // namespace sacrum::sinks
