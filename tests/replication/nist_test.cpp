// NIST's certified numbers, all 31 data sets, to as many digits as double precision leaves of the data.
#include "../benchmarks/nist.hpp"

#include <doctest/doctest.h>

#include "replication/data_file.hpp"

TEST_SUITE("replication/nist") {

namespace {

// Nine digits, but: Filip (degree 10; its x^j rounded to double have a condition number above 1e10), and data that lead
// with digits which are constant, so that the doubles nearest to them hold no more of the rest: NumAcc4 with 8 of 16,
// SmLs07 to 09 with 13.
double least_digits(const std::string& name) {
  if (name == "Filip") return 7;
  if (name == "NumAcc4") return 8;
  return name >= "SmLs07" && name <= "SmLs09t" ? 4 : 9;
}

}  // namespace

TEST_CASE("by hand: digits are the logarithm of the relative error, absolute about 0, at most 15") {
  CHECK(nist::Figure{"b", 1.001, 1}.digits() == doctest::Approx(3));
  CHECK(nist::Figure{"b", 1e-12, 0}.digits() == doctest::Approx(12));
  CHECK(nist::Figure{"b", 2, 2}.digits() == 15);
  CHECK(nist::Figure{"b", payoff::missing, 2}.digits() == 0);
}

TEST_CASE("reference: regressions, means and analyses of variance agree with NIST StRD") {
  const std::string file = payoff::replication::data_file("nist_strd/certified.json");
  if (file.empty()) return;
  const std::vector<nist::Result> results = nist::results(std::filesystem::path(file).parent_path());
  CHECK(results.size() == 31);
  for (const nist::Result& result : results) {
    for (const nist::Figure& figure : result.figures) {
      INFO(result.name << " " << figure.name << ": " << figure.computed << ", certified " << figure.certified);
      CHECK(figure.digits() >= least_digits(result.name));
    }
  }
}

}  // TEST_SUITE("replication/nist")
