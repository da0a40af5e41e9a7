#include "monetize/waterfall.hpp"

#include <cmath>

#include "base/messages.hpp"
#include "monetize/cash_flow.hpp"

namespace payoff {
namespace {

// How much of the ladder a value has come down.
struct Counting {
  bool rework = false, realized = false, margin = false, risk = false, soft = false;
};

double worth_of(const CashModel& model, const Counting& counting) {
  double worth = 0;
  for (const BenefitStream& stream : model.benefits) {
    if (counting.soft && !stream.valued.counted()) continue;
    Point point = middle_of(model);
    BenefitStream counted = stream;
    if (!counting.rework) counted.rework = BenefitStream::none;
    if (!counting.risk) counted.risk = 0;
    for (const std::size_t input : stream.inputs) {
      const bool whole = input == stream.realized ? !counting.realized : !counting.margin;
      if (whole && model.inputs[input].share) point.inputs[input] = 1;
    }
    worth += present_value(model, benefit_by_month(counted, point));
  }
  return worth;
}

class Steps {
 public:
  void to(const std::string& name, double total) { by(name, total - total_); }
  void by(const std::string& name, double change) {
    constexpr double rounding = 1e-12;
    if (std::abs(change) <= rounding * std::abs(total_)) return;
    total_ += change;
    steps_.push_back({name, change, total_, false});
  }
  void total(const std::string& name) { steps_.push_back({name, 0, total_, true}); }
  std::vector<WaterfallStep> steps() && { return std::move(steps_); }

 private:
  std::vector<WaterfallStep> steps_;
  double total_ = 0;
};

}  // namespace

std::vector<WaterfallStep> waterfall(const CashModel& model) {
  Steps steps;
  Counting counting;
  steps.to(say(MessageId::step_all), worth_of(model, counting));
  const auto next = [&](bool Counting::* part, MessageId name) {
    counting.*part = true;
    const double worth = worth_of(model, counting);
    steps.to(say(name), worth);
    return worth;
  };
  const double net = next(&Counting::rework, MessageId::step_rework);
  // Slack that swallows hours saved absorbs hours lost, too.
  next(&Counting::realized, net < 0 ? MessageId::step_absorbed : MessageId::step_realized);
  next(&Counting::margin, MessageId::step_margin);
  next(&Counting::risk, MessageId::step_risk);
  next(&Counting::soft, MessageId::step_soft);
  steps.total(say(MessageId::step_benefits));
  const Point middle = middle_of(model);
  const CashFlow cash = cash_flow(model, middle);
  for (const CostStream& stream : model.costs)
    steps.by(stream.name, -present_value(model, cost_by_month(stream, middle)));
  const double before_tax = present_value(model, cash.benefit) - present_value(model, cash.cost);
  steps.by(say(MessageId::step_tax), -model.tax_rate * before_tax);
  steps.total(say(MessageId::step_npv));
  return std::move(steps).steps();
}

}  // namespace payoff
