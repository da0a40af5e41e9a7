// Labels are texts and numbers are numbers, whatever the other cells look like.
#include <set>

#include "base/random.hpp"
#include "ingest/loading.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/labels_sql.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/labels") {

TEST_CASE("labels: labels that are equal as numbers stay apart, in expressions too") {
  Workplace place;
  place.write("x.csv", "unit,site,g,minutes\n01,7,B,1\n1,7,A,2\n9007199254740993,07,B,3\n9007199254740992,7,A,4\n");
  const Rollout lot{.group = "g", .treated = "B", .randomized = true};
  const auto labels = [&](const std::string& unit) {
    std::set<std::string> found;
    for (const Unit& each : load_file(place.path("x.csv"), {.unit = unit}, lot).panel.units) found.insert(each.label);
    return found;
  };
  CHECK(labels("unit") == std::set<std::string>{"01", "1", "9007199254740993", "9007199254740992"});
  CHECK(labels("unit || '/' || site") ==
        std::set<std::string>{"01/7", "1/7", "9007199254740993/07", "9007199254740992/7"});
  CHECK(labels("floor(minutes / 2) || unit").size() == 4);  // minutes remain a number
}

TEST_CASE("labels: refused at its line: a number whose square is none") {
  Workplace place;
  place.write("x.csv", "unit,g,minutes\na,B,1\nb,A,1e160\nc,B,3\nd,A,2\n");
  const Ledger ledger =
      load_file(place.path("x.csv"), {.unit = "unit"}, {.group = "g", .treated = "B", .randomized = true}).ledger;
  REQUIRE(ledger.rejected.size() == 1);
  CHECK(ledger.rejected[0].line == 3);
  CHECK(ledger.rejected[0].reason == "is not a finite number below 1e150 in size");
}

TEST_CASE("labels: what differs in case or blanks only is one, and the ledger says so; or stays as written") {
  Workplace place;
  place.write("x.csv",
              "unit,team,site,g,minutes\nA01,North,eu,B,1\n a01 ,north,EU,B,2\nb02,South,us,A,3\nB02,south  ,US,A,4\n"
              "c03,south,us,a,5\n\u00e903,north,eu,b,6\ne\u0301"
              "03,north,eu,B,7\n");
  const Rollout lot{.group = "g", .treated = "B", .comparison = "A", .randomized = true};
  std::vector<MetricSource> mean = minutes;
  mean[0].aggregate = Aggregate::mean;
  Columns columns{.unit = "unit", .cluster = "team", .segments = {{"site", "site"}}};
  const auto loaded = [&] { return load({.files = {place.path("x.csv")}}, columns, lot, mean, Grain::periods); };
  const Loaded one = loaded();
  CHECK(one.panel.units.size() == 4);
  CHECK(one.panel.clusters.size() == 2);
  CHECK(one.panel.segments[0].labels.size() == 2);
  REQUIRE(one.ledger.notes.size() == 5);
  CHECK(holds(one.ledger.notes[0], "labels of unit that differ in case or blanks only are one: ' a01 ' and 'A01'"));
  CHECK(holds(one.ledger.notes[1], "labels of team"));
  CHECK(holds(one.ledger.notes[2], "labels of site"));
  CHECK(one.ledger.notes[3] == "'b' in the group means treated (columns.labels_as_written keeps it apart)");
  CHECK(one.ledger.rows_used == 7);
  columns.labels_as_written = true;
  const Loaded apart = loaded();
  CHECK(apart.panel.units.size() == 5);
  CHECK(apart.ledger.rows_filtered == 2);  // 'a' and 'b' are no arm then
  CHECK(apart.ledger.notes.empty());
}

TEST_CASE("labels: rows that sum up others are left out, and said, or kept") {
  Workplace place;
  std::string text = tools::tickets();
  text += "Total,2025-02-10,A,900\nGrand  total,2025-02-10,B,900\nu001,Total,A,900\n";
  place.write("x.csv", text);
  const auto load_it = [&](bool keep) {
    return load({.files = {place.path("x.csv")}, .keep_totals = keep}, by_week, one_date, minutes, Grain::periods);
  };
  const Ledger ledger = load_it(false).ledger;
  CHECK(ledger.rows_used == 160);
  CHECK(ledger.rows_filtered == 3);
  CHECK(ledger.rows_rejected == 0);
  CHECK(holds(ledger.reasons[0].reason, "sums up other rows (data.keep_totals keeps it)"));
  const Ledger kept = load_it(true).ledger;
  CHECK(kept.rows_used == 162);
  CHECK(kept.rows_rejected == 1);  // 'Total' is no week
}

TEST_CASE("labels: a unit or a group that is NA is missing where there are others, and a label where there are none") {
  Workplace place;
  const Rollout lot{.group = "g", .treated = "Copilot", .randomized = true};
  const auto load_units = [&](const std::string& csv, const std::vector<std::string>& not_missing = {}) {
    place.write("x.csv", "unit,g,minutes\n" + csv);
    return load({.files = {place.path("x.csv")}, .not_missing = not_missing}, {.unit = "unit"}, lot, minutes,
                Grain::periods, {.threads = 1});
  };
  const std::string four = "a,Copilot,1\nb,no,2\nc,Copilot,3\nd,no,4\n";
  Ledger ledger = load_units(four + "N/A,no,5\ne,NA,6\n").ledger;
  CHECK(ledger.rows_used == 4);
  REQUIRE(ledger.rejected.size() == 2);
  CHECK(ledger.rejected[0].text == "N/A");
  CHECK(ledger.rejected[1].reason == "the group is missing (data.not_missing takes it for a label)");
  CHECK(load_units(four + "N/A,no,5\ne,NA,6\n", {"NA", "N/A"}).ledger.rows_used == 6);
  ledger = load_units("a,Copilot,1\nb,None,2\nc,Copilot,3\nd,None,4\n").ledger;
  CHECK(ledger.rows_used == 4);
  CHECK(ledger.notes ==
        std::vector<std::string>{"'None' in the group means comparison (columns.labels_as_written keeps it apart)"});
}

TEST_CASE("property: a database finds every label that sums up others, and no label of a person") {
  Database database = open_duckdb(1);
  const auto found = [&](const std::string& label) {
    return database.query("SELECT 1 AS one WHERE " + may_be_total(sql_text(label))).rows > 0;
  };
  Random random(61);
  const char* words[] = {"total", "Grand Total",    "TOTALS", "Summe",  "総計",
                         "итого", "Gesamtergebnis", "i alt",  "Average"};
  const char *before[] = {"", " ", "** ", "(", "<", "North ", "team A "}, *after[] = {"", ":", " **", ")", " ", "."};
  std::size_t totals = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string label = std::string(before[random.below(std::size(before))]) +
                              words[random.below(std::size(words))] + after[random.below(std::size(after))];
    if (!is_total_text(label)) continue;
    CAPTURE(label);
    CHECK(found(label));
    ++totals;
  }
  CHECK(totals > 150);
  for (const char* label : {"ann", "v17", "Summer", "Alla", "o'brien", "Meanwhile"}) CHECK_FALSE(found(label));
}

}  // TEST_SUITE("ingest/labels")
