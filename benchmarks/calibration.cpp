// Do 95 % intervals cover the truth in 95 % of studies? Each method on simulated rollouts with few and many clusters,
// serial correlation, effects that differ by cohort and grow, missing cells; the static two-way estimate beside them,
// where it fails.
//
//     bench_calibration [STUDIES]     (2000)
#include <fmt/format.h>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <thread>

#include "measure/rollout/group_time/fit.hpp"
#include "measure/rollout/staggered/static_two_way.hpp"
#include "measure/simulated_rollout.hpp"
#include "payoff/payoff.hpp"

namespace {

using payoff::Effect;
using payoff::Panel;
using payoff::Question;

struct Row {
  std::string name;
  bool staggered;
  payoff::Estimate (*answer)(const Panel&);
};

payoff::Estimate did(const Panel& panel, const std::string& errors) {
  const Question question{.method = "did", .options = {{"errors", errors}}};
  for (const payoff::Method& method : payoff::methods()) {
    if (method.name == "did") return method.fit(panel, question, {}).absolute;
  }
  return {};
}

payoff::Estimate group_time(const Panel& panel, const std::string& comparison) {
  return payoff::fit_group_time(panel, {.method = "group_time", .options = {{"comparison", comparison}}}, {})
      .effect.absolute;
}

template <auto estimator>
payoff::Estimate staggered(const Panel& panel) {
  const Question question{};
  return estimator(panel, question, payoff::staggered_sample(panel, question), payoff::Extent::headline, {})
      .effect.absolute;
}

payoff::Estimate static_two_way(const Panel& panel) {
  const Question question{};
  return payoff::static_two_way(panel, question, payoff::staggered_sample(panel, question)).answer.absolute;
}

const std::vector<Row> rows = {
    {"did, one date", false, [](const Panel& panel) { return did(panel, "auto"); }},
    {"did, one date, cluster t", false, [](const Panel& panel) { return did(panel, "cluster"); }},
    {"group_time, not yet", true, [](const Panel& panel) { return group_time(panel, "not_yet"); }},
    {"group_time, never", true, [](const Panel& panel) { return group_time(panel, "never"); }},
    {"interaction_weighted", true, staggered<payoff::interaction_weighted>},
    {"imputation", true, staggered<payoff::imputation>},
    {"two_stage", true, staggered<payoff::two_stage>},
    {"static two-way", true, static_two_way},
};

struct Answer {
  double error = payoff::missing, half_width = payoff::missing;  // NaN = refused
  bool covers = false;
};

// One answer a study, each from its own seed, so that the table does not depend on the threads.
std::vector<Answer> answers(const Row& row, const SimulatedRollout& design, int studies) {
  std::vector<Answer> found(studies);
  std::atomic<int> next = 0;
  const auto work = [&] {
    for (int s = next++; s < studies; s = next++) {
      const SimulatedStudy study = simulate(design, 1000003ULL * (s + 1) + design.clusters);
      try {
        const payoff::Estimate it = row.answer(study.panel);
        found[s] = {it.estimate - study.truth, (it.high - it.low) / 2, it.low <= study.truth && study.truth <= it.high};
      } catch (const payoff::Error&) {  // refused
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return found;
}

void print_row(const Row& row, const SimulatedRollout& design, int studies) {
  double count = 0, bias = 0, squares = 0, half = 0, covered = 0;
  for (const Answer& answer : answers(row, design, studies)) {
    if (std::isnan(answer.half_width)) continue;
    ++count;
    bias += answer.error;
    squares += answer.error * answer.error;
    half += answer.half_width;
    covered += answer.covers;
  }
  fmt::print("{:26} {:>8} {:>9} {:>8.3f} {:>8.3f} {:>8.3f} {:>8.1f}\n", row.name, design.clusters, count, bias / count,
             std::sqrt(squares / count), half / count, 100 * covered / count);
}

}  // namespace

int main(int argc, char** argv) {
  const int studies = argc > 1 ? std::stoi(argv[1]) : 2000;
  fmt::print("{} studies each; noise sd 1; half = mean half-width of the 95 % interval\n", studies);
  fmt::print("{:26} {:>8} {:>9} {:>8} {:>8} {:>8} {:>8}\n", "method", "clusters", "answered", "bias", "rmse", "half",
             "cover %");
  for (const Row& row : rows) {
    for (const int clusters : {8, 14, 24, 50}) {
      SimulatedRollout design{.clusters = clusters};
      if (!row.staggered) design.waves = 1;
      if (row.staggered && clusters < 14) design.waves = 3;  // two clusters a cohort at least
      print_row(row, design, studies);
    }
  }
  return 0;
}
