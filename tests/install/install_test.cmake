# Installs the build into an empty prefix, moves it elsewhere, and builds against nothing but that the programs of
# strangers: in C++ on the static library, in C on the shared one by pkg-config, and examples/host on the shared one by
# CMake. No PAYOFF_DUCKDB helps them, and what the build would use is hidden: what is installed finds its own.
#   cmake -DBUILD=... -DSTRANGERS=... -DEXAMPLES=... -DSTUDY=... -DDUCKDB=... -DCC=... -DCXX=... -DFLAGS=...
#     -P install_test.cmake
set(scratch ${BUILD}/install_test)
set(prefix ${scratch}/moved)
unset(ENV{PAYOFF_DUCKDB})
file(REMOVE_RECURSE ${scratch})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${scratch}/prefix
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${scratch}/prefix ${prefix})

execute_process(COMMAND ${CMAKE_COMMAND} -S ${STRANGERS}/stranger -B ${scratch}/build -G Ninja
  -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX} "-DCMAKE_CXX_FLAGS=${FLAGS}"
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${scratch}/build COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${scratch}/build/stranger ${STUDY} COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND ${CMAKE_COMMAND} -S ${EXAMPLES}/host -B ${scratch}/host -G Ninja
  -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX} "-DCMAKE_CXX_FLAGS=${FLAGS}"
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${scratch}/host COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND python3 ${STRANGERS}/../examples/host.py ${scratch}/host/host COMMAND_ERROR_IS_FATAL ANY)

file(GLOB_RECURSE description ${prefix}/*/payoff.pc)
cmake_path(GET description PARENT_PATH folder)
set(ENV{PKG_CONFIG_PATH} ${folder})
execute_process(COMMAND sh -c "'${CC}' ${FLAGS} -std=c11 -Wall -Wextra -Werror -I'${STRANGERS}/../../examples/host' '${STRANGERS}/stranger_c/main.c' \
  -o '${scratch}/stranger_c' $(pkg-config --cflags --libs payoff)" COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE library ${prefix}/*/libpayoff.so.1)
cmake_path(GET library PARENT_PATH folder)
execute_process(COMMAND ${CMAKE_COMMAND} -E env LD_LIBRARY_PATH=${folder} ${scratch}/stranger_c
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND nm -D --defined-only ${library} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL " [A-Za-z] [^\n]*" symbols "${symbols}")
foreach(symbol IN LISTS symbols)
  if(NOT symbol MATCHES "^ T payoff_[a-z_]+$")
    message(FATAL_ERROR "libpayoff.so shows '${symbol}', but must show payoff_* alone")
  endif()
endforeach()

set(ENV{PATH} ${prefix}/bin:$ENV{PATH})  # by its name alone, from a folder where it does not lie
execute_process(COMMAND payoff run ${STUDY} -o ${scratch}/report --quiet COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND strings ${prefix}/bin/payoff ${library} OUTPUT_VARIABLE texts)
string(FIND "${texts}" "${DUCKDB}" found)
if(NOT found EQUAL -1)
  message(FATAL_ERROR "what is installed knows where the builder keeps DuckDB: ${DUCKDB}")
endif()
foreach(name study results portfolio)
  if(NOT EXISTS ${prefix}/share/payoff/schemas/${name}-1.json)
    message(FATAL_ERROR "schemas/${name}-1.json is not installed")
  endif()
endforeach()
file(REMOVE_RECURSE ${prefix})  # it holds a copy of the database
