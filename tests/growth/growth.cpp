// How the work of an estimate grows with each dimension of its data: the short form of benchmarks/growth.py, so that no
// cubic comes back unseen. growth.py counts the instructions of
//
//     payoff_growth              what there is, and how large an exponent may be: what there is, and a quarter more
//     payoff_growth NAME K       one estimate, with K times of that dimension
//
// By design a path of T points has T x T covariances, twice the dates in twice the periods are four times the effects, and
// each metric's effect looks at all metrics before the rollout (REASONS of benchmarks/growth.py).
#include <fmt/format.h>

#include <charconv>
#include <functional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "payoff/study.hpp"
#include "study/segments.hpp"

using namespace payoff;

namespace {

struct Size {
  int units = 100, periods = 26, cohorts = 1, clusters = 0, metrics = 1, segments = 0;
  bool plain =
      false;  // no draws and no answers beside, whose fixed cost would hide what many metrics or segments share
};

// Cohorts begin one after the other in the middle half of the periods, as many units in each; half of the units, at least
// 50, never begin.
Panel panel_of(const Size& size) {
  Random random(1);
  Panel panel;
  panel.calendar.kind = PeriodKind::week;
  for (int m = 0; m < size.metrics; ++m)
    panel.metrics.push_back({.metric = {.name = "m" + std::to_string(m), .unit = "minutes"}});
  for (int g = 0; g < size.clusters; ++g) panel.clusters.push_back("team " + std::to_string(g));
  if (size.segments > 0) panel.segments.push_back({.name = "role", .labels = {}});
  for (int s = 0; s < size.segments; ++s) panel.segments[0].labels.push_back("role " + std::to_string(s));
  for (int u = 0; u < size.units; ++u) {
    const bool treated = u % 2 == 1;
    const int adopted = size.periods / 4 + u / 2 % size.cohorts * (size.periods / 2) / size.cohorts;
    Unit unit{.label = "unit " + std::to_string(u), .treated = treated, .adopted_period = treated ? adopted : never};
    if (size.clusters > 0) unit.cluster = u % size.clusters;
    if (size.segments > 0) unit.segments.push_back(u / 2 % size.segments);
    panel.units.push_back(unit);
    const double level = 30 + 4 * random.normal();
    for (int t = 0; t < size.periods; ++t) {
      panel.unit_of.push_back(u);
      panel.period_of.push_back(t);
      for (MetricColumn& column : panel.metrics)
        column.sum.push_back(level + 3 * random.normal() - (treated && t >= adopted ? 2 : 0));
    }
  }
  return panel;
}

// Of every metric, and of every segment.
void estimate_all(const Size& size) {
  const Panel panel = panel_of(size);
  const Context alone{.threads = 1, .seed = 1};
  for (std::size_t metric = 0; metric < panel.metrics.size(); ++metric) {
    Question question{.metric = metric, .compare_methods = !size.plain};
    if (size.plain) question.method = "did", question.options = {{"errors", "cluster"}};
    std::vector<Effect> effects{estimate(panel, question, alone)};
    if (!panel.segments.empty()) add_segments({}, panel, question, alone, effects);
  }
}

struct Growth {
  std::string name;
  double most;  // exponent
  std::function<Size(int k)> size;
};

std::vector<Growth> growths() {
  return {
      {"units", 1.1, [](int k) { return Size{.units = 2000 * k, .periods = 4}; }},
      {"segments", 1.1, [](int k) { return Size{.units = 1200 * k, .periods = 4, .segments = 50 * k, .plain = true}; }},
      {"metrics", 1.1, [](int k) { return Size{.units = 100, .periods = 8, .metrics = 10 * k, .plain = true}; }},
      {"clusters", 0.3, [](int k) { return Size{.units = 200, .periods = 8, .clusters = 12 * k}; }},
      {"clusters_several_dates", 0.9, [](int k) { return Size{.units = 200, .cohorts = 4, .clusters = 12 * k}; }},
      {"periods", 0.9, [](int k) { return Size{.units = 20, .periods = 125 * k}; }},
      {"periods_few_clusters", 0.8, [](int k) { return Size{.units = 20, .periods = 80 * k, .clusters = 10}; }},
      {"periods_several_dates", 1.0, [](int k) { return Size{.units = 200, .periods = 40 * k, .cohorts = 10}; }},
      {"dates", 0.7, [](int k) { return Size{.units = 250, .periods = 110, .cohorts = 13 * k}; }},
      {"dates_and_periods", 1.4, [](int k) { return Size{.units = 250, .periods = 60 * k, .cohorts = 26 * k}; }},
  };
}

}  // namespace

int main(int count, char** words) {
  for (const Growth& growth : growths()) {
    if (count < 3) fmt::print("{} {:g}\n", growth.name, growth.most);
    if (count < 3 || words[1] != growth.name) continue;
    const std::string times = words[2];
    int k = 1;
    std::from_chars(times.data(), times.data() + times.size(), k);
    estimate_all(growth.size(k));
  }
  return 0;
}
