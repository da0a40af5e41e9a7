#include "qualify/reading/phrases.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "base/letters.hpp"
#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"

namespace payoff {

bool is_money(const Metric& metric) {
  return metric.kind == MetricKind::revenue || metric.kind == MetricKind::cost;
}

std::string who_of(const Evidence& evidence) {
  return evidence.who.empty() ? say(MessageId::people) : evidence.who;
}

std::string one_of(const Evidence& evidence) {
  return evidence.who.empty() ? say(MessageId::person) : singular(evidence.who);
}

std::string tool_of(const Evidence& evidence) {
  return evidence.tool.empty() ? say(MessageId::the_tool) : evidence.tool;
}

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = to_upper(text[0]);
  return text;
}

std::string going_on(const Evidence& evidence, const Effect& effect, std::string claim) {
  for (const std::string& name : {tool_of(evidence), spoken(effect.metric), who_of(evidence)})
    if (claim.starts_with(name)) return claim;
  if (!claim.empty()) claim[0] = to_lower(claim[0]);
  return claim;
}

std::string with_other(const std::string& names, const std::string& name) {
  return names.empty() ? name : say(MessageId::two_names, {{"one", names}, {"other", name}});
}

namespace {

template <class Which>
std::string guardrails_that(const Evidence& evidence, const Which& which) {
  std::string names;
  for (const Effect& effect : evidence.effects)
    if (is_worse_guardrail(effect) && which(effect)) names = with_other(names, spoken(effect.metric));
  return names;
}

}  // namespace

std::string worse_guardrails(const Evidence& evidence) {
  return guardrails_that(evidence, [](const Effect&) { return true; });
}

std::string unpriced_guardrails(const Evidence& evidence) {
  return guardrails_that(evidence, [&](const Effect& effect) {
    const auto is_of = [&](const Value& value) {
      const bool whole = value.segment.empty() && !effect.segment;
      return whole && value.metric == effect.metric.name && value.value_class != ValueClass::soft;
    };
    return !evidence.appraisal || std::ranges::none_of(evidence.appraisal->assumptions.values, is_of);
  });
}

std::string metric_phrase(const Evidence& evidence, const Metric& metric) {
  std::string name = spoken(metric);
  if (metric.per.empty() && !is_money(metric)) return name;
  const std::string per = said_per(metric.per.empty() ? one_of(evidence) : spoken_per(metric));
  return say(MessageId::metric_per, {{"metric", name}, {"per", per}});
}

std::string metric_of_who(const Evidence& evidence, const Metric& metric) {
  const bool names_who = metric.per.empty() && is_money(metric);
  const std::string phrase = metric_phrase(evidence, metric);
  return names_who ? phrase : say(MessageId::metric_of_who, {{"metric", phrase}, {"who", who_of(evidence)}});
}

std::string subject_phrase(const Evidence& evidence, const Metric& metric) {
  const bool names_who = metric.per.empty() && is_money(metric);
  return say(names_who ? MessageId::subject_of_money : MessageId::subject_of_who,
             {{"metric", metric_phrase(evidence, metric)}, {"who", who_of(evidence)}});
}

std::string breakdown_phrase(double breakdown) {
  constexpr double slack = 1e-12, least_in_full = 1e-5;
  const double power = std::pow(10, 1 - std::floor(std::log10(breakdown)));
  const double bound = std::floor(breakdown * power * (1 + slack)) / power;
  return bound < least_in_full ? fmt::format("{:.2g}", bound) : format_factor(bound);
}

std::string count_phrase(double n, std::string_view singular) {
  constexpr double slack = 1e-6;
  std::string count = format_number(n < 1 ? n : std::floor(10 * n + slack) / 10);
  if (count.ends_with(".0")) count.resize(count.size() - 2);
  return with_unit(count, fmt::format("{}{}", singular, count == "1" ? "" : "s"));
}

std::string weeks_followed(const Effect& effect) {
  constexpr double slack = 1e-6;
  return count_phrase(std::floor(effect.weeks_after + slack), "week");
}

std::string family_phrase(const Evidence& evidence, const Effect& effect, const std::string& interval) {
  return say(MessageId::p_in_family, {{"interval", interval},
                                      {"p", fmt::format("{:.2g}", adjusted_p(evidence, effect).p)},
                                      {"correction", std::string(spoken(evidence.correction))}});
}

std::string segment_phrase(const SegmentValue& people) {
  return say(MessageId::segment, {{"name", people.segment}, {"label", people.label}});
}

std::string sample_phrase(const Evidence& evidence, const Effect& effect) {
  const std::string treated = format_fixed(static_cast<double>(effect.units_treated), 0);
  if (effect.units_comparison == 0) return say(MessageId::sample_of_one_group, {{"treated", treated}});
  const std::string others = format_fixed(static_cast<double>(effect.units_comparison), 0);
  return say(MessageId::sample_of_two_groups, {{"treated", treated}, {"tool", tool_of(evidence)}, {"others", others}});
}

std::string adjustment_phrase(const Effect& effect) {
  std::string covariates;
  for (const AdjustedFor& each : effect.adjusted_for) {
    const std::string name =
        each.moved_by_tool ? say(MessageId::moved_covariate, {{"covariate", each.name}}) : each.name;
    covariates = with_other(covariates, name);
  }
  if (covariates.empty()) return "";
  const auto plain = std::ranges::find(effect.alternatives, Purpose::unadjusted, &Alternative::purpose);
  if (plain == effect.alternatives.end() || !std::isfinite(plain->absolute.estimate))
    return say(MessageId::adjusted_for, {{"covariates", covariates}});
  const Size size = signed_size_of(effect, *plain);
  return say(MessageId::adjusted_for_against_unadjusted,
             {{"covariates", covariates}, {"unadjusted", size.amount}, {"interval", size.interval}});
}

std::string context_phrase(const Evidence& evidence, const Effect& effect, char grade) {
  std::vector<std::string> compared;
  if (!effect.against.empty()) compared.push_back(say(MessageId::against, {{"against", effect.against}}));
  if (!evidence.period.empty()) compared.push_back(evidence.period);
  std::vector<std::string> parts{sample_phrase(evidence, effect),
                                 say(MessageId::grade_of_evidence, {{"grade", std::string(1, grade)}})};
  const std::string adjusted = adjustment_phrase(effect);
  if (!adjusted.empty()) parts.insert(parts.begin(), adjusted);
  if (!compared.empty()) parts.insert(parts.begin(), fmt::format("{}", fmt::join(compared, ", ")));
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace payoff
