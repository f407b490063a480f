# Writes OUT, a C++ source that holds the page's files: INDEX, and where they are given SCRIPT, STYLE and ICON.
set(arrays "")
set(table "")
function(embed name path type file)
    if(NOT file)
        return()
    endif()
    file(READ ${file} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(APPEND arrays "constexpr unsigned char ${name}[] = {${bytes}};\n")
    string(APPEND table "    {\"${path}\", \"${type}\", {reinterpret_cast<const char*>(${name}), sizeof ${name}}},\n")
    set(arrays "${arrays}" PARENT_SCOPE)
    set(table "${table}" PARENT_SCOPE)
endfunction()
embed(kIndex /index.html "text/html; charset=utf-8" "${INDEX}")
embed(kScript /page.js "text/javascript; charset=utf-8" "${SCRIPT}")
embed(kStyle /page.css "text/css; charset=utf-8" "${STYLE}")
embed(kIcon /icon.svg "image/svg+xml" "${ICON}")
file(WRITE ${OUT} "#include \"sinks/dashboard/page_files.hpp\"

#include <array>

namespace sacrum::sinks {
namespace {

${arrays}
const auto kFiles = std::to_array<PageFile>({
${table}});

}  // namespace

std::span<const PageFile> page_files() { return kFiles; }

}  // namespace sacrum::sinks
")
