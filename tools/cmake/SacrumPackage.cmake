# What `cmake --install` puts where, and the Debian package that `cpack` makes of it: the one program, the documents and
# the recording that script/demo analyses. script/package makes it and tries it.
include(GNUInstallDirs)

install(TARGETS sacrum RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs PATTERN "decisions" EXCLUDE)
install(FILES samples/demo_run.imu.csv samples/demo_run.json DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME sacrum)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR "the sacrum project")
set(CPACK_PACKAGE_CONTACT "sacrum maintainers <sacrum@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "pelvic drop and sway of every stride, from one sensor on the sacrum")
set(CPACK_PACKAGE_DESCRIPTION "sacrum turns the signals of an accelerometer and a gyroscope worn on the sacrum into
measures of frontal-plane pelvic control of a runner or walker, live and from recordings.
They are markers, not a diagnosis.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # what it links is what it depends on
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS bluez)
include(CPack)
