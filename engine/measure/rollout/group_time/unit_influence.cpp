#include "measure/rollout/group_time/unit_influence.hpp"

#include <cmath>

#include "measure/rollout/group_time/group_time.hpp"

namespace payoff {

Targets targets_of(const std::vector<GroupTimeTarget>& all) {
  Targets targets;
  for (const GroupTimeTarget& target : all) targets.push_back(&target);
  return targets;
}

MovedTargets::MovedTargets(std::size_t coordinates, const Targets& targets)
    : begin_(coordinates + 1), size_(targets.size()) {
  for (const GroupTimeTarget* target : targets) {
    for (const Loading& loading : target->loading) ++begin_[loading.coordinate + 1];
  }
  for (std::size_t c = 0; c < coordinates; ++c) begin_[c + 1] += begin_[c];
  moves_.resize(begin_.back());
  std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
  for (std::size_t j = 0; j < targets.size(); ++j) {
    for (const Loading& loading : targets[j]->loading) moves_[next[loading.coordinate]++] = {j, loading.factor};
  }
}

class CellInfluence::OnTargets final : public InfluenceRows {
 public:
  OnTargets(const CellInfluence& cells, const MovedTargets& targets) : cells_(cells), targets_(targets) {}
  void enter(std::size_t cohort) override { cohort_ = cohort; }
  std::size_t columns() const override { return targets_.size(); }
  std::span<const double> projection() const override { return {}; }

  void fill(std::size_t begin, std::size_t end, std::vector<double>& out) const override {
    const std::size_t n = end - begin;
    out.assign(n * targets_.size(), 0);
    const auto add = [&](std::size_t coordinate, const std::vector<double>& influence) {
      for (const auto& [target, factor] : targets_.by(coordinate)) {
        for (std::size_t i = 0; i < n; ++i) out[target * n + i] += factor * influence[i];
      }
    };
    cells_.visit(cohort_, begin, end, add);
    const CohortPanel& panel = cells_.panel_;
    if (cohort_ == panel.cohorts.size()) return;
    const double total = total_weight(panel);
    std::vector<double> share(n, 1 / total);
    for (std::size_t i = 0; i < n && !panel.weight.empty(); ++i) share[i] = panel.weight[begin + i] / total;
    add(2 * cells_.cells_.size() + cohort_, share);
  }

 private:
  const CellInfluence& cells_;
  const MovedTargets& targets_;
  std::size_t cohort_ = 0;
};

std::unique_ptr<InfluenceRows> CellInfluence::on(const MovedTargets& targets) const {
  return std::make_unique<OnTargets>(*this, targets);
}

bool CellInfluence::active(std::size_t cell, std::size_t cohort) const {
  const GroupTimeCell& it = cells_[cell];
  return !std::isnan(it.att) && (it.cohort == cohort || (compares(it, cohort) && !it.reference));
}

}  // namespace payoff
