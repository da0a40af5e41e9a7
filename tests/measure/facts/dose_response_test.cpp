#include "measure/facts/dose_response.hpp"

#include "base/distributions.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/facts/dose_response") {

namespace {

// Units with the tool that use it so much and change by so much.
Panel users(const std::vector<std::pair<double, double>>& use_and_change) {
  PanelBuilder builder(1);
  for (const auto& [use, change] : use_and_change) {
    builder.unit(true).cell(0, 50).cell(1, 50 + change);
    builder.panel.uptake.push_back(use);
  }
  builder.unit(false).cell(0, 50).cell(1, 40);
  builder.panel.uptake.push_back(missing);
  return builder.panel;
}

std::vector<std::pair<double, double>> ten(double slope, const std::function<double(int)>& more) {
  std::vector<std::pair<double, double>> units;
  for (int i = 0; i < 10; ++i) units.emplace_back(i / 10.0, slope * i / 10.0 + more(i));
  return units;
}

}  // namespace

TEST_CASE("dose: by hand, a straight line is found, and those without the tool are not asked") {
  const Estimate line = dose_response(users(ten(-4, [](int) { return 1.5; })), 0, 0.95);
  CHECK_CLOSE(line.estimate, -4, 1e-12);
  CHECK(line.se < 1e-12);
  CHECK(line.df == 9);
}

TEST_CASE("dose: by hand, the error is that of a regression with each unit a cluster") {
  // y = +-1 in turn on 0 ... 9 tenths: S_xx = 0.825, S_xy = sum of (-1)^i (i - 4.5) / 10 = -0.5.
  const Estimate line = dose_response(users(ten(0, [](int i) { return i % 2 ? -1.0 : 1.0; })), 0, 0.95);
  CHECK_CLOSE(line.estimate, -0.5 / 0.825, 1e-12);
  double sum = 0;
  for (int i = 0; i < 10; ++i) {
    const double x = (i - 4.5) / 10, e = (i % 2 ? -1.0 : 1.0) + 0.5 / 0.825 * x;
    sum += x * x * e * e;
  }
  CHECK_CLOSE(line.se, std::sqrt(sum / (0.825 * 0.825) * 10 / 9 * 9 / 8), 1e-12);
  CHECK_CLOSE(line.high, line.estimate + student_quantile(0.975, 9) * line.se, 1e-12);
}

TEST_CASE("dose: recovery, without a dose-response it finds one in twenty") {
  Random random(31);
  int found = 0;
  constexpr int studies = 1000;
  for (int s = 0; s < studies; ++s) {
    std::vector<std::pair<double, double>> units;
    for (int i = 0; i < 40; ++i) units.emplace_back(random.uniform(), random.normal());
    found += dose_response(users(units), 0, 0.95).p < 0.05;
  }
  CHECK(found > 25);
  CHECK(found < 75);
}

TEST_CASE("dose: refusal, nine users, all alike, none known, or two dates") {
  const auto flat = [](int) { return 0.0; };
  std::vector<std::pair<double, double>> units = ten(1, flat);
  units.pop_back();
  CHECK(std::isnan(dose_response(users(units), 0, 0.95).estimate));
  units = ten(1, flat);
  for (auto& [use, change] : units) use = 0.7;
  CHECK(std::isnan(dose_response(users(units), 0, 0.95).estimate));
  Panel panel = users(ten(1, flat));
  CHECK(std::isfinite(dose_response(panel, 0, 0.95).estimate));
  panel.units[0].adopted_period = 0;
  CHECK(std::isnan(dose_response(panel, 0, 0.95).estimate));
  panel = users(ten(1, flat));
  panel.uptake.clear();
  CHECK(std::isnan(dose_response(panel, 0, 0.95).estimate));
}

}  // TEST_SUITE("measure/facts/dose_response")
