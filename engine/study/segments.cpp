#include "study/segments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/drawn_words.hpp"
#include "base/messages.hpp"
#include "base/parallel.hpp"
#include "data/panel_parts.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// Where the study says an argument of estimate().
std::string key_of(const std::string& argument, std::size_t metric) {
  if (argument == "scale") return fmt::format("metrics[{}].scale", metric);
  if (argument == "method") return "method.name";
  return argument.empty() ? "method" : "method." + argument;
}

// The units of each label, in order.
std::vector<std::vector<std::size_t>> units_by_label(const Panel& panel, std::size_t segment) {
  std::vector<std::vector<std::size_t>> units(panel.segments[segment].labels.size());
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    const int label = panel.units[u].segments[segment];
    if (label >= 0) units[static_cast<std::size_t>(label)].push_back(u);
  }
  return units;
}

bool enough(const LabelUnits& units, bool compared) {
  return units.treated >= least_units_shown && (!compared || units.comparison >= least_units_shown);
}

Effect too_small(const Metric& metric) {
  Effect effect{.metric = metric};
  effect.usable = false;
  effect.message = say(MessageId::segment_too_small, {{"least", std::to_string(least_units_shown)}});
  return effect;
}

}  // namespace

Effect estimate_of(const Study& study, const Panel& panel, const Question& question, const Context& context) {
  try {
    return estimate(panel, question, context);
  } catch (const Error& error) {
    if (error.kind != ErrorKind::usage) throw;
    throw error.at({.key = key_of(error.place.argument, question.metric), .file = study.path});
  }
}

Effect estimate_or_explain(const Study& study, const Panel& panel, const Question& question, const Context& context) {
  try {
    return estimate_of(study, panel, question, context);
  } catch (const Error& error) {
    if (error.kind != ErrorKind::method) throw;
    Effect effect{.metric = panel.metrics[question.metric].metric};
    effect.method = question.method;
    effect.level = question.level;
    effect.usable = false;
    effect.message = error.told;
    return effect;
  }
}

// Labels side by side, so that many small ones take as long as one large one, all by the same random words.
void add_segments(const Study& study, const Panel& panel, const Question& question, const Context& context,
                  std::vector<Effect>& effects) {
  constexpr std::size_t labels_at_once = 64;
  if (panel.segments.empty()) return;
  const bool compared = effects.front().units_comparison > 0;
  const PanelParts parts(panel);
  const DrawnWords drawn(context.seed);
  Context sharing = context;
  sharing.drawn = &drawn;
  double done = 0, all = 0;
  for (const Segment& segment : panel.segments) all += static_cast<double>(segment.labels.size());
  for (std::size_t s = 0; s < panel.segments.size(); ++s) {
    const Segment& segment = panel.segments[s];
    const std::vector<LabelUnits> counts = units_of_labels(panel, s);
    const std::vector<std::vector<std::size_t>> units = units_by_label(panel, s);
    const auto panel_of = [&](std::size_t label) {
      return panel.moments.empty() ? parts.of(units[label]) : moments_of_label(panel, s, label);
    };
    std::vector<Effect> found(units.size());
    for_each_alone(
        units.size(), labels_at_once, sharing,
        [&](std::size_t label) {
          context.part("estimating " + segment.name, 0, 1).report("", (done + static_cast<double>(label)) / all);
        },
        [&](std::size_t label, const Context& alone) {
          found[label] = enough(counts[label], compared) ? estimate_or_explain(study, panel_of(label), question, alone)
                                                         : too_small(panel.metrics[question.metric].metric);
          found[label].segment = SegmentValue{segment.name, segment.labels[label]};
        });
    std::ranges::move(found, std::back_inserter(effects));
    done += static_cast<double>(units.size());
  }
}

}  // namespace payoff
