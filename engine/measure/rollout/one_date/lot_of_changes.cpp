#include "measure/rollout/one_date/lot_of_changes.hpp"

namespace payoff {

Lot lot_of_changes(const Panel& panel, const AbsorbedRegression& regression) {
  const Adoption& adoption = regression.sample().adoption;
  const std::size_t clusters = regression.sample().clusters.count;
  std::vector<double> sum[2], weight[2];
  for (const int side : {0, 1}) {
    sum[side].resize(clusters);
    weight[side].resize(clusters);
  }
  std::vector<ArmsSeen> arms(clusters);
  regression.visit([&](const AbsorbedCell& cell) {
    const int side = adoption.after(cell.cell) ? 1 : 0;
    sum[side][cell.cluster] += cell.weight * cell.outcome;
    weight[side][cell.cluster] += cell.weight;
    arms[cell.cluster].see(panel.units[panel.unit_of[cell.cell]].treated);
  });
  std::vector<double> change;
  for (std::size_t g = 0; g < clusters; ++g) change.push_back(sum[1][g] / weight[1][g] - sum[0][g] / weight[0][g]);
  return lot_of(change, arms);
}

}  // namespace payoff
