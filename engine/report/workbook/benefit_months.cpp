// The months of a benefit. Over all who began together, `rollout_months` and `rollout_shares`, at once:
//
// Formula   clamp(x, 0, 1) = (|x| - |x - 1| + 1) / 2, and max(x, 0) = (x + |x|) / 2: a spreadsheet's MIN and MAX know no lists
//           part = clamp(month - start), age = month - start - 1/2, of a follow-up of T (effect_months.hpp)
//           last third = clamp((age - T/6) / (2T/3)) x pace^(max(age - T, 0) / (2T/3)); first third = 1 - clamp(...)
#include "report/workbook/benefit_months.hpp"

#include <algorithm>
#include <cmath>

namespace payoff {
namespace {

double part_of_month(double month, const double start) {
  return std::clamp(month - start, 0.0, 1.0);
}

std::string clamped(const std::string& x) {
  return "(ABS(" + x + ")-ABS(" + x + "-1)+1)/2";
}

// The texts of what every start has in this month.
struct Starts {
  std::string part, age;
};

Starts starts_in(const Formula& month, const AssumptionCells& cells) {
  const std::string since = month.text + "-" + cells.rollout_months.text;
  return {cells.rollout_shares.text + "*" + clamped(since), "(" + since + "-0.5)"};
}

// Of one start that began so long ago, what each third weighs.
struct Thirds {
  double first, last;
};

Thirds thirds_at(double age, double follow_up, double pace) {
  const double width = follow_up * 2 / 3;
  const double last = std::clamp((age - follow_up / 6) / width, 0.0, 1.0);
  return {1 - last, last * std::pow(pace, std::max(age - follow_up, 0.0) / width)};
}

template <class Weight>
double over_starts(double month, const AssumptionCells& cells, const Weight& weight) {
  double sum = 0;
  for (std::size_t i = 0; i < cells.rollout_months.values.size(); ++i) {
    const double start = cells.rollout_months.values[i];
    sum += cells.rollout_shares.values[i] * part_of_month(month, start) * weight(month - start - 0.5);
  }
  return sum;
}

}  // namespace

Formula reach_in(const Formula& month, const AssumptionCells& cells) {
  return {"SUMPRODUCT(" + starts_in(month, cells).part + ")",
          over_starts(month.value, cells, [](double) { return 1.0; })};
}

Formula first_third_in(const Formula& month, const AssumptionCells& cells, const ValueCells& value) {
  const auto [part, age] = starts_in(month, cells);
  const std::string& t = value.follow_up.text;
  const std::string on_the_way = clamped("((" + age + "-" + t + "/6)/(" + t + "*2/3))");
  return {"SUMPRODUCT(" + part + "*(1-" + on_the_way + "))", over_starts(month.value, cells, [&](double at) {
            return thirds_at(at, value.follow_up.value, value.pace.value).first;
          })};
}

Formula last_third_in(const Formula& month, const AssumptionCells& cells, const ValueCells& value) {
  const auto [part, age] = starts_in(month, cells);
  const std::string& t = value.follow_up.text;
  const std::string on_the_way = clamped("((" + age + "-" + t + "/6)/(" + t + "*2/3))");
  const std::string beyond = "(" + age + "-" + t + "+ABS(" + age + "-" + t + "))/2";
  return {"SUMPRODUCT(" + part + "*" + on_the_way + "*" + value.pace.text + "^(" + beyond + "/(" + t + "*2/3)))",
          over_starts(month.value, cells,
                      [&](double at) { return thirds_at(at, value.follow_up.value, value.pace.value).last; })};
}

Formula begin_in(const Formula& month, const AssumptionCells& cells) {
  double share = 0;
  for (std::size_t i = 0; i < cells.rollout_months.values.size(); ++i)
    if (std::floor(cells.rollout_months.values[i]) == month.value) share += cells.rollout_shares.values[i];
  return {"SUMPRODUCT((INT(" + cells.rollout_months.text + ")=" + month.text + ")*" + cells.rollout_shares.text + ")",
          share};
}

Formula uptake_in(const Formula& month, const AssumptionCells& cells, const Formula& measured) {
  double uptake = 1;
  for (std::size_t i = 0; i < cells.uptake_months.values.size(); ++i)
    if (cells.uptake_months.values[i] < month.value) uptake = cells.uptake_shares.values[i] / measured.value;
  // The last step that has come: 1 / 0 of the others is an error, which LOOKUP passes over.
  return {"IFERROR(LOOKUP(2,1/(" + cells.uptake_months.text + "<" + month.text + ")," + cells.uptake_shares.text +
              ")/" + measured.text + ",1)",
          uptake};
}

Formula campaigns_in(const Formula& month, const AssumptionCells& cells) {
  const Formula& all = cells.campaigns.value();
  const auto by = [&](const Formula& end) {  // how many have begun
    const Formula begun = end * all / cells.horizon;
    const double digits = 1e9;
    return rounded_up(call("ROUND", {begun, constant(9)}, std::round(begun.value * digits) / digits));
  };
  return by(month) - by(month - constant(1));
}

}  // namespace payoff
