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
    CHECK(rules()[i].meaning.ends_with("."));
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
  std::set<std::string_view> advice;
  for (const Rule& rule : rules()) CHECK((rule.to_raise.empty() || advice.insert(rule.to_raise).second));
  CHECK(advice.size() == 16);
}

TEST_CASE("catalog: invariance, what can lower a trial has its words for the headline, and each its own") {
  std::set<std::string_view> gaps;
  for (const Rule& rule : rules()) {
    CAPTURE(name(rule.id));
    // A wide interval is no gap of the trial: the headline says it by itself.
    CHECK(rule.gap.empty() == (rule.to_raise.empty() || rule.id == RuleId::imprecision));
    CHECK((rule.gap.empty() || gaps.insert(rule.gap).second));
    CHECK_FALSE(rule.gap.ends_with("."));
  }
}

}  // TEST_SUITE("qualify/catalog")
