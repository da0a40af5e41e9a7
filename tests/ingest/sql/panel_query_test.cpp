#include "ingest/sql/panel_query.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "base/random.hpp"
#include "payoff/payoff.hpp"
#include "tools/program.hpp"

using namespace payoff;

TEST_SUITE("ingest/sql/panel_query") {

TEST_CASE("property: sums are the same to the last bit, in whatever order the rows come, on any number of threads") {
  struct Variant {
    std::string period;
    Aggregate aggregate = Aggregate::none;
    Grain grain;
  };
  const std::vector<Variant> variants{{"day", Aggregate::none, Grain::phases},
                                      {"week", Aggregate::sum, Grain::periods},
                                      {"week", Aggregate::mean, Grain::phases}};
  const Calendar days{PeriodKind::day};
  Random random(7);
  std::vector<std::string> rows;
  for (int row = 0; row < 1600; ++row) {
    const double size = std::pow(10, 12 * random.uniform() - 5);  // 0.00001 to 10 million
    rows.push_back(fmt::format("u{},{},{},{:.17g}\n", row % 8, days.label(20000 + row / 8), row % 8 < 4 ? "A" : "B",
                               size * (random.uniform() - 0.3)));
  }
  tools::Workplace place;
  std::vector<std::vector<double>> first;
  for (int order = 0; order < 6; ++order) {
    std::string text = "unit,day,arm,minutes\n";
    for (const std::string& row : rows) text += row;
    place.write("x.csv", text);
    for (std::size_t i = 0; i < variants.size(); ++i) {
      const auto& [period, aggregate, grain] = variants[i];
      const Loaded loaded =
          load({.files = {place.path("x.csv")}}, {.unit = "unit", .time = "day", .period = period},
               {.group = "arm", .treated = "B", .date = days.label(20100)},
               {{.metric = {.name = "minutes"}, .aggregate = aggregate}}, grain, {.threads = 1 + order % 3});
      if (order == 0) first.push_back(loaded.panel.metrics[0].sum);
      CHECK(loaded.panel.metrics[0].sum == first[i]);
    }
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
  }
}

}  // TEST_SUITE("ingest/sql/panel_query")
