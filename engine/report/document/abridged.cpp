#include "report/document/abridged.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/messages.hpp"
#include "report/document/format.hpp"

namespace payoff {
namespace {

std::size_t count_of(const CaseStudy& study, bool segments) {
  return static_cast<std::size_t>(std::ranges::count_if(
      study.effects, [&](const Effect& effect) { return effect.segment.has_value() == segments; }));
}

// The larger, the sooner it is shown.
double importance(const Effect& effect) {
  if (!effect.segment) return effect.metric.role == Role::primary ? 2 : effect.metric.role == Role::guardrail ? 1 : 0;
  return effect.usable ? static_cast<double>(effect.units_treated + effect.units_comparison) : -1;
}

// Which effects are shown: the most important `most` of the metrics, or of the segments.
void choose(const std::vector<Effect>& effects, bool segments, std::size_t most, std::set<std::size_t>& shown) {
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < effects.size(); ++k) {
    if (effects[k].segment.has_value() == segments) order.push_back(k);
  }
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t k) { return importance(effects[k]); });
  order.resize(std::min(order.size(), most));
  shown.insert(order.begin(), order.end());
}

// Keeps the first `most_alike` of each kind, in their order.
template <typename Item, typename Kind>
void keep_first_of_each(std::vector<Item>& items, Kind kind) {
  std::map<decltype(kind(items.front())), std::size_t> count;
  std::erase_if(items, [&](const Item& item) { return ++count[kind(item)] > most_alike; });
}

// "Shown are the 50 most important of 2,000 metrics and the 50 largest of 5,000 segments; all of them are ..."
std::string note_of(std::size_t metrics, std::size_t segments) {
  const auto count = [](std::size_t n) { return number(static_cast<double>(n)); };
  const std::string shown = std::to_string(most_metrics), shown_segments = std::to_string(most_segments);
  if (segments <= most_segments)
    return say(MessageId::note_of_metrics, {{"shown", shown}, {"metrics", count(metrics)}});
  if (metrics <= most_metrics)
    return say(MessageId::note_of_segments, {{"shown", shown_segments}, {"segments", count(segments)}});
  return say(MessageId::note_of_both, {{"shown", shown},
                                       {"metrics", count(metrics)},
                                       {"shown_segments", shown_segments},
                                       {"segments", count(segments)}});
}

}  // namespace

bool is_too_long(const CaseStudy& study) {
  return count_of(study, false) > most_metrics || count_of(study, true) > most_segments;
}

Abridged abridge(const CaseStudy& study) {
  Abridged result{study, {}};
  CaseStudy& kept = result.study;
  keep_first_of_each(kept.verdict.reasons, [](const Reason& reason) { return reason.rule; });
  if (is_too_long(study)) {
    std::set<std::size_t> shown;
    choose(study.effects, false, most_metrics, shown);
    choose(study.effects, true, most_segments, shown);
    kept.effects.clear();
    std::set<std::string> metrics;
    for (const std::size_t k : shown) {
      kept.effects.push_back(study.effects[k]);
      metrics.insert(study.effects[k].metric.name);
    }
    std::erase_if(kept.claims, [&](const Claim& claim) { return !metrics.contains(claim.metric); });
    result.note = note_of(count_of(study, false), count_of(study, true));
  }
  keep_first_of_each(kept.claims, [](const Claim& claim) { return claim.kind; });
  return result;
}

}  // namespace payoff
