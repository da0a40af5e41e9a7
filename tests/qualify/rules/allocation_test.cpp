// G01, G03, and of G06 what was assigned: each just on both sides of its thresholds.
#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;
using example::effect_of;

TEST_SUITE("qualify/rules/allocation") {

namespace {

Evidence drawn(std::size_t with, std::size_t without, double split = 0, bool randomized = true) {
  Effect effect = example::did_minutes();
  effect.facts.treated.clusters = with;
  effect.facts.comparison.clusters = without;
  Evidence evidence = example::evidence_of(effect, randomized);
  evidence.split = split;
  return evidence;
}

std::string ratio(std::size_t with, std::size_t without, double split = 0) {
  return effect_of(drawn(with, without, split), "G01");
}

// So many of each arm were there in the beginning, and so many of these not at the end.
struct Arm {
  std::size_t began, left;
};

Evidence lost(Arm treated, Arm comparison) {
  Effect effect = example::did_minutes();
  effect.facts.treated.began = treated.began;
  effect.facts.treated.left = treated.left;
  effect.facts.comparison.began = comparison.began;
  effect.facts.comparison.left = comparison.left;
  return example::evidence_of(effect);
}

std::string leaves(Arm treated, Arm comparison) {
  return effect_of(lost(treated, comparison), "G03");
}

Evidence nested(const Nesting& nesting, bool randomized = false) {
  Effect effect = example::did_minutes();
  effect.facts.nesting = nesting;
  return example::evidence_of(effect, randomized);
}

}  // namespace

TEST_CASE("G01: by hand, of 400 drawn half and half the error is 10: z = 2 lowers, z = 3.3 caps at C") {
  CHECK(ratio(200, 200) == "");
  CHECK(ratio(219, 181) == "");       // z = 1.9, p = 0.057
  CHECK(ratio(220, 180) == "-1");     // z = 2.0, p = 0.046
  CHECK(ratio(232, 168) == "-1");     // z = 3.2, p = 0.0014
  CHECK(ratio(233, 167) == "cap C");  // z = 3.3, p = 0.00097
  CHECK(ratio(181, 219) == "");       // the other way round alike
  CHECK(ratio(180, 220) == "-1");
  CHECK(ratio(167, 233) == "cap C");
}

TEST_CASE("G01: by hand, of 400 drawn one in five 80 are expected and the error is sqrt(400 x 0.2 x 0.8) = 8") {
  CHECK(ratio(80, 320, 0.2) == "");
  CHECK(ratio(95, 305, 0.2) == "");        // z = 1.875, p = 0.061
  CHECK(ratio(96, 304, 0.2) == "-1");      // z = 2, p = 0.046
  CHECK(ratio(106, 294, 0.2) == "-1");     // z = 3.25, p = 0.0012
  CHECK(ratio(107, 293, 0.2) == "cap C");  // z = 3.375, p = 0.0007
  CHECK(ratio(200, 200, 0.2) == "cap C");  // half and half is not what was declared
}

TEST_CASE("G01: by hand, beyond one to two nobody can tell the split that was not said") {
  CHECK(ratio(99, 201) == "note");
  CHECK(ratio(201, 99) == "note");
  CHECK(ratio(100, 200) == "cap C");  // one third: taken as half and half
  CHECK(ratio(200, 100) == "cap C");
  CHECK(ratio(99, 201, 0.33) == "");  // said
  CHECK(grade(drawn(99, 201)).grade == 'A');
}

TEST_CASE("G01: by hand, who did not draw is not asked, and an unknown number is no number") {
  CHECK(effect_of(drawn(233, 167, 0, false), "G01") == "");
  CHECK(ratio(0, 0) == "");
  CHECK(ratio(0, 0, 0.5) == "");
}

TEST_CASE("G01: by hand, what was drawn is counted: teams where teams were") {
  Effect effect = example::did_minutes();
  effect.facts.treated.assigned = 300, effect.facts.comparison.assigned = 150;
  effect.facts.treated.clusters = effect.facts.comparison.clusters = 12;
  CHECK(effect_of(example::evidence_of(effect, true), "G01") == "");
}

TEST_CASE("G01: by hand, the counts and p stand in the reason, and C is the best that is left") {
  const Evidence evidence = drawn(233, 167);
  const std::vector<Reason> reasons = example::fired(evidence, "G01");
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].text.starts_with(
      "The data hold 233 with the tool and 167 without, where a lot of half and half would give 200 and 200 "
      "(p < 0.001): some seem to be missing from the start"));
  CHECK(reasons[0].measured == doctest::Approx(0.000967).epsilon(1e-3));
  CHECK(reasons[0].threshold == 0.001);
  CHECK(grade(evidence).grade == 'C');
  const Reason declared = example::fired(drawn(96, 304, 0.2), "G01").at(0);
  CHECK(
      declared.text.starts_with("The data hold 96 with the tool and 304 without, where a lot of 20% with the tool "
                                "would give 80 and 320 (p = 0.046)"));
  CHECK(declared.threshold == 0.05);
  CHECK(example::fired(drawn(99, 201), "G01").at(0).text ==
        "The lot gave 99 with the tool and 201 without; what split it was meant to give is not said, so nobody can "
        "tell whether some are missing from the start (rollout.split).");
}

