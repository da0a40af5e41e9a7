#include "measure/diagnosis/event_path.hpp"

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/event_path") {

namespace {

// Leads -3, -2 (reference -1), lags 0 and 1; df 8.
EventPath four_points() {
  return {{-3, -2, 0, 1}, {1, 2, 5, 9}, {4, 1, 0, 0, 1, 9, 2, 0, 0, 2, 16, 3, 0, 0, 3, 25}, -1, {0, 0, 0.5, 0.5}, 8};
}

const Effect per_ticket{.metric = {.name = "minutes", .unit = "minutes", .per = "ticket"}, .level = 0.9};

}  // namespace

TEST_CASE("by hand: a combination has the variance of its points and of what they share") {
  // 2 x 5 - 2 = 8; variance 9 + 4 x 16 - 2 x 2 x 2 = 65.
  const Estimate found = combination(four_points(), {0, -1, 2, 0}, per_ticket);
  CHECK_CLOSE(found.estimate, 8, 1e-14);
  CHECK_CLOSE(found.se, std::sqrt(65.0), 1e-14);
  CHECK(found.df == 8);
  CHECK_CLOSE(found.p, two_sided_p(8 / std::sqrt(65.0), 8), 1e-12);
  CHECK_CLOSE(found.high, 8 + student_quantile(0.95, 8) * std::sqrt(65.0), 1e-12);  // the effect's level, not 95 %
  CHECK_CLOSE(found.low, 16 - found.high, 1e-12);
  CHECK(found.unit == "minutes per ticket");
  CHECK(found.reason.empty());
}

TEST_CASE("by hand: what has no weight may be missing, what has may not") {
  EventPath path = four_points();
  path.estimate[0] = missing;
  for (int i = 0; i < 4; ++i) path.covariance[i] = path.covariance[4 * i] = missing;
  CHECK_CLOSE(combination(path, {0, -1, 2, 0}, per_ticket).se, std::sqrt(65.0), 1e-14);
  CHECK(std::isnan(combination(path, {1, 0, 0, 0}, per_ticket).estimate));
  CHECK(std::isnan(combination(path, {1, 0, 0, 0}, per_ticket).p));
}

TEST_CASE("by hand: a lead lies before the reference, not before the first that counts, and was seen") {
  EventPath path = four_points();
  const auto leads = [&] {
    std::vector<bool> found;
    for (std::size_t i = 0; i < 4; ++i) found.push_back(is_lead(path, i));
    return found;
  };
  CHECK(leads() == std::vector<bool>{true, true, false, false});
  path.first_lead = -3;
  CHECK(leads() == std::vector<bool>{true, true, false, false});
  path.first_lead = -2;
  CHECK(leads() == std::vector<bool>{false, true, false, false});
  path.estimate[1] = missing;
  CHECK(leads() == std::vector<bool>{false, false, false, false});
  path = four_points();
  path.reference = -2;  // with anticipation what follows it is no lead
  CHECK(leads() == std::vector<bool>{true, false, false, false});
}

TEST_CASE("invariance: a change of unit changes no p, and the order of the points does not matter") {
  EventPath hours = four_points(), turned = four_points();
  for (double& value : hours.estimate) value /= 60;
  for (double& value : hours.covariance) value /= 3600;
  std::ranges::reverse(turned.event_time);
  std::ranges::reverse(turned.estimate);
  std::ranges::reverse(turned.covariance);
  const Estimate minutes = combination(four_points(), {0.5, -1, 2, -0.5}, per_ticket);
  CHECK_CLOSE(combination(hours, {0.5, -1, 2, -0.5}, per_ticket).p, minutes.p, 1e-12);
  CHECK_CLOSE(combination(hours, {0.5, -1, 2, -0.5}, per_ticket).low, minutes.low / 60, 1e-12);
  CHECK_CLOSE(combination(turned, {-0.5, 2, -1, 0.5}, per_ticket).se, minutes.se, 1e-12);
}

TEST_CASE("recovery: the interval of a combination of normal points holds its truth at the level") {
  // Points 3 + e, 1 + e + f with e, f standard normal: variances 1 and 2, covariance 1.
  EventPath path{{0, 1}, {0, 0}, {1, 1, 1, 2}, -1, {0.5, 0.5}, INFINITY};
  Random random(11);
  const int studies = 4000;
  int covered = 0;
  for (int s = 0; s < studies; ++s) {
    const double shared = random.normal();
    path.estimate = {3 + shared, 1 + shared + random.normal()};
    const Estimate change = combination(path, {-1, 3}, per_ticket);  // -3 + 3 = 0
    covered += change.low <= 0 && 0 <= change.high;
  }
  MESSAGE("coverage ", covered / double(studies));
  CHECK(std::abs(covered - 0.9 * studies) < 4 * std::sqrt(0.09 * studies));
}

TEST_CASE("refusal: without a variance or degrees of freedom there is no interval, and it is said") {
  EventPath path = four_points();
  path.covariance.assign(16, 0);
  const Estimate flat = combination(path, {0, 0, 1, 0}, per_ticket);
  CHECK(flat.estimate == 5);
  CHECK(std::isnan(flat.p));
  CHECK(flat.reason == "the outcome does not vary, so there is no interval");
  path.covariance[10] = -1e-18;  // rounding
  CHECK(combination(path, {0, 0, 1, 0}, per_ticket).se == 0);
  path = four_points();
  path.df = 0;
  CHECK(std::isnan(combination(path, {0, 0, 1, 0}, per_ticket).low));
}

}  // TEST_SUITE("measure/diagnosis/event_path")
