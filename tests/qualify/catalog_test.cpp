#include <doctest/doctest.h>

#include <set>
#include <string>

#include "payoff/qualify.hpp"

using namespace payoff;

TEST_SUITE("qualify/catalog") {

TEST_CASE("catalog: by hand, the rules that the methods of payoff can feed") {
  std::string ids;
  for (const Rule& rule : rules()) ids += name(rule.id) + " ";
  CHECK(ids ==
        "G01 G02 G03 G04 G05 G06 G07 G08 G09 G10 G11 G12 G13 G14 G15 G16 G17 G18 G19 G20 G21 G22 G23 G24 G25 G26 G27 ");
}

TEST_CASE("catalog: invariance, each rule is named once, in order, and says what it asks in one sentence") {
  for (std::size_t i = 0; i < rules().size(); ++i) {
    if (i > 0) CHECK(rules()[i - 1].id < rules()[i].id);
    CHECK(meaning(rules()[i].id).ends_with("."));
    CHECK((rules()[i].apply != nullptr));
  }
}

TEST_CASE("catalog: by hand, what a reason does has one word in results.json") {
  std::string words;
  for (const RuleEffect effect : {RuleEffect(RuleEffect::base, 'C'), RuleEffect(RuleEffect::caps, 'D'),
                                  RuleEffect(RuleEffect::lowers), RuleEffect(RuleEffect::note)}) {
    words += name(effect) + "; ";
  }
  CHECK(words == "base C; cap D; -1; note; ");
}

TEST_CASE("catalog: invariance, no advice is given twice") {
  std::set<std::string> advice;
  for (const Rule& rule : rules()) CHECK((to_raise(rule.id).empty() || advice.insert(to_raise(rule.id)).second));
  CHECK(advice.size() == 16);
}

TEST_CASE("catalog: invariance, what can lower a trial has its words for the headline, and each its own") {
  std::set<std::string> gaps;
  for (const Rule& rule : rules()) {
    CAPTURE(name(rule.id));
    // A wide interval is no gap of the trial: the headline says it by itself.
    CHECK(gap(rule.id).empty() == (to_raise(rule.id).empty() || rule.id == RuleId::imprecision));
    CHECK((gap(rule.id).empty() || gaps.insert(gap(rule.id)).second));
    CHECK_FALSE(gap(rule.id).ends_with("."));
  }
}

}  // TEST_SUITE("qualify/catalog")
