# What runs in the browser: bundled from sinks/dashboard/web by esbuild and embedded into the program.
#   sacrum_page(TARGET)   adds the embedded files to TARGET
#
# There are the live page, which is served in files (main.ts, index.html), and pages that are one file each, whose script and
# style go into it (NAME/main.ts and NAME/NAME.css; page_bundle("NAME") in C++).
#
# Packages come from package-lock.json by `npm ci` when CMake configures, once for all presets, into build/web. Where
# that cannot be (no node, no npm, no network) it says so; a notice stands in for the live page, and the others are without script.

set(sacrum_web_packages ${CMAKE_SOURCE_DIR}/build/web)
set(sacrum_bundles report history)  # pages that are one file

# Sets SACRUM_HAS_PAGE in the caller.
function(sacrum_web_install web)
    set(SACRUM_HAS_PAGE OFF PARENT_SCOPE)
    find_program(NODE node)
    find_program(NPM npm)
    if(NOT NODE OR NOT NPM)
        message(NOTICE "The live page is left out: node and npm are not there; script/bootstrap installs them.")
        return()
    endif()
    file(SHA256 ${web}/package-lock.json lock)
    set(stamp ${sacrum_web_packages}/installed-${lock})
    if(NOT EXISTS ${stamp})
        file(COPY ${web}/package.json ${web}/package-lock.json DESTINATION ${sacrum_web_packages})
        # esbuild's binary is a package of its own; nothing needs an install script.
        execute_process(
            COMMAND ${NPM} ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error
            WORKING_DIRECTORY ${sacrum_web_packages} RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
        if(NOT failed EQUAL 0)
            string(STRIP "${output}" output)
            message(NOTICE "The live page is left out: its packages could not be installed by npm ci (offline?); configure again with a network.\n${output}")
            return()
        endif()
        file(GLOB old ${sacrum_web_packages}/installed-*)
        if(old)
            file(REMOVE ${old})
        endif()
        file(TOUCH ${stamp})
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${web}/package-lock.json)
    set(SACRUM_HAS_PAGE ON PARENT_SCOPE)
endfunction()

function(sacrum_page target)
    # Beast, with optimisation and sanitizers together, takes three minutes.
    if(SACRUM_SANITIZE)
        set_source_files_properties(${CMAKE_SOURCE_DIR}/sinks/dashboard/server/connection.cpp
            ${CMAKE_SOURCE_DIR}/sinks/dashboard/server/viewer.cpp
            PROPERTIES COMPILE_OPTIONS -O0 SKIP_PRECOMPILE_HEADERS ON)  # clang takes no header of another optimisation
    endif()
    set(web ${CMAKE_SOURCE_DIR}/sinks/dashboard/web)
    set(embedded ${CMAKE_BINARY_DIR}/generated/sinks/dashboard/page_files.cpp)
    set(embed ${CMAKE_SOURCE_DIR}/tools/cmake/embed_page.cmake)
    set(bundles ${CMAKE_BINARY_DIR}/generated/sinks/report/page/page_bundles.cpp)
    set(embed_bundles ${CMAKE_SOURCE_DIR}/tools/cmake/embed_bundles.cmake)
    string(REPLACE ";" "," names "${sacrum_bundles}")
    list(TRANSFORM sacrum_bundles REPLACE "(.+)" "${web}/\\1/\\1.css" OUTPUT_VARIABLE styles)
    sacrum_web_install(${web})
    set(SACRUM_HAS_PAGE ${SACRUM_HAS_PAGE} PARENT_SCOPE)
    if(NOT SACRUM_HAS_PAGE)
        add_custom_command(OUTPUT ${embedded} DEPENDS ${web}/notice.html ${embed}
            COMMAND ${CMAKE_COMMAND} -DOUT=${embedded} -DINDEX=${web}/notice.html -P ${embed})
        add_custom_command(OUTPUT ${bundles} DEPENDS ${styles} ${embed_bundles}
            COMMAND ${CMAKE_COMMAND} -DOUT=${bundles} -DNAMES=${names} -DWEB=${web} -P ${embed_bundles})
        target_sources(${target} PRIVATE ${embedded} ${bundles})
        return()
    endif()

    # Sources and messages lie together with the packages, where the tools look for them.
    set(dir ${CMAKE_BINARY_DIR}/web)
    file(MAKE_DIRECTORY ${dir}/src ${dir}/out)
    file(CREATE_LINK ${sacrum_web_packages}/node_modules ${dir}/node_modules SYMBOLIC)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/*.ts ${web}/*.css ${web}/*.html ${web}/*.svg ${web}/tsconfig.json)
    file(GLOB messages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/proto/*.proto)
    list(FILTER messages EXCLUDE REGEX "wire\\.proto$")
    set(bin ${sacrum_web_packages}/node_modules/.bin)
    list(TRANSFORM sacrum_bundles REPLACE "(.+)" "\\1=${dir}/src/\\1/main.ts" OUTPUT_VARIABLE entries)
    list(TRANSFORM sacrum_bundles REPLACE "(.+)" "${dir}/out/\\1.js;${dir}/out/\\1.css" OUTPUT_VARIABLE bundled)
    add_custom_command(
        OUTPUT ${dir}/out/page.js ${dir}/out/page.css ${bundled}
        COMMAND ${CMAKE_COMMAND} -E rm -rf ${dir}/src
        COMMAND ${CMAKE_COMMAND} -E copy_directory ${web} ${dir}/src
        COMMAND ${CMAKE_COMMAND} -E make_directory ${dir}/src/messages
        COMMAND protobuf::protoc --plugin=protoc-gen-es=${bin}/protoc-gen-es --es_out=${dir}/src/messages
            --es_opt=target=ts -I${CMAKE_SOURCE_DIR} ${messages}
        COMMAND ${bin}/tsc --noEmit -p ${dir}/src/tsconfig.json
        COMMAND ${bin}/esbuild page=${dir}/src/main.ts ${entries} --bundle --minify --format=iife --target=es2020
            --log-level=warning --legal-comments=none --outdir=${dir}/out
        DEPENDS ${sources} ${messages} ${web}/package-lock.json
        COMMENT "Bundling the pages")
    add_custom_command(
        OUTPUT ${embedded}
        COMMAND ${CMAKE_COMMAND} -DOUT=${embedded} -DINDEX=${web}/index.html -DSCRIPT=${dir}/out/page.js
            -DSTYLE=${dir}/out/page.css -DICON=${web}/icon.svg -P ${embed}
        DEPENDS ${dir}/out/page.js ${dir}/out/page.css ${web}/index.html ${web}/icon.svg ${embed})
    add_custom_command(
        OUTPUT ${bundles}
        COMMAND ${CMAKE_COMMAND} -DOUT=${bundles} -DNAMES=${names} -DBUNDLED=${dir}/out -DNODE=${NODE} -P ${embed_bundles}
        DEPENDS ${bundled} ${embed_bundles})
    target_sources(${target} PRIVATE ${embedded} ${bundles})
endfunction()
