#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/read_csv.hpp"
#include "payoff/wild_bootstrap.hpp"

using namespace payoff;

TEST_SUITE("fit/wild/bootstrap") {

namespace {

struct Table {
  std::vector<double> y;
  std::vector<std::pair<std::string, std::vector<double>>> x;
  std::vector<std::int32_t> cluster;

  RegressionModel model() const {
    RegressionModel result{.outcome = y, .covariates = {}};
    for (const auto& [name, values] : x) result.covariates.push_back({name, values});
    return result;
  }
  WildResult test(const WildBootstrap& choice, const Context& context = {}) const {
    return wild_cluster_bootstrap(model(), {"cluster", cluster}, choice, context);
  }
};

std::vector<double> numbers(const CsvTable& csv, const std::string& column) {
  std::vector<double> result;
  for (std::size_t i = 0; i < csv.rows; ++i) result.push_back(csv.number(column, i));
  return result;
}

std::vector<double> product(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] *= b[i];
  return a;
}

std::vector<std::int32_t> codes(const std::vector<std::string>& labels) {
  std::vector<std::string> known = labels;
  std::ranges::sort(known);
  std::vector<std::int32_t> result;
  for (const std::string& label : labels) {
    result.push_back(static_cast<std::int32_t>(std::ranges::lower_bound(known, label) - known.begin()));
  }
  return result;
}

void check(const Table& table, WildBootstrap choice, double t, double p) {
  choice.coefficient = 1;  // after the constant
  choice.draws = 99999;
  choice.interval = false;
  const WildResult result = table.test(choice);
  CHECK_CLOSE(result.t, t, 1e-9);
  CHECK_CLOSE(result.p, p, 1e-11);  // a count over 2^G, printed to 12 digits
  CHECK(std::isnan(result.low));    // nobody asked for an interval
  CHECK(result.reason == "");
  CHECK(result.enumerated);
}

// y = 1 + x + cluster luck + noise; x varies between clusters.
Table simulate_clusters(int clusters, int rows, Random& random) {
  Table table{{}, {{"x", {}}}, {}};
  for (int g = 0; g < clusters; ++g) {
    const double level = random.normal(), luck = random.normal();
    for (int i = 0; i < rows; ++i) {
      table.x[0].second.push_back(level + random.normal());
      table.y.push_back(1 + table.x[0].second.back() + luck + random.normal());
      table.cluster.push_back(g);
    }
  }
  return table;
}

}  // namespace

TEST_CASE("by hand: the mean of three clusters of one row, all eight sign patterns") {
  // y = 1, 2, 6 on a constant; H0: mean 0, so the restricted residuals are 1, 2, 6. Patterns of signs: sums 9, 7 (-1),
  // 5 (-2), 3 (-1, -2), and their mirrors. t = mean / sqrt(3/2 x sum of squared deviations / 9) ... the larger |sum|,
  // the larger |t|, as the squares add to 41 in each. So none is larger than the data's 9: p = 0; counting ties 2 / 8.
  const Table table{{1, 2, 6}, {}, {0, 1, 2}};
  const WildResult strict = table.test({.level = 0.6});
  CHECK(strict.enumerated);
  CHECK(strict.draws == 8);
  CHECK(strict.p == 0);
  CHECK_CLOSE(strict.estimate, 3, 1e-14);
  // Deviations -2, -1, 3; squares 14; c = 3/2 x (3 - 1)/(3 - 1): se^2 = 1.5 x 14 / 9.
  CHECK_CLOSE(strict.t, 3 / std::sqrt(1.5 * 14 / 9), 1e-13);
  CHECK(table.test({.ties_count = true, .interval = false}).p == 0.25);
  // r = 1: residuals 0, 1, 5. |sum| 6, 4 each twice in the half: two tie with the data, none is larger.
  CHECK(table.test({.null_value = 1, .interval = false}).p == 0);
  CHECK(table.test({.null_value = 1, .ties_count = true, .interval = false}).p == 0.5);
  // Rejected at 0.25 where all signs agree: r < 1 or r > 6. So the interval at level 0.75 counting ties is [1, 6].
  const WildResult wide = table.test({.level = 0.75, .ties_count = true});
  CHECK_CLOSE(wide.low, 1, 1e-8);
  CHECK_CLOSE(wide.high, 6, 1e-8);
}

