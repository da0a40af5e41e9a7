// The moments that a database makes of an experiment's rows are those of its units.
#include "ingest/moments.hpp"

#include <cmath>

#include "base/random.hpp"
#include "ingest/loading.hpp"
#include "measure/panels.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/moments") {

namespace {

// The same answer from both, to `digits`.
void check_same(const Loaded& units, const Loaded& moments, double tolerance = 1e-12) {
  CHECK(moments.panel.units.empty());
  REQUIRE(moments.panel.moments.size() == units.panel.metrics.size());
  CHECK(units.ledger.units == moments.ledger.units);
  CHECK(units.ledger.rows_read == moments.ledger.rows_read);
  CHECK(units.ledger.rows_rejected == moments.ledger.rows_rejected);
  for (std::size_t k = 0; k < units.panel.metrics.size(); ++k) {
    const Question question{.metric = k, .method = "two_sample", .randomized = true};
    const Effect one = estimate(units.panel, question), other = estimate(moments.panel, question);
    // Where arms are alike to the last digit, of the size of the error.
    for (const Estimate Effect::* of : {&Effect::absolute, &Effect::relative})
      CHECK(std::abs((one.*of).estimate - (other.*of).estimate) <=
            tolerance * std::max(std::abs((one.*of).estimate), (one.*of).se));
    CHECK_CLOSE(one.absolute.se, other.absolute.se, tolerance);
    CHECK_CLOSE(one.absolute.df, other.absolute.df, tolerance);
    CHECK_CLOSE(one.relative.se, other.relative.se, tolerance);
    CHECK(one.units_treated == other.units_treated);
    CHECK(one.units_comparison == other.units_comparison);
    CHECK(one.facts.treated.assigned == other.facts.treated.assigned);
    CHECK(one.facts.comparison.assigned == other.facts.comparison.assigned);
    CHECK(one.facts.treated.nonzero == other.facts.treated.nonzero);
    CHECK(one.diagnostics[1].name == other.diagnostics[1].name);
    CHECK_CLOSE(one.diagnostics[1].value, other.diagnostics[1].value, 1e-10);
  }
}

const std::vector<MetricSource> three{
    {.metric = {.name = "minutes"}, .aggregate = Aggregate::mean},
    {.metric = {.name = "spent"}, .aggregate = Aggregate::sum},
    {.metric = {.name = "returned", .per = "orders"}, .per = "orders", .aggregate = Aggregate::sum}};

std::string shop_rows(Random& random, bool messy) {
  const char* wrong[] = {"Total", "", "North Total", "** Summe **", "NA", "grand  total"};
  std::string csv = "id,arm,minutes,spent,returned,orders\n";
  for (int person = 0; person < 40; ++person) {
    const int rows = person < 8 ? 1 : static_cast<int>(random.below(4));
    for (int row = 0; row < rows; ++row) {
      std::string id = fmt::format("p{}", person), arm = person % 3 ? "A" : "B",
                  minutes = fmt::format("{:.3f}", 10 * random.uniform()),
                  spent = fmt::format("{:.2f}", random.uniform() < 0.5 ? 0 : 1000 * random.uniform());
      if (messy && person > 7 && random.uniform() < 0.2) {
        switch (random.below(4)) {
          case 0:
            id = wrong[random.below(std::size(wrong))];
            break;
          case 1:
            minutes = random.uniform() < 0.5 ? "" : "inf";
            break;
          case 2:
            arm = "";
            break;
          default:
            minutes = spent = "";
        }
      }
      csv += fmt::format("{},{},{},{},{},{}\n", id, arm, minutes, spent, random.below(2), 1 + random.below(3));
    }
  }
  return csv;
}

// NumAcc3 and NumAcc4 of NIST's StRD: base + .2, then base + .1 and base + .3 in turn; here in both arms, one a step above.
std::string nearly_constant(const std::string& base, int values) {
  std::string csv = "id,arm,minutes\n";
  for (int i = 0; i < values; ++i)
    for (const char* arm : {"A", "B"})
      csv += fmt::format("{}{},{},{}.{}\n", arm, i, arm, base, (i == 0 ? 2 : i % 2 ? 1 : 3) + (*arm == 'B'));
  return csv;
}

}  // namespace

