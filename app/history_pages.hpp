// The history as pages of the program's own server: who is in it, and a page for each person. The file is
// opened for each page anew and closed again, so that no browser that looks keeps it busy.
#pragma once

#include <filesystem>

#include "sinks/dashboard/server/page_server.hpp"

namespace sacrum::app {

sinks::PageMaker history_pages(std::filesystem::path file);

}  // namespace sacrum::app
