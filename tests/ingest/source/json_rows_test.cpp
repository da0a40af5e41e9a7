// Rows that stand within records, as programming interfaces hand them out.
#include <algorithm>

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/json_rows") {

namespace {

// Seats of two units in two weeks, those from the first on; what surrounds them: "{}" stands for the records.
std::string seats(const std::string& around, int from = 0, int to = 8) {
  std::string records;
  for (int i = from; i < to; ++i)
    records += fmt::format(
        R"({}{{"assignee": {{"login": "dev{}"}}, "arm": "{}", "week": "2025-0{}-03", "usage": {{"minutes": {}}}}})",
        i > from ? ", " : "", i % 4, i % 2 ? "B" : "A", i < 4 ? 1 : 2, 10 + i);
  return tools::replaced(around, "{}", records);
}

Panel panel_of(const Workplace& place, const std::string& files, const std::string& rows = "",
               const std::string& within = "") {
  return load({.files = {place.path(files)}, .rows = rows},
              {.unit = within + "assignee.login", .time = within + "week"},
              {.group = within + "arm", .treated = "B", .date = "2025-02-03"},
              {{.metric = {.name = "minutes"}, .value = within + "usage.minutes"}}, Grain::periods, {.threads = 1})
      .panel;
}

}  // namespace

TEST_CASE("JSON rows: a list of records, bare, in an object, deeper, on pages, and by its path, are the same rows") {
  const Workplace place;
  place.write("bare.json", seats("[{}]"));
  const Panel bare = panel_of(place, "bare.json");
  CHECK(bare.units.size() == 4);
  const auto same = [&](const Panel& panel) {
    CHECK(panel.metrics[0].sum == bare.metrics[0].sum);
    CHECK(panel.units[3].label == "dev3");
  };
  place.write("x.json", seats(R"({"total_seats": 4, "seats": [{}]})"));
  same(panel_of(place, "x.json"));
  same(panel_of(place, "x.json", "", "seats[]."));
  same(panel_of(place, "x.json", "seats"));
  place.write("x.json", seats(R"({"data": {"page": 1, "items": [{}]}, "meta": {"links": [1]}})"));
  same(panel_of(place, "x.json"));
  same(panel_of(place, "x.json", "", "data.items[]."));
  place.write("page_1.json", seats(R"({"page": 1, "seats": [{}]})", 0, 5));
  place.write("page_2.json", seats(R"({"page": 2, "seats": [{}]})", 5));
  same(panel_of(place, "page_*.json"));
  place.write("pages.ndjson", place.read("page_1.json") + "\n" + place.read("page_2.json"));
  same(panel_of(place, "pages.ndjson", "seats"));
}

TEST_CASE("JSON rows: of two lists one must be named, and it must be there") {
  const Workplace place;
  place.write("x.json", seats(R"({"seats": [{}], "errors": [{"code": 7}]})"));
  holds(
      message_of([&] { panel_of(place, "x.json"); }),
      "several lists of records, but one must be named: 'seats', 'errors'; write e.g. \"rows\": \"seats\" under data");
  CHECK(panel_of(place, "x.json", "seats").units.size() == 4);
  holds(message_of([&] { panel_of(place, "x.json", "seat"); }),
        "rows is 'seat', but the data hold no such list of records");
  holds(message_of([&] { panel_of(place, "x.json", "a\"; DROP"); }), "no such list of records");
}

}  // TEST_SUITE("ingest/source/json_rows")
