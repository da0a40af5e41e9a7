#include "study/anonymous.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/letters.hpp"
#include "base/messages.hpp"
#include "data/panel_parts.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

bool is_few(std::size_t n) {
  return n > 0 && n < least_units_shown;
}

std::string stand_in(MessageId what, std::size_t index) {
  return say(what, {{"number", std::to_string(index + 1)}});
}

void require_name(const Study& study, const std::string& name, const std::string& key, const char* remedy) {
  const auto refuse = [&](const char* what) {
    throw Error(ErrorKind::usage, {.key = key},
                fmt::format("'{}' {}, and an anonymous report would print it", name, what), remedy);
  };
  if (name.find_first_of("'\"()=<>") != std::string::npos) refuse("is SQL");
  for (const Join& join : study.source.joins)
    if (lower(name).starts_with(lower(join.name) + ".")) refuse("begins with the name of a table");
}

// Names of assumptions that hold a label: "minutes.new.people", "effect on minutes, tenure = new".
void rename_correlations(const Value& value, const std::string& label, Assumptions& money) {
  const std::string owner = value.metric + "." + value.label + ".";
  const std::string people = ", " + SegmentValue{value.segment, value.label}.text();
  for (Correlation& correlation : money.correlations) {
    for (std::string* name : {&correlation.first, &correlation.second}) {
      if (name->starts_with(owner)) *name = value.metric + "." + label + name->substr(owner.size() - 1);
      if (name->ends_with(people))
        *name = name->substr(0, name->size() - people.size()) + ", " + SegmentValue{value.segment, label}.text();
    }
  }
}

void rename_values(const Segment& segment, Assumptions& money) {
  std::vector<Value> values = money.values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto label = std::ranges::find(segment.labels, values[i].label);
    if (values[i].segment != segment.name || label == segment.labels.end()) continue;
    money.values[i].label =
        stand_in(MessageId::anonymous_group, static_cast<std::size_t>(label - segment.labels.begin()));
    rename_correlations(values[i], money.values[i].label, money);
  }
}

// How many rows were left out is told, and not why: a reason quotes cells and names columns.
void hide_rows(Ledger& ledger) {
  ledger.rejected.clear();
  ledger.notes.clear();
  ledger.reasons.clear();
  for (const auto& [outcome, rows] :
       {std::pair{RowOutcome::rejected, ledger.rows_rejected}, std::pair{RowOutcome::filtered, ledger.rows_filtered}})
    if (rows > 0) ledger.reasons.push_back({outcome, say(MessageId::anonymous_rows), rows});
}

void hide_effect(Effect& effect, std::string why) {
  Effect hidden{.metric = effect.metric, .segment = effect.segment};
  hidden.method = effect.method;
  hidden.level = effect.level;
  hidden.period = effect.period;
  hidden.usable = false;
  hidden.message = std::move(why);
  effect = std::move(hidden);
}

// The people of one label of a segment, or of none.
struct LabelGroup : LabelUnits {
  Effect* effect = nullptr;

  bool few() const { return is_few(treated) || is_few(comparison); }
};

std::vector<LabelGroup> groups_of(const Panel& panel, std::size_t segment, std::vector<Effect>& effects) {
  const Segment& of = panel.segments[segment];
  std::vector<LabelGroup> groups;
  for (const LabelUnits& units : units_of_labels(panel, segment)) groups.push_back({units});
  for (Effect& effect : effects) {
    if (!effect.segment || effect.segment->segment != of.name) continue;
    const auto label = std::ranges::find(of.labels, effect.segment->label);
    if (label != of.labels.end()) groups[static_cast<std::size_t>(label - of.labels.begin())].effect = &effect;
  }
  return groups;
}

// All less the others is the one that is hidden, so that where there is one there must be two.
void hide_neighbour(std::vector<LabelGroup>& groups) {
  if (std::ranges::count_if(groups, &LabelGroup::few) != 1) return;
  LabelGroup* smallest = nullptr;
  for (LabelGroup& group : groups) {
    const bool shown = group.effect && group.effect->usable && !group.few();
    if (shown && (!smallest || group.treated + group.comparison < smallest->treated + smallest->comparison))
      smallest = &group;
  }
  if (smallest) hide_effect(*smallest->effect, say(MessageId::anonymous_neighbour));
}

std::string too_few() {
  return say(MessageId::segment_too_small, {{"least", std::to_string(least_units_shown)}});
}

void hide_count(std::size_t& n) {
  if (is_few(n)) n = hidden_count;
}

void hide_counts(ArmFlow& arm) {
  for (std::size_t ArmFlow::* count : {&ArmFlow::assigned, &ArmFlow::seen_before, &ArmFlow::seen_after, &ArmFlow::began,
                                       &ArmFlow::left, &ArmFlow::analysed, &ArmFlow::nonzero})
    hide_count(arm.*count);
}

// Those who began alone are counted with those who began next; the last with those before.
void join_steps(std::vector<AdoptionStep>& steps) {
  std::vector<AdoptionStep> joined;
  std::size_t waiting = 0;
  for (const AdoptionStep& step : steps) {
    waiting += step.units;
    if (waiting < least_units_shown) continue;
    joined.push_back({step.weeks, waiting});
    waiting = 0;
  }
  if (waiting > 0 && !joined.empty()) joined.back().units += waiting;
  steps = std::move(joined);
}

void hide_cohort(Cohort& cohort) {
  if (!is_few(cohort.units)) return;
  cohort.units = cohort.clusters = hidden_count;
  cohort.absolute = {.unit = cohort.absolute.unit, .reason = too_few()};
}

