// Goodman-Bacon decomposition of the static two-way estimate.
//
// Formula   beta = sum of s x DD over pairs of cohorts (theorem 1), k earlier than l, U never; with n the shares of units
//           and D the share of periods with the tool (10e to 10g), up to one factor for all:
//           k against U               s = n_k n_U D_k (1 - D_k)
//           k against l before l      s = n_k n_l (D_k - D_l) (1 - D_k)
//           l against k after k       s = n_k n_l D_l (D_k - D_l)
//           DD: change of the mean of the first less that of the second between the two windows of time.
// Assumes   a balanced panel: units not seen in every period are left out.
// Source    Goodman-Bacon (2021), Difference-in-differences with variation in treatment timing, section 2.
// Checked   the weighted sum is the two-way estimate, base_stagg, mpdta and simulated panels: 10 digits.
//
// Notation  C cohorts   T periods
#include "measure/rollout/staggered/bacon.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"

namespace payoff {
namespace {

// Sums over the complete units of one cohort.
struct Group {
  std::size_t adoption = 0;  // T = never
  double weight = 0;
  std::vector<double> total;  // (T) of the weighted outcome

  double mean(std::size_t begin, std::size_t end) const {
    double sum = 0;
    for (std::size_t t = begin; t < end; ++t) sum += total[t];
    return sum / (weight * static_cast<double>(end - begin));
  }
};

std::vector<Group> complete_groups(const CohortPanel& panel, std::size_t& incomplete) {
  const std::size_t n = panel.units();
  std::vector<std::size_t> used;  // periods in which anybody was seen
  for (std::size_t t = 0; t < panel.periods.size(); ++t) {
    if (std::ranges::any_of(panel.at(t), [](double y) { return !std::isnan(y); })) used.push_back(t);
  }
  std::vector<Group> groups;
  for (std::size_t c = 0; c <= panel.cohorts.size(); ++c) {
    const std::size_t first = c < panel.cohorts.size() ? panel.cohorts[c] : panel.periods.size();
    Group group{static_cast<std::size_t>(std::ranges::lower_bound(used, first) - used.begin()), 0,
                std::vector<double>(used.size())};
    for (std::size_t i = panel.cohort_begin[c]; i < panel.cohort_begin[c + 1]; ++i) {
      const auto seen = std::ranges::count_if(used, [&](auto t) { return !std::isnan(panel.outcome[t * n + i]); });
      if (seen > 0 && seen < std::ssize(used)) ++incomplete;
      if (seen == 0 || seen < std::ssize(used)) continue;
      const double weight = panel.weight_of(i);
      group.weight += weight;
      for (std::size_t t = 0; t < used.size(); ++t) group.total[t] += weight * panel.outcome[used[t] * n + i];
    }
    if (group.weight > 0) groups.push_back(std::move(group));
  }
  return groups;
}

struct Window {
  std::size_t begin, middle, end;  // before: begin to middle; after: middle to end
};

double difference(const Group& first, const Group& second, const Window& w) {
  return first.mean(w.middle, w.end) - first.mean(w.begin, w.middle) - second.mean(w.middle, w.end) +
         second.mean(w.begin, w.middle);
}

void add(DecompositionPart& part, double weight, double estimate) {
  part.weight += weight;
  part.estimate += weight * estimate;
}

}  // namespace

Bacon bacon_decomposition(const CohortPanel& panel) {
  Bacon result;
  const std::vector<Group> groups = complete_groups(panel, result.incomplete);
  std::vector<DecompositionPart> parts{{say(MessageId::part_never), 0, 0},
                                       {say(MessageId::part_not_yet), 0, 0},
                                       {say(MessageId::part_already), 0, 0, true}};
  for (std::size_t a = 0; a < groups.size(); ++a) {
    const Group& k = groups[a];
    const std::size_t periods = k.total.size();
    const double early = 1 - static_cast<double>(k.adoption) / static_cast<double>(periods);
    for (std::size_t b = a + 1; b < groups.size(); ++b) {
      const Group& l = groups[b];
      const double late = 1 - static_cast<double>(l.adoption) / static_cast<double>(periods), n = k.weight * l.weight;
      if (k.adoption == 0 || k.adoption == l.adoption) continue;
      add(parts[l.adoption == periods ? 0 : 1], n * (early - late) * (1 - early),
          difference(k, l, {0, k.adoption, l.adoption}));
      if (l.adoption == periods) continue;
      add(parts[2], n * late * (early - late), difference(l, k, {k.adoption, l.adoption, periods}));
    }
  }
  const double total = parts[0].weight + parts[1].weight + parts[2].weight;
  if (!(total > 0)) return result;
  for (DecompositionPart& part : parts) {
    if (part.weight == 0) continue;
    part.estimate /= part.weight;
    part.weight /= total;
    result.parts.push_back(part);
  }
  return result;
}

}  // namespace payoff
