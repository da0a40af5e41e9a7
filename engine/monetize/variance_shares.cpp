#include "monetize/variance_shares.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "base/running_moments.hpp"
#include "monetize/cash_flow.hpp"

namespace payoff {
namespace {

constexpr std::size_t blocks = 32;
// Far behind those of the simulation.
constexpr std::size_t first_block = std::size_t{1} << 40;

void take_group(const JointDraw& joint, int group, const Point& from, Point& point) {
  const std::size_t effects = point.effects.size();
  for (std::size_t v = 0; v < joint.groups().size(); ++v) {
    if (joint.groups()[v] != group) continue;
    if (v < effects)
      point.effects[v] = from.effects[v];
    else
      point.inputs[v - effects] = from.inputs[v - effects];
  }
}

std::string name_of(const CashModel& model, const JointDraw& joint, int group) {
  std::string name;
  for (std::size_t v = 0; v < joint.groups().size(); ++v) {
    if (joint.groups()[v] != group) continue;
    const std::size_t effects = model.effects.size();
    const std::string& label = v < effects ? model.effects[v].label : model.inputs[v - effects].label;
    name = name.empty() ? label : say(MessageId::two_names, {{"one", name}, {"other", label}});
  }
  return name;
}

}  // namespace

std::vector<VarianceShare> variance_shares(const CashModel& model, const JointDraw& joint) {
  const PresentValue worth(model);
  Point a = middle_of(model), from_b = a, mixed = a;
  const double middle = worth.net(a);  // so that products are of small numbers
  RunningMoments all;
  std::vector<double> alone(joint.group_count(), 0), others(joint.group_count(), 0);
  JointDraw::Block drawn_a, drawn_b;
  for (std::size_t b = 0; b < blocks; ++b) {
    joint.draw(first_block + 2 * b, drawn_a);
    joint.draw(first_block + 2 * b + 1, drawn_b);
    for (std::size_t i = 0; i < JointDraw::block; ++i) {
      joint.move_to(drawn_a, i, a);
      joint.move_to(drawn_b, i, from_b);
      const double f_a = worth.net(a) - middle, f_b = worth.net(from_b) - middle;
      all.add(f_a);
      all.add(f_b);
      for (std::size_t g = 0; g < alone.size(); ++g) {
        mixed = a;
        take_group(joint, static_cast<int>(g), from_b, mixed);
        const double f_mixed = worth.net(mixed) - middle;
        alone[g] += f_b * (f_mixed - f_a);
        others[g] += (f_a - f_mixed) * (f_a - f_mixed) / 2;
      }
    }
  }
  const double count = blocks * JointDraw::block, variance = all.variance();
  std::vector<VarianceShare> shares;
  if (!(variance > 0)) return shares;
  for (std::size_t g = 0; g < alone.size(); ++g)
    shares.push_back({name_of(model, joint, static_cast<int>(g)), std::clamp(alone[g] / count / variance, 0.0, 1.0),
                      std::clamp(others[g] / count / variance, 0.0, 1.0)});
  std::ranges::stable_sort(shares, std::ranges::greater{}, &VarianceShare::with_others);
  return shares;
}

}  // namespace payoff
