// How good the evidence is, and what may be said because of it.
//
// A grade from A (randomised) to E (raw before and after), given by the design
// and lowered by coded rules; each rule that fires carries its number, its
// threshold and one plain sentence. The claims are the only sentences a report
// may put in its headline; their words are those the grade allows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/measure.hpp"
#include "payoff/monetize.hpp"

namespace payoff {

// The rules by what they ask; the numbers are those of the table of evidence rules: 5 is "G05".
enum class RuleId {
  design = 0,
  sample_ratio = 1,
  baseline_balance = 2,
  attrition = 3,
  periods_before = 4,
  pre_trend = 5,
  treated_clusters = 6,
  includes_zero = 7,
  imprecision = 8,
  placebo = 9,
  last_window = 10,
  fading = 11,
  follow_up = 12,
  comparison_use = 13,
  uptake = 14,
  self_report = 15,
  activity = 16,
  several_metrics = 17,
  guardrails = 18,
  missing_data = 19,
  concurrent_event = 20,
  composition = 21,
  fragility = 22,
  support = 23,
  independence = 24,
  small_segments = 25,
  late_effect = 26,         // beyond the table: the mirror of fading
  measurement_change = 27,  // beyond the table: what is counted, or how, changed with the tool
};
std::string name(RuleId rule);  // "G05"; "base" for the design

// What a reason does to the grade, or to what may be claimed.
struct RuleEffect {
  enum Kind { base, caps, lowers, raises, no_direction, no_annual_figure, no_money, required, suppressed, note };
  Kind kind = note;
  char letter = 0;  // of base and caps

  constexpr RuleEffect(Kind what = note, char to = 0) : kind(what), letter(to) {}
  constexpr bool weakens() const { return kind == lowers || kind == caps; }
};
std::string name(RuleEffect effect);  // "base C", "cap D", "-1", "+1", "no directional claim", "note"

struct Reason {
  RuleId rule = RuleId::design;
  double measured = missing;
  double threshold = missing;
  RuleEffect effect;
  std::string text;  // one sentence
};

struct Verdict {
  char grade = 'E';  // A to E, U = cannot be scored
  char base = 'E';   // before the rules
  std::vector<Reason> reasons;
  std::vector<std::string> to_raise;    // what would raise the grade
  std::vector<std::string> lot_checks;  // of a declared lottery: which checks of the data it passed, and which not
};

enum class ClaimKind { headline, money, guardrail, rules_out, caveat, secondary };
constexpr std::string_view name(ClaimKind kind) {
  constexpr std::string_view names[] = {"headline", "money", "guardrail", "rules_out", "caveat", "secondary"};
  return names[static_cast<std::size_t>(kind)];
}

struct Claim {
  std::string metric;
  ClaimKind kind = ClaimKind::headline;
  std::string claim;       // "The assistant saved agents 4+ hours a week each"; a whole sentence where nothing follows
  std::string evidence{};  // "estimate 4.6, 95% CI 4.1 to 5.2"
  std::string context{};   // "compared with ...; n = 60 with the assistant and 60 without; evidence grade C"
  std::optional<SegmentValue> segment{};  // whom it is about where that is not everyone

  std::string bracket() const;  // " (evidence; context).", or nothing
  std::string text() const;     // the full sentence
};

// How looking at several is allowed for: Holm (1979) lets a false claim among them happen in 1 of 20 studies, Benjamini &
// Hochberg (1995) lets 1 of 20 claims be false.
enum class Correction { holm, benjamini_hochberg };
inline constexpr Correction corrections[] = {Correction::holm, Correction::benjamini_hochberg};
constexpr std::string_view name(Correction correction) {
  return correction == Correction::holm ? "holm" : "benjamini_hochberg";
}

// Who stands behind a study, as it says itself.
struct Disclosure {
  std::string run_by, commissioned_by;  // "the analytics team", "the head of support"; empty = not said
  std::optional<bool> independent{};    // of those who sell the tool or answer for its rollout
};

// What the rules look at: the primary effect, all the others, and the study's own statements.
struct Evidence {
  std::vector<Effect> effects;  // the first one with role primary and no segment is graded
  const Appraisal* appraisal = nullptr;
  bool randomized = false;
  bool dates_by_lot = false;  // who began when was drawn, too
  double split = 0;           // share that the lot was to give the tool; 0 = not said
  std::vector<OtherEvent> events{};
  Disclosure disclosure{};
  Correction correction = Correction::holm;
  std::string who;     // "support agents": whom the claim is about; empty = "people"
  std::string tool;    // "the assistant"; empty = "the tool"
  std::string period;  // "6 January to 25 May 2025"; may be empty
};

// A rule: looks, and adds its reasons.
struct Rule {
  RuleId id;
  void (*apply)(const Evidence&, const Effect& primary, std::vector<Reason>&);
};
std::span<const Rule> rules();

// In the words of the report, English outside of one; "" for the design.
std::string meaning(RuleId rule);   // one sentence, for `payoff methods`
std::string to_raise(RuleId rule);  // what to do where it lowered the grade; "" = nothing can be done
std::string gap(RuleId rule);       // what a trial lacks where it did, for its headline: "people came and went"

Verdict grade(const Evidence& evidence);

// What to do next, and why: by the rule that stands in qualify/recommend.cpp. To expand takes strong evidence of a gain that
// pays, lasts and harms nothing that was watched.
enum class Action { expand, go_on, change, stop, measure_on };
constexpr std::string_view name(Action action) {
  constexpr std::string_view names[] = {"expand", "continue", "change", "stop", "measure_on"};
  return names[static_cast<std::size_t>(action)];
}
enum class Because {
  no_estimate,
  own_account,
  harm,
  harm_of_unknown_cause,
  cannot_tell,
  rules_out_break_even,
  no_change,
  may_be_other_causes,
  worse_guardrail,
  fades,
  costs_more,
  may_not_pay,
  not_valued,
  pays_on_moderate_evidence,
  pays,
};
constexpr std::string_view name(Because because) {
  constexpr std::string_view names[] = {"no_estimate",
                                        "own_account",
                                        "harm",
                                        "harm_of_unknown_cause",
                                        "cannot_tell",
                                        "rules_out_break_even",
                                        "no_change",
                                        "may_be_other_causes",
                                        "worse_guardrail",
                                        "fades",
                                        "costs_more",
                                        "may_not_pay",
                                        "not_valued",
                                        "pays_on_moderate_evidence",
                                        "pays"};
  return names[static_cast<std::size_t>(because)];
}
struct Recommendation {
  Action action = Action::measure_on;
  Because because = Because::no_estimate;

  bool operator==(const Recommendation&) const = default;
};
Recommendation recommend(const Evidence& evidence, const Verdict& verdict);

// Headline first. Never empty: "no detectable change" is a claim.
std::vector<Claim> claims(const Evidence& evidence, const Verdict& verdict);

}  // namespace payoff
