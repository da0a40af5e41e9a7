#include "measure/diagnosis/last_window.hpp"

#include "base/random.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/last_window") {

namespace {

// One treated unit with these values in weeks 0, 1, ..., and one week with the tool after them.
Panel history(const std::vector<double>& values) {
  PanelBuilder builder(static_cast<int>(values.size()));
  builder.unit(true);
  for (std::size_t t = 0; t < values.size(); ++t) builder.cell(static_cast<int>(t), values[t]);
  builder.cell(static_cast<int>(values.size()), 1000);
  return builder.panel;
}

}  // namespace

TEST_CASE("last window: its mean against the earlier ones, in standard deviations of the earlier cells") {
  // Eight weeks, window 8 / 4 = 2. Earlier 1, 2, 3, 4, 5, 6: mean 3.5, s2 = 3.5; window 8, 10: mean 9.
  const LastWindow window = look_at_last_window(history({1, 2, 3, 4, 5, 6, 8, 10}), 0);
  CHECK_CLOSE(window.diagnostic.value, 5.5 / std::sqrt(3.5), 1e-14);
  CHECK(window.cells == std::vector<std::size_t>{6, 7});
  CHECK(window.diagnostic.threshold == 0.5);
  CHECK(window.diagnostic.text ==
        "In the last 2 periods before the rollout the treated were 2.94 standard deviations above their own earlier "
        "mean: part of the change may be a return to normal.");
}

TEST_CASE("last window: a calm one is below the threshold and says no more") {
  const LastWindow window = look_at_last_window(history({1, 3, 2, 4, 2.4}), 0);
  CHECK(window.diagnostic.value < window.diagnostic.threshold);
  CHECK(window.diagnostic.text.find("0.08 standard deviations below") != std::string::npos);  // 0.1 / sqrt(5/3)
  CHECK(window.diagnostic.text.ends_with("their own earlier mean."));
}

TEST_CASE("last window: at most four weeks, one month, or four periods of unknown length") {
  Panel panel = history(std::vector<double>(40, 1.0));
  CHECK(look_at_last_window(panel, 0).cells.size() == 4);
  panel.calendar.kind = PeriodKind::day;
  CHECK(look_at_last_window(panel, 0).cells.size() == 10);  // a quarter; four weeks would be 28
  panel.calendar.kind = PeriodKind::month;
  CHECK(look_at_last_window(panel, 0).cells.size() == 1);
  panel.calendar.kind = PeriodKind::integer;
  CHECK(look_at_last_window(panel, 0).cells.size() == 4);
}

TEST_CASE("last window: comparison units, cells after adoption and missing cells do not enter") {
  PanelBuilder builder(4);
  builder.unit(true).cell(0, 1).cell(1, 3).cell(2, missing).cell(3, 4).cell(4, 99);
  builder.unit(false).cell(0, 50).cell(3, -50);
  const LastWindow window = look_at_last_window(builder.panel, 0);
  CHECK(window.cells == std::vector<std::size_t>{3});
  CHECK_CLOSE(window.diagnostic.value, 2 / std::sqrt(2.0), 1e-14);
}

TEST_CASE("last window: the panel without it has these cells missing and no others") {
  const Panel panel = history({1, 2, 3, 4});
  const Panel rest = without_cells(panel, 0, {3});
  CHECK(std::isnan(rest.metrics[0].sum[3]));
  CHECK(rest.metrics[0].sum[2] == 3);
  CHECK(rest.metrics[0].sum[4] == 1000);
}

TEST_CASE("last window: the deviation ignores the unit of measurement and the origin") {
  const double minutes = look_at_last_window(history({1, 3, 2, 4, 7}), 0).diagnostic.value;
  CHECK_CLOSE(look_at_last_window(history({160, 280, 220, 340, 520}), 0).diagnostic.value, minutes, 1e-13);
}

TEST_CASE("last window: in a series of pure chance the threshold is crossed no more than such a window must") {
  // Window of 2 of 8 normal weeks for 40 units: the deviation has sd sqrt(1/80 + 1/240) = 0.13, so 0.5 is 3.9 of them.
  Random random(9);
  int crossed = 0;
  for (int s = 0; s < 500; ++s) {
    PanelBuilder builder(8);
    for (int u = 0; u < 40; ++u) {
      builder.unit(true);
      for (int t = 0; t < 8; ++t) builder.cell(t, random.normal());
    }
    const Diagnostic diagnostic = look_at_last_window(builder.panel, 0).diagnostic;
    crossed += diagnostic.value > diagnostic.threshold;
  }
  CHECK(crossed <= 2);
}

TEST_CASE("last window: too short a past is not judged") {
  const std::string few =
      "Too few periods before the rollout to tell whether the last of them were unusual for the treated.";
  for (const Panel& panel : {history({1, 2}), history({5}), history({2, 2, 2, 9}), to_phases(history({1, 2, 3, 9}))}) {
    const LastWindow window = look_at_last_window(panel, 0);
    CHECK(std::isnan(window.diagnostic.value));
    CHECK(window.diagnostic.text == few);
  }
}

}  // TEST_SUITE("measure/diagnosis/last_window")
