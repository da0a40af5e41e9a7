#include "measure/experiment/adjusted_moments.hpp"

#include "fit/cross_products/adjusted_arms.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/adjusted_moments") {

namespace {

struct Person {
  bool treated;
  double past, value;
};

std::vector<Person> people(Random& random) {
  std::vector<Person> all;
  for (int i = 0; i < 40; ++i) {
    const bool treated = i % 3 == 0;
    const double past = 20 + 10 * random.uniform();
    all.push_back({treated, past, 5 + (treated ? 0.9 : 0.6) * past + 4 * random.uniform()});
  }
  return all;
}

Panel panel_of(const std::vector<Person>& people) {
  PanelBuilder builder(1);
  for (const Person& person : people) builder.unit(person.treated).cell(0, person.past).cell(1, person.value);
  return builder.panel;
}

ArmMoments arm_of(const std::vector<Person>& people, bool treated, double everyone) {
  ArmMoments arm;
  PastMoments past{.everyone = everyone};
  for (const Person& person : people) {
    if (person.treated != treated) continue;
    ++arm.units;
    arm.mean += person.value;
    past.x_mean += person.past - everyone;
  }
  const double n = static_cast<double>(arm.units);
  arm.seen = past.seen = past.followed = arm.units;
  arm.mean /= n;
  past.x_mean /= n;
  for (const Person& person : people) {
    if (person.treated != treated) continue;
    const double e = person.value - arm.mean, u = person.past - everyone - past.x_mean;
    arm.squares += e * e;
    past.x_squares += u * u;
    past.x_products += u * e;
  }
  arm.past = past;
  return arm;
}

// By their definition.
AdjustedMoments adjusted(const std::vector<Person>& people, const MetricMoments& arms, bool by_arm) {
  const AdjustedArms fit = adjusted_arms(arms, by_arm);
  const double n = static_cast<double>(people.size());
  AdjustedMoments sums;
  for (const Person& person : people) {
    const ArmMoments& arm = person.treated ? arms.treated : arms.comparison;
    const AdjustedArms::Line& line = person.treated ? fit.treated : fit.comparison;
    const double x = person.past - arm.past->everyone, u = x - arm.past->x_mean, e = person.value - arm.mean;
    const double left = 1 - 1 / static_cast<double>(arm.seen) - line.leverage * u * u;
    const double own = (line.weight + line.tilt * u) * (e - line.slope * u),
                 centring = line.centring * (x - fit.mean_x);
    const double psi[] = {own + centring, own / std::sqrt(left) + centring / std::sqrt(1 - 1 / n),
                          own / left + centring / (1 - 1 / n)};
    for (std::size_t h = 0; h < std::size(psi); ++h) {
      sums.squares[h] += psi[h] * psi[h];
      if (!person.treated) sums.products[h] += psi[h] * e;
    }
  }
  return sums;
}

}  // namespace

TEST_CASE("property: the moments of units with a past give what the units give") {
  Random random(71);
  for (int i = 0; i < 20; ++i) {
    const std::vector<Person> all = people(random);
    double everyone = 0;
    for (const Person& person : all) everyone += person.past / static_cast<double>(all.size());
    MetricMoments arms{arm_of(all, true, everyone), arm_of(all, false, everyone)};
    arms.adjusted = {adjusted(all, arms, true), adjusted(all, arms, false)};
    for (const char* adjustment : {"interacted", "additive"})
      for (const auto& [name, errors] :
           {std::pair("hc1", ArmErrors::hc1), std::pair("hc2", ArmErrors::hc2), std::pair("hc3", ArmErrors::hc3)}) {
        const Question question{.method = "two_sample",
                                .options = {{"adjustment", adjustment}, {"errors", name}},
                                .randomized = true,
                                .compare_methods = false};
        REQUIRE(adjusts_for_past(arms, question));
        const AdjustedAnswer answer = adjusted_answer(arms, errors, question);
        const Effect units = estimate(panel_of(all), question);
        CHECK_CLOSE(answer.moments.effect, units.absolute.estimate, 1e-11);
        CHECK_CLOSE(std::sqrt(answer.moments.var_effect), units.absolute.se, 1e-11);
        CHECK(answer.df == units.absolute.df);
        CHECK_CLOSE(relative_change(answer.moments, {question.level, answer.df}).se, units.relative.se, 1e-11);
      }
  }
}

TEST_CASE("a past is not asked for where the study leaves it out") {
  MetricMoments arms;
  Question question{.method = "two_sample", .randomized = true};
  CHECK(!adjusts_for_past(arms, question));
  arms.adjusted.resize(2);
  CHECK(adjusts_for_past(arms, question));
  question.options = {{"pre_outcome", "none"}};
  CHECK(!adjusts_for_past(arms, question));
  question.options = {{"adjustment", "none"}};
  CHECK(!adjusts_for_past(arms, question));
}

}  // TEST_SUITE("measure/experiment/adjusted_moments")