// One cohort alone could be worked out from all and the others.
void hide_cohorts(std::vector<Cohort>& cohorts) {
  std::ranges::for_each(cohorts, hide_cohort);
  if (std::ranges::count(cohorts, hidden_count, &Cohort::units) != 1) return;
  const auto next = std::ranges::min_element(cohorts, {}, &Cohort::units);
  if (next->units == hidden_count) return;
  next->units = next->clusters = hidden_count;
  next->absolute = {.unit = next->absolute.unit, .reason = say(MessageId::anonymous_neighbour)};
}

}  // namespace

void require_publishable(const Study& study) {
  constexpr const char* name_it = R"(give it a name: {"seniority": "SQL OR COLUMN"})";
  for (const NamedExpression& segment : study.columns.segments) require_name(study, segment.name, segment.key, name_it);
  for (const NamedExpression& covariate : study.columns.covariates)
    require_name(study, covariate.name, covariate.key, name_it);
  for (std::size_t k = 0; k < study.metrics.size(); ++k) {
    const Metric& metric = study.metrics[k].metric;
    require_name(study, metric.name, fmt::format("metrics[{}].name", k), R"(write the column as "value")");
    require_name(study, metric.per, fmt::format("metrics[{}].per", k), R"(write "per_label" beside it)");
  }
}

Study without_names(Study study, Loaded& loaded, std::vector<std::string>& labels) {
  study.json.clear();
  study.telling.quote_by.clear();
  study.logo.clear();
  study.disclosure.run_by.clear();
  study.disclosure.commissioned_by.clear();
  Panel& panel = loaded.panel;
  for (Segment& segment : panel.segments) {
    if (study.money) rename_values(segment, *study.money);
    for (std::size_t i = 0; i < segment.labels.size(); ++i) segment.labels[i] = stand_in(MessageId::anonymous_group, i);
  }
  labels.clear();
  for (std::size_t u = 0; u < panel.units.size(); ++u)
    labels.push_back(std::exchange(panel.units[u].label, stand_in(MessageId::anonymous_unit, u)));
  for (std::size_t c = 0; c < panel.clusters.size(); ++c) panel.clusters[c] = stand_in(MessageId::anonymous_cluster, c);
  if (panel.nesting) panel.nesting->column = say(MessageId::anonymous_subgroup);
  hide_rows(loaded.ledger);
  loaded.coding = {};
  loaded.sql.clear();
  return study;
}

void name_units(Panel& panel, std::vector<std::string> labels) {
  for (std::size_t u = 0; u < labels.size(); ++u) panel.units[u].label = std::move(labels[u]);
}

void hide_small_effects(const Study& study, const Panel& panel, std::vector<Effect>& effects) {
  const auto few = [](const Effect& effect) { return is_few(effect.units_treated) || is_few(effect.units_comparison); };
  if (few(effects.front())) {
    const std::size_t with = effects.front().units_treated;
    throw Error(ErrorKind::method, {.key = "report.anonymous", .file = study.path},
                fmt::format("the group {} the tool has {} units, but must have at least {} in an anonymous report",
                            is_few(with) ? "with" : "without", is_few(with) ? with : effects.front().units_comparison,
                            least_units_shown),
                "measure more of them, or leave out \"anonymous\" and keep the report to yourself");
  }
  for (Effect& effect : effects)
    if (effect.usable && few(effect)) hide_effect(effect, too_few());
  for (std::size_t s = 0; s < panel.segments.size(); ++s) {
    std::vector<LabelGroup> groups = groups_of(panel, s, effects);
    hide_neighbour(groups);
  }
}

void hide_small_counts(const Effect& primary, Verdict& verdict) {
  const ArmFlow &with = primary.facts.treated, &without = primary.facts.comparison;
  for (Reason& reason : verdict.reasons) {
    if (reason.rule == RuleId::attrition && (is_few(with.left) || is_few(without.left)))
      reason.text = say(MessageId::anonymous_attrition);
    const bool few_events = reason.rule == RuleId::treated_clusters && reason.effect.kind == RuleEffect::no_direction;
    if (few_events && (is_few(with.nonzero) || is_few(without.nonzero))) reason.text = say(MessageId::anonymous_events);
  }
}

void make_anonymous(CaseStudy& study) {
  study.anonymous = true;
  study.unit_column.reset();
  for (std::size_t i = 0; i < study.inputs.size(); ++i) {
    study.inputs[i].name = stand_in(MessageId::anonymous_input, i);
    study.inputs[i].read_as.clear();
  }
  for (std::vector<TrendPoint>& points : study.trends)
    std::erase_if(points, [](const TrendPoint& point) { return is_few(point.units); });
  std::set<int> few;  // times since adoption at which few are seen
  for (const EventMean& mean : study.event_means)
    if (is_few(mean.units)) few.insert(mean.event_time);
  std::erase_if(study.event_means, [](const EventMean& mean) { return is_few(mean.units); });
  for (Effect& effect : study.effects) {
    std::erase_if(effect.path, [&](const PathPoint& point) { return few.contains(point.event_time); });
    std::erase_if(effect.alternatives, [](const Alternative& other) { return other.purpose == Purpose::without_some; });
    hide_cohorts(effect.cohorts);
    hide_counts(effect.facts.treated);
    hide_counts(effect.facts.comparison);
    join_steps(effect.facts.adoption);
  }
}

}  // namespace payoff
