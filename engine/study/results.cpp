// Reads results.json back, as far as a claim is judged by it. The file may come from anyone: what is not as payoff
// writes it is refused at its place, before any of it is used.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/messages.hpp"
#include "payoff/study.hpp"
#include "study/recorded.hpp"
#include "study/recorded_money.hpp"

namespace payoff {
namespace {

Metric metric_of(const Recorded& metric) {
  return {.name = metric.text("name"),
          .kind = metric.value<MetricKind>("kind", metric_kinds),
          .unit = metric.text("unit"),
          .per = metric.text("per"),
          .better = metric.value<Better>("better", betters),
          .scale = metric.value<Scale>("scale", scales),
          .role = metric.value<Role>("role", roles),
          .self_reported = metric.flag("self_reported"),
          .activity = metric.flag("activity"),
          .declared_in_advance = metric.flag("declared_in_advance"),
          .label = metric.text("label"),
          .averaged = metric.has("averaged") && metric.flag("averaged")};
}

// Of a reason why df is no number: in whichever language the results were written.
bool says_infinite(const std::string& reason) {
  const auto is_it = [&](const std::string& name) {
    return language_of(name).text(MessageId::why_infinite_df) == reason;
  };
  return std::ranges::any_of(languages(), is_it);
}

Estimate estimate_of(const Recorded& estimate) {
  Estimate read{.estimate = estimate.number("estimate"),
                .se = estimate.number("se", 0),
                .df = estimate.number("df", 0),
                .low = estimate.number("low"),
                .high = estimate.number("high"),
                .p = estimate.number("p", 0, 1),
                .unit = estimate.text("unit"),
                .reason = estimate.text("reason")};
  if (!estimate.has("df") && estimate.has("df_reason") && says_infinite(estimate.text("df_reason")))
    read.df = std::numeric_limits<double>::infinity();
  if (read.low > read.high) estimate.refuse("low", "at most high");
  return read;
}

// Null is everyone.
std::optional<SegmentValue> segment_of(const Recorded& of) {
  if (!of.has("segment")) return std::nullopt;
  const Recorded segment = of.object("segment");
  return SegmentValue{segment.text("name"), segment.text("label")};
}

// Null is too few to be told: one stands for them, so that nobody judges by more than there were.
std::size_t count_of(const Recorded& effect, const std::string& key) {
  if (std::isnan(effect.number(key))) return 1;
  return static_cast<std::size_t>(effect.whole(key, 0, most_counted));
}

Effect effect_of(const Recorded& effect, PeriodKind period) {
  Effect read{.metric = metric_of(effect.object("metric_declared")), .segment = segment_of(effect)};
  read.method = effect.text("method");
  read.estimand = effect.text("estimand");
  read.against = effect.text("against");
  read.level = effect.number("level", 0.5, 0.999);
  read.absolute = estimate_of(effect.object("absolute"));
  read.relative = estimate_of(effect.object("relative"));
  read.baseline = effect.number("baseline");
  read.units_treated = count_of(effect, "units_treated");
  read.units_comparison = count_of(effect, "units_comparison");
  read.period = period;
  read.periods_after = static_cast<int>(effect.whole("periods_after", 0, 1e9));
  read.weeks_after = effect.number("weeks_after", 0);
  read.volume_per_unit_week = effect.number("volume_per_unit_week", 0);
  if (effect.has("uptake_treated")) read.uptake_treated = effect.number("uptake_treated", 0, 1);
  read.usable = effect.flag("usable");
  read.message = effect.text("message");
  read.inference = effect.text("inference");
  if (effect.has("course")) {
    const Recorded course = effect.object("course");
    read.course = Course{estimate_of(course.object("first")), estimate_of(course.object("last")),
                         estimate_of(course.object("change"))};
  }
  if (read.usable && !(read.absolute.low <= read.absolute.high))
    effect.object("absolute").refuse("low", "a number, where the effect is usable");
  return read;
}

Appraisal appraisal_of(const Recorded& appraisal, const Recorded& root) {
  Appraisal read;
  read.currency = appraisal.text("currency");
  read.metric = appraisal.text("metric");
  read.horizon_months = static_cast<int>(appraisal.whole("horizon_months", 1, 240));
  read.projected = appraisal.flag("projected");
  read.from_last_third = appraisal.flag("from_last_third");
  read.assumptions = assumptions_of(appraisal, root);
  return read;
}

char letter_of(const Recorded& verdict, const std::string& key) {
  const std::string letter = verdict.text(key);
  if (letter.size() != 1 || std::string_view("ABCDEU").find(letter) == std::string_view::npos)
    verdict.refuse(key, "one of A, B, C, D, E, U");
  return letter[0];
}

RuleId rule_of(const Recorded& reason) {
  for (int id = 0; id <= static_cast<int>(RuleId::measurement_change); ++id)
    if (name(static_cast<RuleId>(id)) == reason.text("rule")) return static_cast<RuleId>(id);
  reason.refuse("rule", "a rule of `payoff methods`");
}

RuleEffect rule_effect_of(const Recorded& reason) {
  const std::string text = reason.text("effect");
  for (int kind = 0; kind <= RuleEffect::note; ++kind) {
    const RuleEffect effect(static_cast<RuleEffect::Kind>(kind), text.empty() ? ' ' : text.back());
    if (name(effect) == text) return effect;
  }
  reason.refuse("effect", "what a rule does, like \"-1\" or \"note\"");
}

Verdict verdict_of(const Recorded& verdict) {
  Verdict read{.grade = letter_of(verdict, "grade"), .base = letter_of(verdict, "base")};
  for (const Recorded& reason : verdict.list("reasons"))
    read.reasons.push_back({rule_of(reason), reason.number("measured"), reason.number("threshold"),
                            rule_effect_of(reason), reason.text("text")});
  return read;
}

Claim claim_of(const Recorded& claim) {
  constexpr ClaimKind kinds[] = {ClaimKind::headline,  ClaimKind::money,  ClaimKind::guardrail,
                                 ClaimKind::rules_out, ClaimKind::caveat, ClaimKind::secondary};
  return {.metric = claim.text("metric"),
          .kind = claim.value<ClaimKind>("kind", kinds),
          .claim = claim.text("text"),
          .segment = segment_of(claim)};
}

Correction correction_of(const Recorded& root) {
  if (!root.object("study").has("several_metrics")) return Correction::holm;
  return root.object("study").value<Correction>("several_metrics", corrections);
}

void require_primary(const Results& results, const Recorded& root) {
  for (const Effect& effect : results.effects)
    if (effect.metric.role == Role::primary && !effect.segment) return;
  root.refuse("effects", "a list that holds the effect on a primary metric");
}

}  // namespace

Evidence Results::evidence() const {
  return {.effects = effects,
          .appraisal = appraisal ? &*appraisal : nullptr,
          .correction = correction,
          .who = who,
          .tool = tool,
          .period = ""};
}

JudgedClaim judge(const Results& results, const std::string& sentence) {
  const Evidence evidence = results.evidence();
  Assertion assertion = read_assertion(sentence, evidence);
  Judgement judgement = judge(assertion, evidence, results.verdict, results.claims);
  return {std::move(assertion), std::move(judgement)};
}

Results parse_results(const std::string& text, const std::string& path) {
  const Json json = parse_json(text, path);
  const Recorded root(json, {.file = path});
  if (root.text("schema") != "payoff/1") root.refuse("schema", "\"payoff/1\"");
  const PeriodKind period = root.object("calendar").text("period") == name(PeriodKind::none)
                                ? PeriodKind::none
                                : root.object("calendar").value<PeriodKind>("period", period_kinds);
  Results results{.who = root.text("who"), .tool = root.text("tool"), .correction = correction_of(root)};
  for (const Recorded& effect : root.list("effects")) results.effects.push_back(effect_of(effect, period));
  if (root.has("appraisal")) results.appraisal = appraisal_of(root.object("appraisal"), root);
  results.verdict = verdict_of(root.object("verdict"));
  for (const Recorded& claim : root.list("claims")) results.claims.push_back(claim_of(claim));
  require_primary(results, root);
  return results;
}

std::string recorded_text(const std::string& path) {
  constexpr std::uintmax_t largest = 256 << 20;
  std::error_code unknown;
  const auto refuse = [&](const char* what, const char* remedy) {
    throw Error(ErrorKind::source, {.file = path}, what, remedy);
  };
  if (std::filesystem::is_directory(path, unknown))
    refuse("is a folder, but must be results.json", "name the file in it");
  if (const auto size = std::filesystem::file_size(path, unknown); !unknown && size > largest)
    refuse("is larger than 256 MB, but no results.json is", "name the results.json of a run");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) refuse("cannot be read", "check the path, or write one with `payoff run study.json`");
  return text.str();
}

Results read_results(const std::string& path) {
  return parse_results(recorded_text(path), path);
}

}  // namespace payoff
