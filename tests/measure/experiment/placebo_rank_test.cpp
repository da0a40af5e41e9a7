#include "measure/experiment/placebo_rank.hpp"

#include <algorithm>
#include <cmath>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/placebo_rank") {

namespace {

// The first is the one with the tool.
Lot one_of(std::vector<double> value) {
  Lot lot{std::move(value), {}};
  lot.treated.assign(lot.value.size(), 0);
  lot.treated[0] = 1;
  return lot;
}

Lot exchanged(Lot lot) {
  for (char& treated : lot.treated) treated = 1 - treated;
  return lot;
}

// |z_g - mean of the others| of every placement, written out.
double share_as_far(const std::vector<double>& value) {
  std::vector<double> distance;
  for (std::size_t g = 0; g < value.size(); ++g) {
    double others = 0;
    for (std::size_t h = 0; h < value.size(); ++h) others += h == g ? 0 : value[h];
    distance.push_back(std::abs(value[g] - others / double(value.size() - 1)));
  }
  const auto as_far = std::ranges::count_if(distance, [&](double d) { return d >= distance[0] * (1 - 1e-9); });
  return double(as_far) / double(value.size());
}

}  // namespace

TEST_CASE("by hand: the most unusual of nine has p = 1 / 9, no interval and no standard error") {
  // 10 against 1 ... 8, whose mean is 4.5.
  const Estimate result = placebo_test(one_of({10, 1, 2, 3, 4, 5, 6, 7, 8}), 0.95, "minutes");
  CHECK(result.estimate == 5.5);
  CHECK_CLOSE(result.p, 1.0 / 9, 1e-15);
  for (const double none : {result.se, result.df, result.low, result.high}) CHECK(std::isnan(none));
  CHECK(result.reason ==
        "the one with the tool is the most unusual of 9, by chance 1 in 9; 20 groups or people give an interval");
  // 8 against 1 ... 7 and 9: 9 is as far from the mean of all, 5, by 4; so is 1; 8 only by 3, and 2 as well.
  const Estimate inner = placebo_test(one_of({8, 1, 2, 3, 4, 5, 6, 7, 9}), 0.95, "");
  CHECK_CLOSE(inner.p, 4.0 / 9, 1e-15);
  CHECK(inner.reason.starts_with("the one with the tool is among the 4 most unusual of 9, by chance 4 in 9;"));
}

TEST_CASE("by hand: from twenty on there is an interval at 95 %, from ten on at 90 %, t with G - 2 beside it") {
  std::vector<double> value{100};
  for (int g = 1; g < 20; ++g) value.push_back(g);
  const Estimate result = placebo_test(one_of(value), 0.95, "");
  CHECK(result.p == 0.05);
  CHECK_CLOSE(result.low, 80, 1e-8);  // randomization_inference_test.cpp
  CHECK_CLOSE(result.high, 100, 1e-8);
  CHECK(result.df == 18);
  CHECK(result.reason.empty());
  // The pooled spread of 1 ... 19, sqrt(570 / 18), about the mean of one and of nineteen.
  CHECK_CLOSE(result.se, std::sqrt(570.0 / 18 * (1 + 1.0 / 19)), 1e-12);
  value.resize(10);
  CHECK(placebo_test(one_of(value), 0.9, "").low < 100);
  value.resize(9);
  CHECK(placebo_test(one_of(value), 0.9, "").reason.ends_with("10 groups or people give an interval"));
}

TEST_CASE("by hand: a single one without the tool, among those with it") {
  const Estimate result = placebo_test(exchanged(one_of({10, 1, 2, 3, 4, 5, 6, 7, 8})), 0.95, "");
  CHECK(result.estimate == -5.5);
  CHECK_CLOSE(result.p, 1.0 / 9, 1e-15);
  CHECK(result.reason.starts_with("the one without the tool is the most unusual of 9"));
}

TEST_CASE("by hand: the number of a cluster is the weighted mean of its units; who has none is not in it") {
  PanelBuilder builder(0);
  builder.unit(true, 0).unit(true, 0).unit(false, 1).unit(false).unit(false, 1);
  const Lot lot = lot_of_units(builder.panel, {2, 8, 5, 7, missing}, {1, 2, 1, 1, 1});
  CHECK((lot.value == std::vector<double>{6, 5, 7}));
  CHECK((lot.treated == std::vector<char>{1, 0, 0}));
  CHECK(lot_of_units(builder.panel, {2, 8, 5, 7, 6}).value[0] == 5);
  CHECK(is_lone(lot));
  CHECK(is_lone(exchanged(lot)));
  CHECK_FALSE(is_lone(one_of({1, 2})));
  CHECK_FALSE(is_lone({{1, 2, 3, 4}, {1, 1, 0, 0}}));
  CHECK_FALSE(is_lone({{1, 2, 3}, {1, 0, 0}, 1}));
}

