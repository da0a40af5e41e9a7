# Installs the build into an empty prefix and builds, against nothing but that, a stranger's program.
#   cmake -DBUILD=... -DSTRANGER=... -DCXX=... -DFLAGS=... -P install_test.cmake
set(scratch ${BUILD}/install_test)
file(REMOVE_RECURSE ${scratch})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${scratch}/prefix
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -S ${STRANGER} -B ${scratch}/build -G Ninja
  -DCMAKE_PREFIX_PATH=${scratch}/prefix -DCMAKE_CXX_COMPILER=${CXX} "-DCMAKE_CXX_FLAGS=${FLAGS}"
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${scratch}/build COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${scratch}/build/stranger COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${scratch}/prefix/bin/payoff --version COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${scratch}/prefix)  # it holds a copy of the database
