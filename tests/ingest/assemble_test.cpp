// A unit is one thing: its group, adoption, cluster and segments do not change.
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE_BEGIN("ingest/assemble");

namespace {

// Units a (comparison) and b (treated) in four weeks; b's `column` reads `other` in the week given.
std::string panel_with(const std::string& column, const std::string& usual, const std::string& other, int week) {
  std::string csv = "unit,week,arm,minutes," + column + "\n";
  const char* weeks[] = {"2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10"};
  for (int w = 0; w < 4; ++w) csv += fmt::format("a,{0},A,1,\nb,{0},B,2,{1}\n", weeks[w], w == week ? other : usual);
  return csv;
}

}  // namespace

TEST_CASE("assemble: a cluster or segment that changes is refused, between phases and within one") {
  Workplace place;
  for (const Grain grain : {Grain::periods, Grain::phases})
    for (const int week : {0, 1, 2, 3}) {
      place.write("x.csv", panel_with("team", "t1", "t2", week));
      Columns columns = by_week;
      columns.cluster = "team";
      holds(message_of([&] { load_file(place.path("x.csv"), columns, one_date, grain); }),
            "unit 'b': its cluster changes between rows");
      columns = by_week;
      columns.segments = {{"team", "team"}};
      holds(message_of([&] { load_file(place.path("x.csv"), columns, one_date, grain); }),
            "unit 'b': its segment team changes between rows");
    }
}

TEST_CASE("assemble: the same where several rows become one") {
  Workplace place;
  place.write("x.csv", panel_with("team", "t1", "t1", 0) + "b,2025-01-20,B,2,t2\n");
  const std::vector<MetricSource> mean{{.metric = {.name = "minutes"}, .aggregate = "mean"}};
  Columns columns = by_week;
  columns.segments = {{"team", "team"}};
  holds(message_of([&] { load({.files = {place.path("x.csv")}}, columns, one_date, mean, Grain::periods, 1); }),
        "its segment team changes");
}

TEST_CASE("assemble: a group or an adoption date that changes is refused") {
  Workplace place;
  for (const Grain grain : {Grain::periods, Grain::phases}) {
    std::string csv = panel_with("x", "1", "1", 0);
    csv.replace(csv.find("b,2025-02-10,B") + 13, 1, "A");
    place.write("x.csv", csv);
    holds(message_of([&] { load_file(place.path("x.csv"), by_week, one_date, grain); }), "unit 'b': its group changes");
  }
  place.write("x.csv", panel_with("since", "2025-02-03", "2025-02-10", 3));
  holds(message_of([&] { load_file(place.path("x.csv"), by_week, {.adopted_on = "since"}); }),
        "unit 'b': its adoption date changes");
}

TEST_SUITE_END();
