#include "monetize/cost.hpp"

namespace payoff {

CostStream cost_stream(const Assumptions& assumptions) {
  CostStream stream;
  for (const Cost& cost : assumptions.costs) {
    stream.once += cost.once;
    stream.per_month += cost.per_month + cost.per_person_month * assumptions.people;
  }
  return stream;
}

}  // namespace payoff
