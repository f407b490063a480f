# Readers that check exported files and that Debian does not have: npm packages below build/readers, once for all presets.
#   sacrum_readers()   fetches them when CMake configures; where that cannot be (no npm, no network) it says so, and the
#                      tests that need them are skipped
#
# bids-validator is unpacked by itself: its program holds all it needs, while its dependencies fill 700 MB.

set(sacrum_readers ${CMAKE_SOURCE_DIR}/build/readers)
set(sacrum_bids_validator bids-validator@1.15.0)
set(sacrum_bids_validator_sha1 d838ecc65b1f484429ebe9e47294f32b9d0631f2)

function(sacrum_fetch_bids_validator)
    set(archive ${sacrum_readers}/bids-validator-1.15.0.tgz)
    execute_process(COMMAND ${NPM} pack ${sacrum_bids_validator} --silent --prefer-offline
        WORKING_DIRECTORY ${sacrum_readers} RESULT_VARIABLE failed OUTPUT_QUIET ERROR_VARIABLE output)
    if(NOT failed EQUAL 0 OR NOT EXISTS ${archive})
        message(NOTICE "bids-validator could not be fetched by npm pack (offline?): the test of BIDS data sets is skipped.\n${output}")
        return()
    endif()
    file(SHA1 ${archive} sum)
    if(NOT sum STREQUAL sacrum_bids_validator_sha1)
        file(REMOVE ${archive})
        message(NOTICE "${sacrum_bids_validator} is not the package that was tried here; the test of BIDS data sets is skipped.")
        return()
    endif()
    file(MAKE_DIRECTORY ${sacrum_readers}/bids-validator)
    file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${sacrum_readers}/bids-validator)
    file(REMOVE ${archive})
endfunction()

function(sacrum_readers)
    find_program(NODE node)
    find_program(NPM npm)
    if(NOT NODE OR NOT NPM)
        message(NOTICE "Some tests of exported files are skipped: node and npm are not there; script/bootstrap installs them.")
        return()
    endif()
    set(packages ${CMAKE_SOURCE_DIR}/tests/export)
    file(MAKE_DIRECTORY ${sacrum_readers})
    file(SHA256 ${packages}/package-lock.json lock)
    set(stamp ${sacrum_readers}/installed-${lock})
    if(NOT EXISTS ${stamp})
        file(COPY ${packages}/package.json ${packages}/package-lock.json DESTINATION ${sacrum_readers})
        execute_process(
            COMMAND ${NPM} ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error
            WORKING_DIRECTORY ${sacrum_readers} RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
        if(failed EQUAL 0)
            file(TOUCH ${stamp})
        else()
            message(NOTICE "Readers of exported files could not be installed by npm ci (offline?); their tests are skipped.\n${output}")
        endif()
    endif()
    if(NOT EXISTS ${sacrum_readers}/bids-validator/package/bin/bids-validator)
        sacrum_fetch_bids_validator()
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${packages}/package-lock.json)
endfunction()
