# `cmake --install`, and the package that find_package(payoff) finds.
include(CMakePackageConfigHelpers)

install(TARGETS payoff_library payoff_shared EXPORT payoff_targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS payoff RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/payoff DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/payoff)
install(FILES ${PAYOFF_DUCKDB_LIBRARY} DESTINATION ${CMAKE_INSTALL_LIBDIR}/payoff)
install(EXPORT payoff_targets NAMESPACE payoff:: FILE payoffTargets.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/payoff)

file(CONFIGURE OUTPUT payoffConfig.cmake CONTENT [[
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(fmt)
find_dependency(EXPAT)
find_dependency(ZLIB)
include("${CMAKE_CURRENT_LIST_DIR}/payoffTargets.cmake")
]] @ONLY)
# For the C API, from wherever it was moved to: pkg-config knows where the file itself lies.
file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
file(CONFIGURE OUTPUT payoff.pc CONTENT [[
prefix=${pcfiledir}/@up@
Name: payoff
Description: Measures whether an AI rollout paid off
Version: @PROJECT_VERSION@
Cflags: -I${prefix}/@CMAKE_INSTALL_INCLUDEDIR@
Libs: -L${prefix}/@CMAKE_INSTALL_LIBDIR@ -lpayoff
]] @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/payoff.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/payoffConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/payoffConfig.cmake ${CMAKE_BINARY_DIR}/payoffConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/payoff)
