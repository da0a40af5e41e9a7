// How good the evidence is, and what may be said because of it.
//
// A grade from A (randomised) to E (raw before and after), given by the design
// and lowered by coded rules; each rule that fires carries its number, its
// threshold and one plain sentence. The claims are the only sentences a report
// may put in its headline; their words are those the grade allows.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/measure.hpp"
#include "payoff/monetize.hpp"

namespace payoff {

struct Reason {
  std::string rule;  // "G05"
  double measured = missing;
  double threshold = missing;
  std::string effect;  // "-1", "cap D", "note", "no directional claim"
  std::string text;    // one sentence
};

struct Verdict {
  char grade = 'E';  // A to E, U = cannot be scored
  char base = 'E';   // before the rules
  std::vector<Reason> reasons;
  std::vector<std::string> to_raise;  // what would raise the grade
};

struct Claim {
  std::string text;
  std::string metric;
  std::string kind;  // "headline", "money", "guardrail", "rules_out", "caveat", "secondary"
};

// What the rules look at: the primary effect, all the others, and the study's own statements.
struct Evidence {
  std::vector<Effect> effects;  // the first one with role primary and no segment is graded
  const Appraisal* appraisal = nullptr;
  bool randomized = false;
  std::size_t metrics_tested = 1;  // metrics looked at
  std::string who;                 // "support agents": whom the claim is about; empty = "people"
  std::string tool;                // "the assistant"; empty = "the tool"
  std::string period;              // "6 January to 25 May 2025"; may be empty
};

// A rule: looks, and adds its reasons.
struct Rule {
  std::string_view id;       // "G05"
  std::string_view meaning;  // one sentence, for `payoff methods` and the README
  void (*apply)(const Evidence&, const Effect& primary, std::vector<Reason>&);
};
std::span<const Rule> rules();

Verdict grade(const Evidence& evidence);

// Headline first. Never empty: "no detectable change" is a claim.
std::vector<Claim> claims(const Evidence& evidence, const Verdict& verdict);

}  // namespace payoff
