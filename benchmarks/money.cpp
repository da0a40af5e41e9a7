// One million joint draws of twelve uncertain inputs over 36 months: NPV, ROI, payback and discounted payback, their
// quantiles, the cash by month.
//
//     bench_money FOLDER     (its file "draws": how many)
#include "base/parallel.hpp"
#include "columns.hpp"
#include "monetize/appraisal_model.hpp"
#include "monetize/quantity.hpp"
#include "monetize/simulate.hpp"
#include "payoff/monetize.hpp"

namespace {

payoff::Effect minutes() {
  payoff::Effect effect;
  effect.metric = {.name = "handle_minutes",
                   .kind = payoff::MetricKind::time,
                   .unit = "minutes",
                   .per = "tickets",
                   .better = payoff::Better::lower};
  effect.absolute = {.estimate = -3, .se = 0.8, .df = 47, .low = -4.6, .high = -1.4};
  effect.volume_per_unit_week = 40;
  effect.weeks_after = 26;
  return effect;
}

payoff::Assumptions money(int draws) {
  using payoff::Shape;
  payoff::Assumptions money;
  money.people = {350, 420, 460};
  money.hourly_cost = {40, 48, 60, Shape::pert};
  money.volume_per_person_week = payoff::Uncertain::log_normal(30, 55);
  money.rework_share = {0.05, 0.1, 0.2};
  money.realized_share = {0.3, 0.5, 0.7};
  money.costs = {{.name = "licences", .per_person_month = {25, 30, 45}},
                 {.name = "integration", .once = {100000, 150000, 300000, Shape::pert}},
                 {.name = "running", .per_month = {8000, 12000, 20000}},
                 {.name = "training", .hours_per_person = {4, 6, 10}},
                 {.name = "review", .hours_per_person_month = {0.2, 0.5, 1.2}},
                 {.name = "seats", .once_per_person = {20, 40, 80}}};
  money.draws = draws;
  return money;
}

}  // namespace

int main(int, char** arguments) {
  const auto counts = bench::read_column<double>(std::filesystem::path(arguments[1]) / "draws");
  const payoff::Effect effect = minutes();
  const payoff::AppraisalModel appraised =
      payoff::appraisal_model({&effect, 1}, money(static_cast<int>(counts.front())));
  payoff::Quantity npv;
  const double seconds = bench::median_seconds(3, [&] {
    const payoff::MoneyDraws draws = payoff::simulate(appraised.model, appraised.assumptions.draws, 1);
    payoff::Quantity roi;
    payoff::for_each_chunk(2, payoff::thread_count(0), [&](std::size_t i) {
      (i == 0 ? npv : roi) = payoff::summarize(i == 0 ? draws.net_present_value : draws.return_on_investment);
    });
    payoff::summarize_counts(draws.paid_back);
    payoff::summarize_counts(draws.paid_back_discounted);
  });
  bench::report(seconds, npv.p50);
}