TEST_CASE("reference: every full enumeration of fwildclusterboot 0.13.0, t to 9 digits and p exactly") {
  const auto did = shared_file("data/oracle/base_did.csv"), petersen = shared_file("data/oracle/PetersenCL.csv"),
             trade = shared_file("data/oracle/trade.csv");
  if (!did || !petersen || !trade) {
    return;
  }
  const CsvTable base = read_csv(*did);
  const Table simple{numbers(base, "y"), {{"x1", numbers(base, "x1")}}, codes(base.columns.at("period"))};
  check(simple, {.null_value = 0.9}, 1.59688436694, 0.138671875);
  check(simple, {.null_value = 0.95}, 0.636181809405, 0.544921875);
  check(simple, {.null_value = 1.05}, -1.28522330567, 0.224609375);
  check(simple, {.null_value = 1.1}, -2.24592586321, 0.052734375);
  check(simple, {.null_value = 0.9, .restricted = false}, 1.59688436694, 0.12890625);
  const std::vector<double> treat = numbers(base, "treat"), post = numbers(base, "post");
  const Table difference{numbers(base, "y"),
                         {{"tp", product(treat, post)}, {"x1", numbers(base, "x1")}, {"treat", treat}, {"post", post}},
                         codes(base.columns.at("period"))};
  check(difference, {.null_value = 0}, 5.115726711, 0.001953125);
  check(difference, {.null_value = 3.5}, 1.42373137676, 0.240234375);
  check(difference, {.null_value = 4}, 0.89630347187, 0.42578125);
  check(difference, {.null_value = 4.5}, 0.368875566978, 0.677734375);
  const CsvTable firms = read_csv(*petersen);
  const Table years{numbers(firms, "y"), {{"x", numbers(firms, "x")}}, codes(firms.columns.at("year"))};
  check(years, {.null_value = 0.9}, 4.03826976333, 0.005859375);
  check(years, {.null_value = 0.95}, 2.54076670346, 0.037109375);
  check(years, {.null_value = 1}, 1.04326364359, 0.32421875);
  check(years, {.null_value = 1.05}, -0.454239416275, 0.662109375);
  const CsvTable flows = read_csv(*trade);
  Table euros{numbers(flows, "Euros"), {{"distance", numbers(flows, "dist_km")}}, codes(flows.columns.at("Origin"))};
  for (double& value : euros.y) value = std::log(value);
  for (double& value : euros.x[0].second) value = std::log(value);
  check(euros, {.null_value = 0}, -4.8087214578, 0.00103759765625);
  check(euros, {.null_value = -0.9}, -2.5424152526, 0.0327758789062);
  check(euros, {.null_value = -1.2}, -1.78697985086, 0.112182617188);
  check(euros, {.null_value = -2}, 0.227514553755, 0.880187988281);
}

TEST_CASE("reference: the interval of a difference in differences, fwildclusterboot 0.13.0") {
  // It prints [2.5614, 6.9922]. p is a step function: 50/1024 up to 2.56164, then 52/1024. Its root search stops within
  // 1.2e-4 of relative tolerance of a step, so the lower end is compared to 3e-4, and with the steps themselves.
  const auto did = shared_file("data/oracle/base_did.csv");
  if (!did) {
    return;
  }
  const CsvTable base = read_csv(*did);
  const std::vector<double> treat = numbers(base, "treat"), post = numbers(base, "post");
  const Table table{numbers(base, "y"),
                    {{"tp", product(treat, post)}, {"x1", numbers(base, "x1")}, {"treat", treat}, {"post", post}},
                    codes(base.columns.at("period"))};
  const WildResult result = table.test({.coefficient = 1});
  CHECK(std::abs(result.low - 2.5614) < 3e-4);
  CHECK(std::abs(result.high - 6.9922) < 5e-5);
  for (const double end : {result.low, result.high}) {
    const double outwards = end < result.estimate ? -1e-8 : 1e-8;
    CHECK(table.test({.coefficient = 1, .null_value = end + outwards, .interval = false}).p == 50.0 / 1024);
    CHECK(table.test({.coefficient = 1, .null_value = end - outwards, .interval = false}).p == 52.0 / 1024);
  }
}

