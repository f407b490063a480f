# How every part of sacrum is compiled, and the three words the top CMakeLists.txt is written in:
#   sacrum_layer(NAME [USES LAYER…])    a library from all sources below NAME/
#   sacrum_firmware(TARGET)             the device's half of the bridge, in C99, with nanopb
#   sacrum_program(NAME [USES LAYER…])  the program `sacrum` from the sources below NAME/

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

option(SACRUM_BUILD_TESTS "build the tests" ON)
option(SACRUM_BUILD_BENCHMARKS "build the benchmarks" ON)
option(SACRUM_BUILD_FUZZ "build the libFuzzer targets (clang only)" OFF)
option(SACRUM_WERROR "warnings are errors" OFF)
set(SACRUM_SANITIZE "" CACHE STRING "sanitizers, as -fsanitize= takes them")
option(SACRUM_COVERAGE "count executed lines" OFF)

# pyenv's shims shadow Debian's python.
set(Python_EXECUTABLE /usr/bin/python3 CACHE FILEPATH "")

find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Protobuf 3.21 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(tl-expected REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(sdbus-c++ 1.2 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(libdeflate REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(hdf5 REQUIRED IMPORTED_TARGET hdf5)
pkg_check_modules(liblo REQUIRED IMPORTED_TARGET liblo)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
find_package(SQLiteCpp 3.2 REQUIRED)
# script/bootstrap unpacks Boost 1.81 there where another version that other programs need stands in its way.
find_package(Boost 1.81 REQUIRED HINTS ${CMAKE_SOURCE_DIR}/build/deps/usr)
find_package(Threads REQUIRED)
add_library(sacrum_asio INTERFACE)
target_link_libraries(sacrum_asio INTERFACE Boost::headers Threads::Threads)
target_compile_definitions(sacrum_asio INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_CONCEPTS)

add_library(sacrum_settings INTERFACE)
target_include_directories(sacrum_settings INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_link_libraries(sacrum_settings INTERFACE Eigen3::Eigen tl::expected fmt::fmt)
# Same binary and same bytes give the same report: no fused operations the source does not write, no fast math.
target_compile_options(sacrum_settings INTERFACE -ffp-contract=off
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Wcast-align -Wdouble-promotion -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum)
if(SACRUM_WERROR)
    target_compile_options(sacrum_settings INTERFACE -Werror)
endif()
# The same objects make the program and the Python module.
add_compile_options(-fPIC -fno-semantic-interposition)
if(SACRUM_SANITIZE)
    add_compile_options(-fsanitize=${SACRUM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${SACRUM_SANITIZE})
endif()
if(SACRUM_COVERAGE)
    add_compile_options(--coverage)
    add_link_options(--coverage)
endif()

# Eigen is half of what a small source costs to compile (2.0 s, 1.0 s with this): it is parsed once. Headers must still include what they
# name; all_verify_interface_header_sets and clang-tidy compile without this.
option(SACRUM_PRECOMPILED_HEADERS "parse the large headers once" ON)
if(SACRUM_PRECOMPILED_HEADERS AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)  # lets ccache see what was precompiled
endif()
set(sacrum_large_headers <Eigen/Geometry> <chrono> <fmt/format.h> <optional> <string> <tl/expected.hpp> <vector>)
add_library(sacrum_prelude OBJECT ${CMAKE_CURRENT_LIST_DIR}/prelude.cpp)
target_link_libraries(sacrum_prelude PRIVATE sacrum_settings)
function(sacrum_precompile target)
    if(SACRUM_PRECOMPILED_HEADERS)
        if(target STREQUAL "sacrum_prelude")
            target_precompile_headers(${target} PRIVATE ${sacrum_large_headers})
        else()
            target_precompile_headers(${target} REUSE_FROM sacrum_prelude)
        endif()
    endif()
endfunction()
sacrum_precompile(sacrum_prelude)

configure_file(${CMAKE_SOURCE_DIR}/domain/version.hpp.in ${CMAKE_BINARY_DIR}/generated/domain/version.hpp @ONLY)

function(sacrum_layer name)
    cmake_parse_arguments(arg "" "" "USES" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.cpp)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.hpp)
    file(GLOB_RECURSE messages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.proto)
    list(TRANSFORM arg_USES PREPEND sacrum_)
    if(messages)
        add_library(sacrum_${name} STATIC ${sources})
        sacrum_messages(sacrum_${name} ${messages})
        set(kind PUBLIC)
    elseif(sources)
        add_library(sacrum_${name} STATIC ${sources})
        set(kind PUBLIC)
    else()
        add_library(sacrum_${name} INTERFACE)
        set(kind INTERFACE)
    endif()
    if(headers)
        target_sources(sacrum_${name} ${kind} FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR} FILES ${headers})
        set_target_properties(sacrum_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
    endif()
    target_link_libraries(sacrum_${name} ${kind} sacrum_settings ${arg_USES})
    if(kind STREQUAL "PUBLIC")
        sacrum_precompile(sacrum_${name})
    endif()
endfunction()

# C++ from .proto files, included as a system library: its warnings are not ours.
function(sacrum_messages target)
    set(out ${CMAKE_BINARY_DIR}/generated)
    # Not ours to mend, so neither optimised nor watched where it is only tested: that is half of what it costs.
    set(options -w $<$<CONFIG:Debug>:-O0>)
    if(SACRUM_SANITIZE)
        list(APPEND options -fno-sanitize=all)
    endif()
    foreach(message IN LISTS ARGN)
        file(RELATIVE_PATH relative ${CMAKE_SOURCE_DIR} ${message})
        string(REGEX REPLACE "\\.proto$" "" stem ${relative})
        add_custom_command(
            OUTPUT ${out}/${stem}.pb.cc ${out}/${stem}.pb.h
            COMMAND protobuf::protoc --cpp_out=${out} -I${CMAKE_SOURCE_DIR} ${message}
            DEPENDS ${message})
        target_sources(${target} PRIVATE ${out}/${stem}.pb.cc)
        set_source_files_properties(${out}/${stem}.pb.cc PROPERTIES SKIP_PRECOMPILE_HEADERS ON COMPILE_OPTIONS "${options}")
    endforeach()
    target_include_directories(${target} SYSTEM PUBLIC ${out})
    target_link_libraries(${target} PUBLIC protobuf::libprotobuf)
endfunction()

function(sacrum_program name)
    cmake_parse_arguments(arg "" "" "USES" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${name}/*.cpp)
    list(TRANSFORM arg_USES PREPEND sacrum_)
    # All commands are a library too, so that tests can call them; main.cpp alone is the program.
    set(main ${CMAKE_SOURCE_DIR}/${name}/main.cpp)
    list(REMOVE_ITEM sources ${main})
    if(sources)
        add_library(sacrum_${name} STATIC ${sources})
        target_link_libraries(sacrum_${name} PUBLIC sacrum_settings ${arg_USES} CLI11::CLI11 tomlplusplus::tomlplusplus spdlog::spdlog)
        sacrum_precompile(sacrum_${name})
    endif()
    add_executable(sacrum ${main})
    target_link_libraries(sacrum PRIVATE $<TARGET_NAME_IF_EXISTS:sacrum_${name}> sacrum_settings ${arg_USES})
endfunction()

# The C99 library of firmware_bridge/firmware. The message code of nanopb has other names than that of protoc.
function(sacrum_firmware target)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/firmware_bridge/firmware/*.c)
    if(NOT sources)
        return()
    endif()
    set(out ${CMAKE_BINARY_DIR}/generated)
    add_custom_command(
        OUTPUT ${out}/proto/wire.npb.c ${out}/proto/wire.npb.h
        COMMAND protobuf::protoc --plugin=protoc-gen-nanopb=/usr/bin/protoc-gen-nanopb --nanopb_out=${out}
            --nanopb_opt=--extension=.npb --nanopb_opt=--options-path=${CMAKE_SOURCE_DIR}
            --nanopb_opt=--error-on-unmatched -I${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/proto/wire.proto
        DEPENDS ${CMAKE_SOURCE_DIR}/proto/wire.proto ${CMAKE_SOURCE_DIR}/proto/wire.options)
    add_library(${target} STATIC ${sources} ${out}/proto/wire.npb.c)
    set_source_files_properties(${out}/proto/wire.npb.c PROPERTIES COMPILE_OPTIONS -w)
    set_target_properties(${target} PROPERTIES C_STANDARD 99 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Werror -pedantic)
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
    target_include_directories(${target} SYSTEM PUBLIC ${out})
    target_link_libraries(${target} PUBLIC protobuf-nanopb)
    # A whole device, with a board that is not there; it must compile as strictly.
    file(GLOB example CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/firmware_bridge/firmware/example/*.c)
    add_executable(${target}_example ${example})
    set_target_properties(${target}_example PROPERTIES C_STANDARD 99 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF)
    target_compile_options(${target}_example PRIVATE -Wall -Wextra -Werror -pedantic)
    target_link_libraries(${target}_example PRIVATE ${target})
endfunction()
