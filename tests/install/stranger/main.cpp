// Eight people, six weeks, half of them with a tool from the fourth week on: a panel from
// one's own arrays, an effect, no files and no database.
#include <cmath>
#include <iostream>
#include <payoff/payoff.hpp>

namespace {

constexpr int people = 8, weeks = 6, rollout = 3;

double minutes(int person, int week) {
  const bool with_tool = person % 2 == 1 && week >= rollout;
  return 30 + person - 0.5 * week + 0.1 * ((7 * person + 3 * week) % 5) - (with_tool ? 4 : 0);
}

payoff::Panel own_panel() {
  payoff::Panel panel;
  panel.calendar.kind = payoff::PeriodKind::week;
  payoff::MetricColumn column;
  column.metric.name = column.metric.unit = "minutes";
  column.metric.kind = payoff::MetricKind::time;
  column.metric.better = payoff::Better::lower;
  for (int person = 0; person < people; ++person) {
    const bool treated = person % 2 == 1;
    const int adopted = treated ? rollout : payoff::never;
    panel.units.push_back({.label = "person " + std::to_string(person), .treated = treated, .adopted_period = adopted});
    for (int week = 0; week < weeks; ++week) {
      panel.unit_of.push_back(person);
      panel.period_of.push_back(week);
      column.sum.push_back(minutes(person, week));
    }
  }
  panel.metrics.push_back(column);
  return panel;
}

// On a balanced panel difference in differences is made of four means.
double by_four_means() {
  double mean[2][2] = {};
  for (int person = 0; person < people; ++person) {
    for (int week = 0; week < weeks; ++week) {
      mean[person % 2][week >= rollout] += minutes(person, week) / (people / 2 * rollout);
    }
  }
  return (mean[1][1] - mean[1][0]) - (mean[0][1] - mean[0][0]);
}

// The same by regression on plain columns, with person and week absorbed.
double by_regression(const payoff::Panel& panel) {
  std::vector<double> tool;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    tool.push_back(panel.unit_of[c] % 2 == 1 && panel.period_of[c] >= rollout ? 1 : 0);
  }
  const payoff::Regression fit = payoff::regress({.outcome = panel.metrics[0].sum,
                                                  .covariates = {{"tool", tool}},
                                                  .absorbed = {{"person", panel.unit_of}, {"week", panel.period_of}}});
  const payoff::Covariance v =
      payoff::covariance(fit, {.errors = payoff::Errors::cluster, .clusters = {{"person", panel.unit_of}}});
  std::cout << "se " << v.se(0) << " (" << v.convention << ")\n";
  return v.se(0) > 0 ? fit.coefficient[0] : payoff::missing;
}

// A study of files: the database that reads them is found in the package.
bool runs(const char* study) {
  const payoff::CaseStudy result = payoff::run(payoff::read_study(study));
  std::cout << result.claims.front().text() << '\n';
  return result.effects.front().usable;
}

}  // namespace

int main(int argc, char** argv) {
  const payoff::Panel panel = own_panel();
  payoff::check(panel);
  const payoff::Effect effect = payoff::estimate(panel, {.metric = 0, .method = "did"});
  const payoff::Estimate& change = effect.absolute;
  std::cout << effect.method << ": " << change.estimate << " " << change.unit << " (" << change.low << " to "
            << change.high << ")\n";
  const bool right = effect.usable && std::abs(by_regression(panel) - by_four_means()) < 1e-9 &&
                     std::abs(change.estimate - by_four_means()) < 1e-9 && change.low < change.estimate &&
                     change.estimate < change.high;
  if (!right) std::cerr << "expected " << by_four_means() << " inside its interval; " << effect.message << '\n';
  return right && argc > 1 && runs(argv[1]) ? 0 : 1;
}