TEST_CASE("reference: absorbed firms nested in the clusters are the same test as indicators; not nested, too") {
  Random random(4);
  Table table = simulate_clusters(8, 12, random);
  std::vector<std::int32_t> person, week;
  for (std::size_t i = 0; i < table.y.size(); ++i) {
    person.push_back(static_cast<std::int32_t>(i / 3));  // four in each cluster
    week.push_back(static_cast<std::int32_t>(i % 3));
    table.y[i] += 0.3 * static_cast<double>(i % 3) + static_cast<double>(i / 3 % 5);
  }
  RegressionModel absorbed = table.model();
  absorbed.absorbed = {{"person", person}, {"week", week}};
  Table wide = table;
  for (const auto& [factor, levels] : {std::pair{&person, 32}, std::pair{&week, 3}}) {
    for (int level = 1; level < levels; ++level) {
      std::vector<double> column;
      for (const std::int32_t l : *factor) column.push_back(l == level);
      wide.x.push_back({"level", column});
    }
  }
  const WildResult few = wild_cluster_bootstrap(absorbed, {"cluster", table.cluster}, {});
  const WildResult all = wide.test({.coefficient = 1});
  CHECK_CLOSE(few.estimate, all.estimate, 1e-11);
  CHECK(few.p == all.p);
  CHECK_CLOSE(few.low, all.low, 1e-9);
  CHECK_CLOSE(few.high, all.high, 1e-9);
  // t counts no nested parameters: x, three weeks, n = 96; the indicators count 1 + 1 + 31 + 2.
  CHECK_CLOSE(few.t / all.t, std::sqrt((96.0 - 4) / (96 - 35)), 1e-11);
}

TEST_CASE("invariance: units, the order of rows and cluster names, threads and mirrored outcomes") {
  Random random(9);
  const Table table = simulate_clusters(30, 6, random);
  const WildBootstrap choice{.coefficient = 1, .null_value = 0.8, .draws = 20000};
  const WildResult one = table.test(choice, {.threads = 1});
  CHECK_FALSE(one.enumerated);
  const WildResult five = table.test(choice, {.threads = 5});
  CHECK(five.p == one.p);
  CHECK(five.low == one.low);
  Table minutes = table;
  for (double& value : minutes.y) value = 60 * value + 1000;
  WildBootstrap sixty = choice;
  sixty.null_value = 48;
  CHECK(minutes.test(sixty).p == one.p);
  CHECK_CLOSE(minutes.test(sixty).high, 60 * one.high, 1e-9);
  Table mirrored = table;
  for (double& value : mirrored.y) value = -value;
  WildBootstrap minus = choice;
  minus.null_value = -0.8;
  CHECK(mirrored.test(minus).p == one.p);
  CHECK_CLOSE(mirrored.test(minus).low, -one.high, 1e-9);
  const Table small = simulate_clusters(9, 5, random);
  Table reversed = small;
  std::ranges::reverse(reversed.y);
  std::ranges::reverse(reversed.x[0].second);
  std::ranges::reverse(reversed.cluster);
  for (std::int32_t& cluster : reversed.cluster) cluster = 3 * cluster + 1;
  CHECK(reversed.test({.coefficient = 1, .null_value = 0.7}).p == small.test({.coefficient = 1, .null_value = 0.7}).p);
}

