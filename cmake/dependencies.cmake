# Libraries. Those of the system come from its package manager (./dev installs
# them); DuckDB and the ADBC driver manager are fetched once, pinned by version
# and checksum, and kept in PAYOFF_DEPENDENCIES so that a second build needs no network.
find_package(Threads REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json 3.10 REQUIRED)
find_package(EXPAT REQUIRED)
find_package(ZLIB REQUIRED)
find_path(PAYOFF_ZSTANDARD zstd.h REQUIRED)
find_library(PAYOFF_ZSTANDARD_LIBRARY zstd REQUIRED)
find_path(PAYOFF_NETTLE nettle/sha2.h REQUIRED)
find_library(PAYOFF_NETTLE_LIBRARY nettle REQUIRED)
find_path(PAYOFF_MINIZIP minizip/unzip.h REQUIRED)
find_library(PAYOFF_MINIZIP_LIBRARY minizip REQUIRED)
find_path(PAYOFF_POPT popt.h REQUIRED)
find_library(PAYOFF_POPT_LIBRARY popt REQUIRED)
find_path(PAYOFF_XLSXWRITER xlsxwriter.h REQUIRED)
find_library(PAYOFF_XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
find_path(PAYOFF_UTF8CPP utf8.h REQUIRED)
find_path(PAYOFF_RANDOM123 Random123/philox.h REQUIRED)

if(DEFINED ENV{XDG_CACHE_HOME})
  set(cache_home $ENV{XDG_CACHE_HOME})
else()
  set(cache_home $ENV{HOME}/.cache)
endif()
set(PAYOFF_DEPENDENCIES ${cache_home}/payoff CACHE PATH "Where fetched dependencies are kept")

# Runs an ordinary package client in an empty folder and unpacks the one archive it brings.
function(payoff_fetch name archive sha256 client)
  set(folder ${PAYOFF_DEPENDENCIES}/${name})
  if(NOT EXISTS ${folder}/complete)
    message(STATUS "Fetching ${name}")
    file(REMOVE_RECURSE ${folder})
    file(MAKE_DIRECTORY ${folder})
    execute_process(COMMAND ${client} ${ARGN} WORKING_DIRECTORY ${folder}
      RESULT_VARIABLE failed OUTPUT_VARIABLE log ERROR_VARIABLE log)
    if(failed OR NOT EXISTS ${folder}/${archive})
      message(FATAL_ERROR "${name} could not be fetched with '${client}':\n${log}")
    endif()
    file(SHA256 ${folder}/${archive} found)
    if(NOT found STREQUAL sha256)
      message(FATAL_ERROR "${folder}/${archive} has checksum ${found}, but must be ${sha256}; remove it and try again")
    endif()
    file(ARCHIVE_EXTRACT INPUT ${folder}/${archive} DESTINATION ${folder})
    file(REMOVE ${folder}/${archive})
    file(TOUCH ${folder}/complete)
  endif()
endfunction()

# DuckDB: the shared library that the npm package of its Node binding ships, or a copy of one's own.
set(PAYOFF_DUCKDB_LIBRARY "" CACHE FILEPATH "libduckdb.so to use instead of the fetched one")
if(NOT PAYOFF_DUCKDB_LIBRARY AND NOT SKBUILD)  # in Python it comes with its own wheel
  if(NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    message(FATAL_ERROR "no DuckDB is pinned for ${CMAKE_SYSTEM_PROCESSOR}; set PAYOFF_DUCKDB_LIBRARY to a libduckdb.so")
  endif()
  payoff_fetch(duckdb-1.5.6 duckdb-node-bindings-linux-x64-1.5.6-r.1.tgz
    1b9f82478539bb9a1d1df44bd103121a12ae52142c07158dc52b97d2ec1d69ff
    npm pack --silent @duckdb/node-bindings-linux-x64@1.5.6-r.1)
  set(PAYOFF_DUCKDB_LIBRARY ${PAYOFF_DEPENDENCIES}/duckdb-1.5.6/package/libduckdb.so)
endif()

# The ADBC driver manager: the official C++ sources in the source package of its Python binding.
payoff_fetch(adbc-1.13.0 adbc_driver_manager-1.13.0.tar.gz
  72d616e43d03b735e4000b653307531a2d1820f1f7e0ce949656f0ab939bd53e
  python3 -m pip download --quiet --no-deps --no-binary adbc-driver-manager adbc-driver-manager==1.13.0)
set(adbc ${PAYOFF_DEPENDENCIES}/adbc-1.13.0/adbc_driver_manager-1.13.0/adbc_driver_manager)
add_library(adbc_driver_manager OBJECT
  ${adbc}/adbc_driver_manager.cc ${adbc}/adbc_driver_manager_api.cc
  ${adbc}/adbc_driver_manager_driver_loading.cc ${adbc}/adbc_driver_manager_profiles.cc)
target_include_directories(adbc_driver_manager SYSTEM PUBLIC ${adbc})
target_compile_options(adbc_driver_manager PRIVATE -w)
set_target_properties(adbc_driver_manager PROPERTIES UNITY_BUILD ON)  # each of the four reads the same heavy parser

# nanoarrow, which reads Arrow arrays: the official C sources in the source package of its Python binding.
payoff_fetch(nanoarrow-0.9.0 nanoarrow-0.9.0.tar.gz
  1ce15bbed8532839347faa78824c5dbd3769bff60661003e34c6fba5dd881bd3
  python3 -m pip download --quiet --no-deps --no-binary nanoarrow nanoarrow==0.9.0)
set(nanoarrow ${PAYOFF_DEPENDENCIES}/nanoarrow-0.9.0/nanoarrow-0.9.0/subprojects/arrow-nanoarrow/src)
set(NANOARROW_VERSION 0.9.0)
set(NANOARROW_VERSION_MAJOR 0)
set(NANOARROW_VERSION_MINOR 9)
set(NANOARROW_VERSION_PATCH 0)
set(NANOARROW_NAMESPACE_DEFINE "#define NANOARROW_NAMESPACE PayoffPrivate")
configure_file(${nanoarrow}/nanoarrow/nanoarrow_config.h.in ${CMAKE_BINARY_DIR}/nanoarrow/nanoarrow/nanoarrow_config.h)
add_library(nanoarrow OBJECT ${nanoarrow}/nanoarrow/common/array.c ${nanoarrow}/nanoarrow/common/array_stream.c
  ${nanoarrow}/nanoarrow/common/schema.c ${nanoarrow}/nanoarrow/common/utils.c)
target_include_directories(nanoarrow SYSTEM PUBLIC ${nanoarrow} ${CMAKE_BINARY_DIR}/nanoarrow)
target_compile_options(nanoarrow PRIVATE -w)

set(PAYOFF_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers)
