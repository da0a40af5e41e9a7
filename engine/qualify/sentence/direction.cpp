#include "qualify/sentence/direction.hpp"

#include <fmt/format.h>

#include "data/spoken.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/sentence/refusal.hpp"

namespace payoff {
namespace {

bool is_of_metric(Asserted about) {
  return about == Asserted::effect || about == Asserted::share;
}

bool is_of_hours(Asserted about) {
  return about == Asserted::hours || about == Asserted::hours_of_all;
}

// Time spent, or money spent: what can be saved.
bool is_spent(const Metric& metric) {
  return (metric.kind == MetricKind::time || metric.kind == MetricKind::cost) && metric.better == Better::lower;
}

double of_metric(Sense way, const Metric& metric) {
  const auto meaningless = [&](const char* word, const char* instead) {
    refuse_sentence(
        fmt::format("'{}' says nothing of '{}', which is no time or cost that is spent", word, spoken(metric)),
        instead);
  };
  switch (way) {
    case Sense::down:
    case Sense::minus:
      return -1;
    case Sense::better:
      return gain_sign(metric);
    case Sense::worse:
      return -gain_sign(metric);
    case Sense::saves:
      if (!is_spent(metric)) meaningless("saved", "say raised or lowered, or name a metric of time or cost");
      return -1;
    case Sense::costs:
      if (!is_spent(metric)) meaningless("costs", "say raised or lowered, or name a metric of time or cost");
      return 1;
    case Sense::faster:
    case Sense::slower: {
      const bool work = metric.kind == MetricKind::count;
      if (!work && metric.kind != MetricKind::time) meaningless("faster", "say raised or lowered");
      return (way == Sense::faster) == work ? 1 : -1;
    }
    default:
      return 1;
  }
}

// Of hours and money: is it a gain?
double of_gain(Sense way, Asserted about, const Metric& metric) {
  if (way == Sense::costs || way == Sense::worse || way == Sense::slower) return -1;
  if (way == Sense::down || way == Sense::minus || way == Sense::up) {
    const double moved = way == Sense::up ? 1 : -1;
    return is_of_hours(about) ? moved * gain_sign(metric) : moved;
  }
  return 1;
}

}  // namespace

double direction_of(const Said& said, Asserted about, const Metric& metric) {
  std::set<Sense> ways = said.ways;
  // "Costs fell": what fell is the noun, and of all money that is a gain.
  const bool fell = ways.contains(Sense::down) || ways.contains(Sense::saves);
  const bool costs_fell = ways.contains(Sense::costs) && fell;
  if (costs_fell && about == Asserted::benefit) return 1;
  if (ways.size() > 1 && metric.kind == MetricKind::cost) ways.erase(Sense::costs);
  const bool needs_none = !is_of_metric(about) && !is_of_hours(about) && about != Asserted::benefit;
  if (ways.empty() && needs_none) return 1;
  if (ways.empty() && said.unit == SaidUnit::times) return 1;  // "doubled"
  if (ways.empty()) refuse_sentence("it does not say which way", "say e.g. saved, cut, raised, faster, slower");
  if (ways.contains(Sense::minus) && ways.size() > 1)
    refuse_sentence("a minus stands beside a word that says which way", "leave one of them out");
  double direction = 0;
  for (const Sense way : ways) {
    const double one = is_of_metric(about) ? of_metric(way, metric) : of_gain(way, about, metric);
    if (direction != 0 && one != direction)
      refuse_sentence("its words point both ways", "say one thing at a time, as \"handle time fell by 5%\"");
    direction = one;
  }
  return direction;
}

}  // namespace payoff