TEST_CASE("invariance: the names of columns are only names") {
  Random random(9);
  std::vector<double> y, x, twice;
  std::vector<std::int32_t> cluster, period;
  for (int i = 0; i < 60; ++i) {
    x.push_back(random.normal());
    twice.push_back(2 * x.back());
    y.push_back(x.back() + random.normal());
    cluster.push_back(i / 10);
    period.push_back(i % 5);
  }
  const auto p_of = [&](const std::vector<NamedColumn>& covariates) {
    const RegressionModel model{.outcome = y, .covariates = covariates, .absorbed = {{"t", period}}};
    return wild_cluster_bootstrap(model, {"cluster", cluster}, {.interval = false}).p;
  };
  CHECK(p_of({{"x", x}, {"level x", twice}}) == p_of({{"x", x}, {"twice x", twice}}));
  CHECK_CLOSE(p_of({{"x", x}, {"twice x", twice}}), p_of({{"x", x}}), 1e-12);  // one of the two is dropped
}

TEST_CASE("invariance: random signs and Webb's weights come near the enumeration, the unrestricted interval mirrors") {
  Random random(10);
  const Table table = simulate_clusters(12, 6, random);
  WildBootstrap choice{.coefficient = 1, .null_value = 0.6, .draws = 4096};
  const WildResult all = table.test(choice);
  REQUIRE(all.enumerated);
  choice.draws = 4095;
  CHECK(std::abs(table.test(choice).p - all.p) < 4 * std::sqrt(all.p * (1 - all.p) / 4095));
  choice.draws = 99999;
  choice.weights = WildWeights::webb;
  CHECK(std::abs(table.test(choice).p - all.p) < 0.03);  // another distribution with the same first four moments
  const WildResult full = table.test({.coefficient = 1, .restricted = false});
  CHECK_CLOSE(full.high - full.estimate, full.estimate - full.low, 1e-9);
}

TEST_CASE("recovery: with twelve clusters a true null is rejected in about 5 of 100 studies, and intervals hold it") {
  Random random(11);
  const int studies = 1000;
  int rejected = 0, covered = 0;
  double sum = 0;
  for (int s = 0; s < studies; ++s) {
    const WildResult result = simulate_clusters(12, 4, random).test({.coefficient = 1, .null_value = 1, .draws = 4096});
    rejected += result.p <= 0.05;
    covered += result.low <= 1 && 1 <= result.high;
    sum += result.estimate;
  }
  MESSAGE("rejected ", rejected / double(studies), ", covered ", covered / double(studies));
  CHECK(std::abs(sum / studies - 1) < 4 * 0.3 / std::sqrt(studies));  // sd of one estimate is below 0.3
  CHECK(rejected >= 0.03 * studies);
  CHECK(rejected <= 0.075 * studies);
  CHECK(covered >= 0.925 * studies);
  CHECK(covered <= 0.97 * studies);
}

TEST_CASE("refusal: one cluster, another model, and designs in which signs change nothing") {
  Random random(12);
  const Table one = simulate_clusters(1, 9, random);
  CHECK(message_of([&] { one.test({}); }) ==
        "wild_cluster_bootstrap: clusters is 1, but must be at least 2; one cluster says nothing about how they differ "
        "by chance");
  const Table table = simulate_clusters(6, 4, random);
  RegressionModel poisson = table.model();
  poisson.family = Family::poisson;
  CHECK(message_of([&] { wild_cluster_bootstrap(poisson, {"cluster", table.cluster}, {}); }) ==
        "wild_cluster_bootstrap: family is poisson, but must be least_squares; the bootstrap is of residuals that add "
        "to the outcome");
  CHECK(message_of([&] { table.test({.coefficient = 2}); }) ==
        "wild_cluster_bootstrap: coefficient is 2, but must be below 2; count in Regression::names of the "
        "least-squares fit");
  // Four clusters have 16 patterns, so counting the data's own no p is below 2 / 16 and nothing can be excluded.
  const WildResult few = simulate_clusters(4, 9, random).test({.coefficient = 1, .ties_count = true});
  CHECK(std::isnan(few.low));
  CHECK(few.p >= 0.125);
  CHECK(few.reason ==
        "of all sign patterns of 4 clusters too many leave the design as it is, so the test excludes no "
        "value");
}

}  // TEST_SUITE("fit/wild/bootstrap")
