#include "monetize/value_of_information.hpp"

#include <algorithm>
#include <cmath>

#include "base/running_moments.hpp"
#include "monetize/cash_flow.hpp"

namespace payoff {
namespace {

constexpr std::size_t blocks_of_information = 80;

// The NPV as it is expected once each effect is known, or the share of its error that will be.
std::vector<double> expected_npv(const CashModel& model, const JointDraw& joint, double known_of_error) {
  const PresentValue worth(model);
  Point point = middle_of(model);
  for (std::size_t i = 0; i < point.inputs.size(); ++i) point.inputs[i] = model.inputs[i].value.mean();
  std::vector<double> npv;
  JointDraw::Block drawn;
  for (std::size_t b = 0; b < blocks_of_information; ++b) {
    joint.draw(b, drawn);
    for (std::size_t i = 0; i < JointDraw::block; ++i) {
      for (std::size_t e = 0; e < point.effects.size(); ++e) {
        const double middle = model.effects[e].level(model.effects[e].estimate);
        point.effects[e] = middle + known_of_error * (drawn.effects[e][i] - middle);
      }
      npv.push_back(worth.net(point));
    }
  }
  return npv;
}

}  // namespace

Quantity value_of_certainty(const std::vector<double>& npv) {
  // E max(NPV, 0) - max(E NPV, 0): the mean of the gains or that of the losses, whichever is less.
  RunningMoments gains, losses;
  for (const double value : npv) {
    gains.add(std::max(value, 0.0));
    losses.add(std::max(-value, 0.0));
  }
  const RunningMoments& lesser = gains.mean() < losses.mean() ? gains : losses;
  return {.mean = lesser.mean(), .mean_error = std::sqrt(lesser.variance() / static_cast<double>(npv.size()))};
}

Quantity value_of_effects(const CashModel& model, const JointDraw& joint) {
  return value_of_certainty(expected_npv(model, joint, 1));
}

Quantity value_of_weeks(const CashModel& model, const JointDraw& joint, double more, double weeks_after) {
  if (!(weeks_after > 0)) return {};
  return value_of_certainty(expected_npv(model, joint, std::sqrt(more / (weeks_after + more))));
}

}  // namespace payoff
