#include "measure/diagnosis/pre_trend.hpp"

#include "base/distributions.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/pre_trend") {

namespace {

// Leads -3 and -2 (reference -1) and one lag; V is diagonal.
EventPath path_with(double first, double second, double variance = 4) {
  return {{-3, -2, 0}, {first, second, 9}, {variance, 0, 0, 0, variance, 0, 0, 0, variance}, -1, {0, 0, 1}, 10};
}

Effect tested(const EventPath& path, const LeadRule& rule) {
  Effect effect{.metric = {.name = "minutes", .unit = "minutes"}};
  effect.absolute.estimate = 6;
  add_pre_trend(effect, path, rule);
  return effect;
}

}  // namespace

TEST_CASE("by hand: Hotelling's F of two leads, with the small-sample factor taken out") {
  // b'V^-1 b = (4 + 16) / 4 = 5; times the factor 1.1 = b'S^-1 b; F = 5.5 (11 - 1 - 2) / (11 x 2) = 2 on 2 and 8.
  const Effect effect = tested(path_with(2, -4), {11, 1.1});
  CHECK_CLOSE(effect.pre_trend_p, f_upper_tail(2, 2, 8), 1e-12);
  CHECK(effect.diagnostics[0].value == effect.pre_trend_p);
  CHECK(effect.diagnostics[0].text.starts_with("Joint test of 2 leads: p = 0.19"));
  CHECK(effect.diagnostics[2].name == "max_lead_share");
  CHECK_CLOSE(effect.diagnostics[2].value, 4.0 / 6, 1e-12);
}

TEST_CASE("by hand: of a normal path the test is chi squared, however few clusters there are") {
  // b'V^-1 b = 5, and of 2 degrees of freedom P(chi squared > 5) = exp(-5 / 2).
  EventPath path = path_with(2, -4);
  path.df = INFINITY;
  CHECK_CLOSE(tested(path, {11, 1.1}).pre_trend_p, std::exp(-2.5), 1e-12);
  CHECK_CLOSE(tested(path, {3, 1.1}).pre_trend_p, std::exp(-2.5), 1e-12);
  CHECK(std::isnan(tested(path_with(2, -4), {3, 1.1}).pre_trend_p));
}

TEST_CASE("by hand: a lead is clear where its p, times the number of leads, is below 5 %") {
  // se = 2, and t(10) has 1.25 % above 2.634: 5.268. By itself a lead of 2 x 2.228 would do.
  const auto clear = [](double first, double second) {
    return tested(path_with(first, second), {11, 1.1}).diagnostics[1];
  };
  CHECK(clear(0, 5.3).name == diagnostic_name::clear_lead);
  CHECK(clear(0, 5.3).value == 5.3);
  CHECK(clear(0, 5.3).text == "The largest lead that chance does not explain is 5.3 minutes.");
  CHECK(clear(0, 5.3).threshold == 3);  // half of the effect
  CHECK(clear(0, 5.2).value == 0);
  CHECK(clear(0, 5.2).text == "No lead by itself is more than chance explains.");
  CHECK(clear(5.3, -9).value == 9);
  EventPath path = path_with(6, 7);  // the larger one is not known well enough
  path.covariance[4] = 9;
  CHECK(tested(path, {11, 1.1}).diagnostics[1].value == 6);
}

TEST_CASE("by hand: a lead that few adopters have is in no test") {
  // What is left is one lead: 1 x p of 2.25 is below 5 %; F = (4.5 / 2)^2 x 1.1 x 9 / 11 on 1 and 9.
  EventPath path = path_with(100, 4.5);
  path.first_lead = -2;
  const Effect effect = tested(path, {11, 1.1});
  CHECK_CLOSE(effect.pre_trend_p, f_upper_tail(4.5 * 4.5 / 4 * 0.9, 1, 9), 1e-12);
  CHECK(effect.diagnostics[1].value == 4.5);
  CHECK_CLOSE(effect.diagnostics[2].value, 4.5 / 6, 1e-12);
}

TEST_CASE("by hand: a lead without an estimate is left out") {
  // b'V^-1 b = 4; F = 4 x 1.1 (11 - 1 - 1) / 11 = 3.6 on 1 and 9.
  EventPath path = path_with(missing, -4);
  path.covariance[0] = missing;
  CHECK_CLOSE(tested(path, {11, 1.1}).pre_trend_p, f_upper_tail(3.6, 1, 9), 1e-12);
}

TEST_CASE("by hand: leads averaged in blocks are tested as their means") {
  // One block: mean -1, variance (4 + 4) / 4 = 2; b'V^-1 b = 0.5; F = 0.5 x 1.1 x 9 / 11 = 0.45 on 1 and 9.
  EventPath path = path_with(2, -4);
  path.lead_blocks = 1;
  const Effect effect = tested(path, {11, 1.1});
  CHECK_CLOSE(effect.pre_trend_p, f_upper_tail(0.45, 1, 9), 1e-12);
  CHECK(effect.diagnostics[0].text.starts_with("Joint test of 2 leads, averaged in 1 block: p = "));
  CHECK(leads_of(path).time == std::vector<double>{-1.5});
}

TEST_CASE("invariance: a change of unit changes no p") {
  EventPath path = path_with(2, -4);
  for (double& b : path.estimate) b *= 60;
  for (double& v : path.covariance) v *= 3600;
  CHECK_CLOSE(tested(path, {11, 1.1}).pre_trend_p, tested(path_with(2, -4), {11, 1.1}).pre_trend_p, 1e-12);
}

TEST_CASE("refusal: no leads, too few clusters for them, leads that determine one another") {
  const EventPath none{{0}, {1}, {1}, -1, {1}, 5};
  CHECK(std::isnan(tested(none, {11}).pre_trend_p));
  CHECK(tested(none, {11}).diagnostics[0].text.find("cannot be looked at") != std::string::npos);
  CHECK(std::isnan(tested(path_with(2, -4), {3}).pre_trend_p));
  CHECK(!std::isnan(tested(path_with(2, -4), {4}).pre_trend_p));
  CHECK(tested(path_with(2, -4), {3})
            .diagnostics[0]
            .text.starts_with("2 leads cannot be tested jointly with 3 clusters"));
  EventPath same = path_with(2, 2);
  same.covariance[1] = same.covariance[3] = 4;
  CHECK(std::isnan(tested(same, {11}).pre_trend_p));
}

}  // TEST_SUITE("measure/diagnosis/pre_trend")