TEST_CASE("G03: reference, the cautious boundary of the What Works Clearinghouse, to its last digit") {
  // Procedures handbook, version 4.1: the largest difference in points at so many lost overall, in arms of one size.
  struct Row {
    int overall, most;  // of 100,000
  };
  constexpr Row boundary[] = {{10000, 6300}, {20000, 5400}, {30000, 4100}, {40000, 2600}};
  const auto at = [](int overall, int apart) {
    const Arm more{100000, static_cast<std::size_t>(overall + apart / 2)};
    const Arm less{100000, static_cast<std::size_t>(overall - apart / 2)};
    CHECK(leaves(more, less) == leaves(less, more));
    return leaves(more, less);
  };
  for (const Row& row : boundary) {
    CAPTURE(row.overall);
    CHECK(at(row.overall, row.most) == "");
    CHECK(at(row.overall, row.most + 100) == "-1");
  }
}

TEST_CASE("G03: by hand, a small difference in small arms is chance, until more than a fifth of one has left") {
  // Of 25 and 25, two of the others left. sd of the difference = sqrt(2 q (1 - q) / 25), q the share of all.
  CHECK(leaves({25, 0}, {25, 0}) == "");
  CHECK(leaves({25, 2}, {25, 0}) == "");      // 0.08 / 0.0554: z = 1.44
  CHECK(leaves({25, 5}, {25, 2}) == "");      // a fifth; 0.12 / 0.0981: z = 1.22
  CHECK(leaves({25, 6}, {25, 2}) == "note");  // more than a fifth; 0.16 / 0.1037: z = 1.54
  CHECK(leaves({25, 7}, {25, 2}) == "note");  // 0.20 / 0.1087: z = 1.84, p = 0.066
  CHECK(leaves({25, 8}, {25, 2}) == "-1");    // 0.24 / 0.1131: z = 2.12, p = 0.034
  CHECK(leaves({25, 2}, {25, 8}) == "-1");
}

TEST_CASE("G03: by hand, too many may leave although from both arms alike") {
  // Those who stay are phi(z) / (1 - share) above the mean, 0.913 at 57 %, 0.931 at 58 %; 0.06 of it is the bias.
  CHECK(leaves({100, 57}, {100, 57}) == "");
  CHECK(leaves({100, 58}, {100, 58}) == "note");
}

TEST_CASE("G03: by hand, who lost the whole arm lost too many") {
  CHECK(leaves({100, 99}, {100, 0}) == "-1");
  CHECK(leaves({100, 100}, {100, 0}) == "-1");
  CHECK(leaves({100, 0}, {100, 100}) == "-1");
}

TEST_CASE("G03: by hand, nobody leaves where nobody began") {
  CHECK(leaves({0, 0}, {25, 8}) == "");
  CHECK(leaves({25, 8}, {0, 0}) == "");
}

TEST_CASE("G03: by hand, the reason says how many of how many, and the trial has its gap") {
  const std::vector<Reason> reasons = example::fired(lost({25, 8}, {25, 2}), "G03");
  REQUIRE(reasons.size() == 1);
  CHECK(
      reasons[0].text ==
      "Of 25 with the tool 8 were no longer seen at the end, of 25 without it 2 (p = 0.034): if those who left differ "
      "from those who stayed, so do the groups.");
  CHECK(reasons[0].measured > reasons[0].threshold);
  Evidence trial = lost({25, 8}, {25, 2});
  trial.randomized = true;
  CHECK(grade(trial).grade == 'B');
  CHECK(example::headline_of(trial).find(", in a trial with gaps: people left, and not from both groups alike (") !=
        std::string::npos);
}

TEST_CASE("G06: by hand, where one team is all of an arm the team cannot be told from the tool") {
  const Evidence one = nested({.column = "team", .labels_treated = 1, .labels_comparison = 5}, true);
  CHECK(effect_of(one, "G06") == "cap D");
  CHECK(grade(one).grade == 'D');
  CHECK(example::fired(one, "G06")[0].text ==
        "All with the tool are of one team, and no team holds people of both groups: what else is special about it "
        "cannot be told from the tool.");
  const Evidence other = nested({.column = "home_team", .labels_treated = 5, .labels_comparison = 1});
  CHECK(example::fired(other, "G06").at(0).text.starts_with("All without the tool are of one home team, "));
  CHECK(effect_of(example::evidence_of(example::did_minutes()), "G06") == "");
}

TEST_CASE("G06: by hand, teams that lie in one arm each, and are taken as what was drawn, are told and cost nothing") {
  const Evidence evidence =
      nested({.column = "home_team", .labels_treated = 12, .labels_comparison = 11, .is_cluster = true}, true);
  const std::vector<Reason> reasons = example::fired(evidence, "G06");
  REQUIRE(reasons.size() == 1);
  CHECK(name(reasons[0].effect) == "note");
  CHECK(reasons[0].measured == 11);
  CHECK(reasons[0].text ==
        "Each home team lies in one group, so each home team, and not each person, is taken as what got the tool or "
        "did not (name another in columns.cluster).");
  CHECK(grade(evidence).grade == 'A');
}

}  // TEST_SUITE("qualify/rules/allocation")
