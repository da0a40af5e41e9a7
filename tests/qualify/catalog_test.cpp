#include <doctest/doctest.h>

#include <string>

#include "payoff/qualify.hpp"

using namespace payoff;

TEST_SUITE("qualify/catalog") {

TEST_CASE("catalog: by hand, the rules that the methods of payoff can feed") {
  std::string ids;
  for (const Rule& rule : rules()) ids += std::string(rule.id) + " ";
  CHECK(ids == "G02 G04 G05 G06 G07 G08 G10 G11 G12 G14 G15 G16 G17 G18 G19 G22 G25 ");
}

TEST_CASE("catalog: invariance, each rule is named once, in order, and says what it asks in one sentence") {
  for (std::size_t i = 0; i < rules().size(); ++i) {
    if (i > 0) CHECK(rules()[i - 1].id < rules()[i].id);
    CHECK(rules()[i].meaning.ends_with("."));
    CHECK((rules()[i].apply != nullptr));
  }
}

}  // TEST_SUITE("qualify/catalog")