TEST_CASE("property: rows summed to moments say what rows summed to units say") {
  Random random(23);
  int compared = 0;
  for (int i = 0; i < 25; ++i) {
    Workplace place;
    place.write("x.csv", shop_rows(random, i % 2));
    CAPTURE(i);
    std::vector<Loaded> both;
    std::vector<std::string> refused;
    for (const bool moments : {false, true})
      refused.push_back(message_of([&] { both.push_back(load_experiment(place.path("x.csv"), moments, three)); }));
    if (both.size() < 2) {
      INFO(refused[0] << " | " << refused[1]);
      CHECK(refused[0].empty() == refused[1].empty());
      continue;
    }
    check_same(both[0], both[1]);
    ++compared;
  }
  CHECK(compared > 12);
}

TEST_CASE("property: where each row is a unit of its own, too") {
  Random random(29);
  const std::vector<MetricSource> one{{.metric = {.name = "minutes"}}};
  for (int i = 0; i < 10; ++i) {
    Workplace place;
    std::string csv = "arm,minutes\n";
    for (int row = 0; row < 50; ++row)
      csv += fmt::format("{},{}\n", row % 3 ? "A" : "B",
                         random.uniform() < 0.1 ? "" : fmt::format("{}", 9 * random.uniform()));
    place.write("x.csv", csv);
    check_same(load_experiment(place.path("x.csv"), false, one, {}),
               load_experiment(place.path("x.csv"), true, one, {}));
  }
}

TEST_CASE("property: each aggregate of single rows is that of units with one row, with a column of units and without") {
  Random random(37);
  const std::vector<MetricSource> kinds{
      {.metric = {.name = "tickets"}, .aggregate = Aggregate::count, .where = "minutes > 5"},
      {.metric = {.name = "queues"}, .value = "queue", .aggregate = Aggregate::distinct},
      {.metric = {.name = "minutes", .unit = "minutes", .per = "ticket"}, .aggregate = Aggregate::mean},
      {.metric = {.name = "late"}, .value = "minutes", .aggregate = Aggregate::sum, .where = "minutes > 4"},
      {.metric = {.name = "middle"}, .value = "minutes", .aggregate = Aggregate::median},
      {.metric = {.name = "rate", .per = "orders"}, .value = "minutes", .per = "orders", .aggregate = Aggregate::sum}};
  for (int i = 0; i < 6; ++i) {
    Workplace place;
    std::string csv = "id,arm,minutes,queue,orders\n";
    for (int row = 0; row < 60; ++row)
      csv += fmt::format("p{},{},{},{},{}\n", row, row % 3 ? "A" : "B",
                         random.uniform() < 0.1 ? "" : fmt::format("{:.2f}", 9 * random.uniform()),
                         random.uniform() < 0.2 ? "" : fmt::format("q{}", random.below(3)), 1 + random.below(4));
    place.write("x.csv", csv);
    for (const MetricSource& metric : kinds) {
      CAPTURE(metric.metric.name);
      const Loaded units = load_experiment(place.path("x.csv"), false, {metric});
      check_same(units, load_experiment(place.path("x.csv"), true, {metric}));
      check_same(units, load_experiment(place.path("x.csv"), true, {metric}, {}));
    }
  }
}

TEST_CASE("reference: NIST NumAcc3, NumAcc4 and SmLs09, whose digits are lost where squares are summed as they are") {
  struct Case {
    std::string base;
    double size;
    int values;
    double difference, squares;  // of the doubles that the texts are: exact fractions by Python, rounded once
  };
  const std::vector<Case> cases{{"1000000", 1e6, 1001, 0.09999999997683323, 10.00000000698492},
                                {"10000000", 1e7, 1001, 0.09999999962933176, 10.000000111758709},
                                {"1000000000000", 1e12, 2001, 0.09997564694215393, 20.014651123432444}};
  for (const auto& [base, size, values, difference, squares] : cases) {
    Workplace place;
    place.write("x.csv", nearly_constant(base, values));
    const std::vector<MetricSource> one{{.metric = {.name = "minutes"}}};
    const Loaded moments = load_experiment(place.path("x.csv"), true, one);
    const Question question{.method = "two_sample", .randomized = true};
    const Effect effect = estimate(moments.panel, question),
                 of_units = estimate(load_experiment(place.path("x.csv"), false, one).panel, question);
    CHECK_CLOSE(effect.absolute.estimate, difference, 1e-12);
    CHECK_CLOSE(moments.panel.moments[0].comparison.squares, squares, 1e-12);
    // The units' own path has the last digit of the mean; its errors are of that digit.
    CHECK(std::abs(effect.absolute.estimate - of_units.absolute.estimate) <= size * 2.3e-16);
    CHECK_CLOSE(effect.absolute.se, of_units.absolute.se, size * 1e-15);
  }
}

