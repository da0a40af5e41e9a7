// Numerical accuracy: the certified data sets of NIST StRD, and in how many digits each number agrees (log relative
// error, at most 15). What double precision leaves of the data bounds it: NumAcc3 and 4, SmLs04 to 09 lead with 6 to 13
// digits that are constant.
//
//     bench_accuracy [FOLDER OF certified.json]
#include <fmt/format.h>

#include "nist.hpp"

int main(int argc, char** argv) try {
  const std::filesystem::path folder = argc > 1 ? argv[1] : "../shared/data/nist_strd";
  if (!std::filesystem::exists(folder / "certified.json")) {
    fmt::print(stderr, "{}: certified.json is not there\n", folder.string());
    return 3;
  }
  fmt::print("{:10} {:18} {:>6}  {}\n", "data set", "kind", "least", "digits of each number");
  for (const nist::Result& result : nist::results(folder)) {
    fmt::print("{:10} {:18} {:6.1f} ", result.name, result.kind, result.least_digits());
    for (const nist::Figure& figure : result.figures) fmt::print(" {} {:.1f}", figure.name, figure.digits());
    fmt::print("\n");
  }
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 1;
}
