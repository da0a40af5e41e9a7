#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <clocale>
#include <cstdlib>

#include "shared.hpp"

int main(int argc, char** argv) {
  const char* locale = std::getenv("PAYOFF_TEST_LOCALE");
  if (locale && !std::setlocale(LC_ALL, locale)) return exit_skipped;
  doctest::Context context(argc, argv);
  const int failed = context.run();
  return failed == 0 && skipped_for_want_of_data ? exit_skipped : failed;
}
