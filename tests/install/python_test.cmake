# Puts together what the wheel holds: the component `python` of the build and the files of bindings/python/payoff. Moves it
# elsewhere, and runs a stranger's program with nothing but that; no PAYOFF_DUCKDB helps it.
#   cmake -DBUILD=... -DPACKAGE=... -DPYTHON=... -DSTRANGER=... -P python_test.cmake
set(scratch ${BUILD}/install_python)
unset(ENV{PAYOFF_DUCKDB})
file(REMOVE_RECURSE ${scratch})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --component python --prefix ${scratch}/prefix
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(COPY ${PACKAGE} DESTINATION ${scratch}/prefix PATTERN __pycache__ EXCLUDE)
file(RENAME ${scratch}/prefix ${scratch}/moved)

file(MAKE_DIRECTORY ${scratch}/elsewhere)
set(ENV{PYTHONPATH} ${scratch}/moved)
execute_process(COMMAND ${PYTHON} ${STRANGER} WORKING_DIRECTORY ${scratch}/elsewhere COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${scratch})
