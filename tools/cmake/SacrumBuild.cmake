# How every part of sacrum is compiled, and the two words the top CMakeLists.txt is written in:
#   sacrum_layer(NAME [USES LAYER…])    a library from all sources below NAME/
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
if(SACRUM_SANITIZE)
    add_compile_options(-fsanitize=${SACRUM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${SACRUM_SANITIZE})
endif()
if(SACRUM_COVERAGE)
    add_compile_options(--coverage)
    add_link_options(--coverage)
endif()

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
endfunction()

# C++ from .proto files, included as a system library: its warnings are not ours.
function(sacrum_messages target)
    set(out ${CMAKE_BINARY_DIR}/generated)
    foreach(message IN LISTS ARGN)
        file(RELATIVE_PATH relative ${CMAKE_SOURCE_DIR} ${message})
        string(REGEX REPLACE "\\.proto$" "" stem ${relative})
        add_custom_command(
            OUTPUT ${out}/${stem}.pb.cc ${out}/${stem}.pb.h
            COMMAND protobuf::protoc --cpp_out=${out} -I${CMAKE_SOURCE_DIR} ${message}
            DEPENDS ${message})
        target_sources(${target} PRIVATE ${out}/${stem}.pb.cc)
        set_source_files_properties(${out}/${stem}.pb.cc PROPERTIES COMPILE_OPTIONS -w)
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
    endif()
    add_executable(sacrum ${main})
    target_link_libraries(sacrum PRIVATE $<TARGET_NAME_IF_EXISTS:sacrum_${name}> sacrum_settings ${arg_USES})
endfunction()
