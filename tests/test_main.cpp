#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "shared.hpp"

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  const int failed = context.run();
  return failed == 0 && skipped_for_want_of_data ? exit_skipped : failed;
}