TEST_CASE("by hand, two_sample: one unit, or one team, with the tool or without it is ranked among all") {
  // 10 against 1 ... 8: no other is as far from the mean of the rest.
  for (const bool exchanged : {false, true}) {
    const std::vector<double> one{10}, others{1, 2, 3, 4, 5, 6, 7, 8};
    const Effect effect =
        estimate(exchanged ? two_arms(others, one) : two_arms(one, others), {.metric = 0, .method = "two_sample"});
    CHECK(effect.usable);
    CHECK(effect.absolute.estimate == (exchanged ? -5.5 : 5.5));
    CHECK_CLOSE(effect.absolute.p, 1.0 / 9, 1e-15);
    CHECK(std::isnan(effect.absolute.low));
    CHECK(std::isnan(effect.absolute.se));
    CHECK(effect.interval_by == IntervalBy::placebo_rank);
    CHECK(effect.alternatives.empty());
    CHECK_CLOSE(effect.relative.estimate, exchanged ? -0.55 : 5.5 / 4.5, 1e-14);
  }
  // A ratio: each unit's own sum over sum, whatever its size. 6 / 2 = 3 among 1, 2 and 4; without a lot.
  PanelBuilder ratio(0, {.name = "minutes", .unit = "minutes", .per = "ticket"});
  ratio.panel.calendar.kind = PeriodKind::none;
  ratio.unit(true, 0).cell(0, 5, 1).unit(true, 0).cell(0, 1, 1);
  ratio.unit(false, 1).cell(0, 9, 9).unit(false, 2).cell(0, 2, 1).unit(false, 3).cell(0, 12, 3);
  const Effect effect = estimate(ratio.panel, {.metric = 0, .method = "two_sample"});
  CHECK_CLOSE(effect.absolute.estimate, 3 - 7.0 / 3, 1e-14);
  CHECK(effect.estimand == "unadjusted difference");
}

TEST_CASE("invariance: order, a constant, a scale and exchanged arms; p is that of the placements written out") {
  Random random(31);
  for (int s = 0; s < 40; ++s) {
    std::vector<double> value;
    for (int g = 0; g < 23; ++g) value.push_back(std::exp(random.normal()) + (g == 0 ? 1.5 : 0));
    const Estimate one = placebo_test(one_of(value), 0.95, "");
    CHECK_CLOSE(one.p, share_as_far(value), 1e-14);
    std::vector<double> other = value;
    std::reverse(other.begin() + 1, other.end());
    for (double& z : other) z = 60 * z - 700;
    const Estimate scaled = placebo_test(one_of(other), 0.95, "");
    CHECK(scaled.p == one.p);
    CHECK_CLOSE(scaled.low, 60 * one.low, 1e-7);
    const Estimate turned = placebo_test(exchanged(one_of(value)), 0.95, "");
    CHECK(turned.p == one.p);
    CHECK_CLOSE(turned.low, -one.high, 1e-7);
  }
}

TEST_CASE("recovery: over all placements of fixed outcomes p promises exactly what it keeps") {
  // Skewed outcomes of 25: of the 25 placements k have p <= k / 25.
  std::vector<double> value;
  for (int g = 0; g < 25; ++g) value.push_back(std::pow(1.3, g));
  std::vector<double> p;
  for (std::size_t g = 0; g < value.size(); ++g) {
    Lot lot{value, std::vector<char>(value.size())};
    lot.treated[g] = 1;
    const Estimate result = placebo_test(lot, 0.95, "");
    p.push_back(result.p);
    CHECK((result.low > 0 || result.high < 0) == (result.p <= 0.05));
  }
  std::ranges::sort(p);
  for (std::size_t k = 0; k < p.size(); ++k) CHECK_CLOSE(p[k], double(k + 1) / 25, 1e-14);
}

TEST_CASE("recovery: intervals of one among 24 hold its effect in 23 of 24 studies") {
  Random random(32);
  const int studies = 600;
  int covered = 0;
  for (int s = 0; s < studies; ++s) {
    std::vector<double> value;
    for (int g = 0; g < 24; ++g) value.push_back(random.normal() + (g == 0 ? 2 : 0));
    const Estimate result = placebo_test(one_of(value), 0.95, "");
    covered += result.low <= 2 && 2 <= result.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", expected ", 23.0 / 24);
  CHECK(std::abs(covered / double(studies) - 23.0 / 24) < 3 * std::sqrt(23.0 / 24 / 24 / studies));
}

TEST_CASE("refusal: no other placement, clusters of both arms, an outcome that does not vary") {
  const auto report = [](const Lot& lot) {
    Effect effect;
    effect.metric.name = "minutes";
    effect.method = "did";
    report_placebo_rank(effect, lot, 10, false, {});
    return effect;
  };
  CHECK(message_of([&] { report(one_of({1, 2})); }) ==
        "did: groups or people is 2, but must be at least 3; an arm is a single one, which says nothing about how they "
        "differ by chance");
  CHECK(message_of([&] { report({{1, 2, 3}, {1, 0, 0}, 1}); }) ==
        "did: clusters with units in both groups is 1, but must be 0; an arm is a single cluster, which says nothing "
        "about how they differ by chance");
  const Effect constant = report(one_of({3, 3, 3, 3}));
  CHECK_FALSE(constant.usable);
  CHECK(constant.message == "'minutes': the outcome does not vary, so there is no interval");
}

}  // TEST_SUITE("measure/experiment/placebo_rank")
