// How the work of an estimate grows with each dimension of its data: the short form of benchmarks/growth.py, so that no
// cubic comes back unseen.
//
// Counted   processor time of this thread, which alone works: other programs add little to it, and never take any away.
//           A dimension grows fourfold, and the exponent is log4 of the times, each the least of the rounds so far. Where it
//           is above the bound all is measured again, up to three times: noise goes away, a cubic stays.
//           (Counters of instructions are refused in containers and most virtual machines, and what is allocated tells
//           nothing of a loop that allocates nothing.)
// Bounds    what is there, and about half an exponent more: a factor of two for noise. By design a path of T points has T x T
//           covariances, twice the dates in twice the periods are four times the effects, and each metric's effect looks at all
//           metrics before the rollout (REASONS of growth.py).
#include <doctest/doctest.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include "base/random.hpp"
#include "payoff/study.hpp"
#include "study/segments.hpp"

using namespace payoff;

TEST_SUITE("study/growth") {

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

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Of every metric, and of every segment.
double seconds_of(const Size& size) {
  const Panel panel = panel_of(size);
  const Context alone{.threads = 1, .seed = 1};
  const double start = processor_seconds();
  for (std::size_t metric = 0; metric < panel.metrics.size(); ++metric) {
    Question question{.metric = metric, .compare_methods = !size.plain};
    if (size.plain) question.method = "did", question.options = {{"errors", "cluster"}};
    std::vector<Effect> effects{estimate(panel, question, alone)};
    if (!panel.segments.empty()) add_segments({}, panel, question, alone, effects);
  }
  return processor_seconds() - start;
}

// k = 1 and 4: what there is of the dimension.
void check_growth(const std::string& what, double bound, const std::function<Size(int k)>& size_of) {
  constexpr int most_rounds = 3;
  constexpr double forever = std::numeric_limits<double>::infinity();
  double exponent = forever, few = forever, many = forever;
  for (int round = 0; round < most_rounds && exponent > bound; ++round) {
    few = std::min(few, seconds_of(size_of(1)));
    many = std::min(many, seconds_of(size_of(4)));
    exponent = std::log2(many / few) / 2;
  }
  MESSAGE(what, ": ", few, " to ", many, " s, exponent ", exponent);
  CHECK(exponent < bound);
}

}  // namespace

TEST_CASE("limit: units, segments and metrics are no square") {
  check_growth("units", 1.4, [](int k) { return Size{.units = 10000 * k, .periods = 4}; });
  check_growth("segments", 1.4,
               [](int k) { return Size{.units = 4800 * k, .periods = 4, .segments = 200 * k, .plain = true}; });
  check_growth("metrics", 1.7,
               [](int k) { return Size{.units = 200, .periods = 8, .metrics = 20 * k, .plain = true}; });
}

TEST_CASE("limit: clusters are no square, where each is left out too") {
  check_growth("clusters", 0.8, [](int k) { return Size{.units = 400, .periods = 8, .clusters = 12 * k}; });
  check_growth("clusters, several dates", 1.1,
               [](int k) { return Size{.units = 400, .cohorts = 4, .clusters = 24 * k}; });
}

TEST_CASE("limit: periods are no cubic") {
  check_growth("periods", 1.6, [](int k) { return Size{.units = 20, .periods = 250 * k}; });
  check_growth("periods, few clusters", 1.7,
               [](int k) { return Size{.units = 20, .periods = 150 * k, .clusters = 10}; });
  check_growth("periods, several dates", 1.6,
               [](int k) { return Size{.units = 450, .periods = 60 * k, .cohorts = 10}; });
}

TEST_CASE("limit: dates are no square of their effects") {
  check_growth("dates", 0.7, [](int k) { return Size{.units = 450, .periods = 210, .cohorts = 25 * k}; });
  check_growth("dates and periods", 2.1,
               [](int k) { return Size{.units = 450, .periods = 110 * k, .cohorts = 50 * k}; });
}

}  // TEST_SUITE("study/growth")
