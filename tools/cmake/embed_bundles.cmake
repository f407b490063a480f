# Writes OUT, a C++ source that holds the script and the style of the pages NAMES (joined by commas): bundled in BUNDLED, or
# where that is not given without script and with the style in WEB/NAME/NAME.css.
string(REPLACE "," ";" NAMES "${NAMES}")
set(arrays "")
set(table "")
function(embed variable file)
    file(READ ${file} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    set(arrays "${arrays}constexpr unsigned char ${variable}[] = {${bytes}};\n" PARENT_SCOPE)
endfunction()
foreach(name IN LISTS NAMES)
    set(script "{}")
    set(hash "")
    if(BUNDLED)
        # As a content security policy names it.
        set(hash_of "process.stdout.write(require('crypto').createHash('sha256').update(require('fs').readFileSync(process.argv[1])).digest('base64'))")
        execute_process(COMMAND ${NODE} -e ${hash_of} ${BUNDLED}/${name}.js OUTPUT_VARIABLE hash COMMAND_ERROR_IS_FATAL ANY)
        embed(${name}_script ${BUNDLED}/${name}.js)
        embed(${name}_style ${BUNDLED}/${name}.css)
        set(script "text_of(${name}_script)")
    else()
        # A style may begin with that of another page.
        file(READ ${WEB}/${name}/${name}.css style)
        if(style MATCHES "@import \"([^\"]+)\";\n")
            file(READ ${WEB}/${name}/${CMAKE_MATCH_1} before)
            string(REPLACE "${CMAKE_MATCH_0}" "${before}" style "${style}")
        endif()
        file(WRITE ${OUT}.${name}.css "${style}")
        embed(${name}_style ${OUT}.${name}.css)
    endif()
    string(APPEND table "    {\"${name}\", ${script}, \"${hash}\", text_of(${name}_style)},\n")
endforeach()
file(WRITE ${OUT} "#include <array>
#include <cstddef>

#include \"sinks/report/page/page_bundle.hpp\"

namespace sacrum::sinks {
namespace {

${arrays}
template <std::size_t N>
std::string_view text_of(const unsigned char (&bytes)[N]) {
    return {reinterpret_cast<const char*>(bytes), N};
}

const auto kBundles = std::to_array<PageBundle>({
${table}});

}  // namespace

std::span<const PageBundle> page_bundles() { return kBundles; }

}  // namespace sacrum::sinks
")