TEST_CASE("moments are the same bytes on any number of threads, in any order of the rows") {
  Random random(31);
  std::string csv = "id,arm,minutes\n";
  std::vector<std::string> rows;
  for (int i = 0; i < 3000; ++i)
    rows.push_back(fmt::format("{},{},{:.17g}\n", i, i % 2 ? "A" : "B", std::pow(10, 9 * random.uniform() - 3)));
  std::optional<MetricMoments> first;
  for (int order = 0; order < 4; ++order) {
    Workplace place;
    std::string text = csv;
    for (const std::string& row : rows) text += row;
    place.write("x.csv", text);
    const Loaded loaded =
        load_experiment(place.path("x.csv"), true, {{.metric = {.name = "minutes"}}}, people, 1 + order % 3);
    const MetricMoments& moments = loaded.panel.moments[0];
    if (!first) first = moments;
    CHECK(moments.treated.mean == first->treated.mean);
    CHECK(moments.treated.squares == first->treated.squares);
    CHECK(moments.comparison.squares == first->comparison.squares);
    CHECK(moments.comparison.largest == first->comparison.largest);
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
  }
}

TEST_CASE("moments: a number or a divisor whose late mark may stand between thousands is doubted as it is of units") {
  const std::vector<MetricSource> each{
      {.metric = {.name = "minutes"}, .aggregate = Aggregate::sum},
      {.metric = {.name = "returned", .per = "orders"}, .per = "orders", .aggregate = Aggregate::sum}};
  for (const char* late : {"1.047,2,3", "7,1.047,3", "7,2,1.047"}) {
    Workplace place;
    std::string csv = "id,arm,minutes,returned,orders\n";
    for (int i = 0; i < 3000; ++i) csv += fmt::format("u{},{},7,1,2\n", i, i % 2 ? "B" : "A");
    place.write("x.csv", csv + "v,A," + late + "\n");
    CAPTURE(late);
    std::vector<std::string> refused;
    for (const bool moments : {false, true})
      refused.push_back(message_of([&] { load_experiment(place.path("x.csv"), moments, each); }));
    holds(refused[0], "'1.047' beside");
    CHECK(refused[1] == refused[0]);
  }
}

TEST_CASE("refusals: what only units can answer, and rows that are none") {
  const std::vector<MetricSource> one{{.metric = {.name = "minutes"}}};
  Workplace place;
  place.write(
      "x.csv",
      "id,arm,minutes,team,day\n1,A,3,x,2025-01-06\n2,B,4,y,2025-01-06\n3,A,5,x,2025-01-06\n4,B,7,y,2025-01-06\n");
  const auto refused = [&](Columns columns) {
    return message_of([&] { load_experiment(place.path("x.csv"), true, one, columns); });
  };
  holds(refused({.unit = "id", .cluster = "team"}), "columns.cluster: needs units");
  place.write("x.csv", "id,arm,minutes\n1,A,3\n2,B,4\n1,A,5\n4,B,7\n");
  holds(refused(people), "more than one row for a unit and period: '1' (2 rows)");
  place.write("x.csv", "id,arm,minutes\n1,A,3\n2,B,4\n3,A,5\n4,C,7\n");
  holds(message_of([&] {
          Source source{.files = {place.path("x.csv")}};
          source.moments = true;
          load(source, people, {.group = "arm", .treated = "D", .comparison = "A", .randomized = true}, one,
               Grain::periods, {.threads = 1});
        }),
        "no row has arm = 'D'");
  place.write("x.csv", "id,arm,minutes\n1,A,3\n2,B,4\n2,A,\n4,B,7\n5,A,3\n");
  holds(message_of([&] {
          load_experiment(place.path("x.csv"), true, {{.metric = {.name = "minutes"}, .aggregate = Aggregate::sum}});
        }),
        "group of 1 units changes between rows");
}

}  // TEST_SUITE("ingest/moments")
