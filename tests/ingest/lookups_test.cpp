// Rows look up columns of other tables: the panel is that of a file in which they stand already, or a refusal.
#include "ingest/loading.hpp"
#include "ingest/source/adbc.hpp"
#include "ingest/source/duckdb.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/lookups") {

const Columns by_week{.unit = "agent", .time = "week", .cluster = "team"};
const Rollout own_dates{.adopted_on = "since"};

// Four agents, three weeks; minutes are 10, 11, ...
std::string tickets(const std::vector<std::string>& agents) {
  std::string text = "agent,week,minutes\n";
  for (std::size_t i = 0; i < 3 * agents.size(); ++i)
    text += fmt::format("{},2025-01-{:02},{}\n", agents[i / 3], 6 + 7 * (i % 3), 10 + i);
  return text;
}

Join roster(const Workplace& place, const std::string& key = "id") {
  return {.name = "roster", .source = {.files = {place.path("roster.csv")}}, .on = {{"agent", key}}};
}

Loaded loaded(const Workplace& place, const Join& join, const Columns& columns = by_week,
              const Rollout& rollout = own_dates, const std::vector<MetricSource>& metrics = minutes) {
  return load({.files = {place.path("tickets.csv")}, .joins = {join}}, columns, rollout, metrics, Grain::periods);
}

std::string refusal(const Workplace& place, const Join& join, const Columns& columns = by_week) {
  try {
    loaded(place, join, columns);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

// unit: cluster, first period with the tool and sum of minutes, in the order of labels.
std::string panel_text(const Loaded& all) {
  const Panel& panel = all.panel;
  std::string text;
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    double sum = 0;
    for (std::size_t i = 0; i < panel.unit_of.size(); ++i)
      if (panel.unit_of[i] == static_cast<int>(unit)) sum += panel.metrics[0].sum[i];
    const Unit& each = panel.units[unit];
    text += fmt::format("{}:{}:{}:{} ", each.label, each.cluster < 0 ? "" : panel.clusters[each.cluster],
                        each.treated ? panel.calendar.label(each.adopted_period) : "never", sum);
  }
  return text;
}

constexpr const char* four = "id,team,since\n01,N,2025-01-13\n02,N,\nx@a.de,S,2025-01-20\nJos\u00e9,S,\n";
constexpr const char* their_panel = "01:N:2025-01-13:33 02:N:never:42 Jos\u00e9:S:never:60 x@a.de:S:2025-01-20:51 ";

TEST_CASE("lookups: by hand, a roster says who began when; keys join as labels do, and numbers of text stay text") {
  Workplace place;
  place.write("tickets.csv", tickets({"01", "02", "x@a.de", "Jos\u00e9"}));
  place.write("roster.csv", four);
  CHECK(panel_text(loaded(place, roster(place))) == their_panel);
  place.write("roster.csv", "id,team,since\n 01,N,2025-01-13\n02 ,N,\nX@A.de,S,2025-01-20\nJOSE\u0301,S,\n");
  CHECK(panel_text(loaded(place, roster(place))) == their_panel);
  place.write("roster.csv", "id;team;since;age\n01;N;13.01.2025;3,5\n02;N;;4\nx@a.de;S;20.01.2025;5\nJos\u00e9;S;;6\n");
  CHECK(panel_text(loaded(place, roster(place))) == their_panel);  // as that file is written, not as the rows are
  place.write("roster.json",
              R"({"all": [{"who": {"id": "01"}, "team": "N", "since": "2025-01-13"}, {"who": {"id": "02"}, "team": "N"},
              {"who": {"id": "x@a.de"}, "team": "S", "since": "2025-01-20"}, {"who": {"id": "José"}, "team": "S"}]})");
  Join nested = roster(place, "who.id");
  nested.source.files = {place.path("roster.json")};
  CHECK(panel_text(loaded(place, nested)) == their_panel);
  nested.on = {{"agent", "all[].who.id"}};
  CHECK(panel_text(loaded(place, nested)) == their_panel);
}

TEST_CASE("lookups: invariance, order of either file, and columns in their place already") {
  Workplace place;
  place.write("tickets.csv", tickets({"x@a.de", "Jos\u00e9", "02", "01"}));
  place.write("roster.csv", four);
  const std::string there = panel_text(loaded(place, roster(place)));
  place.write("roster.csv", "since,team,id\n,S,Jos\u00e9\n2025-01-20,S,x@a.de\n,N,02\n2025-01-13,N,01\n");
  CHECK(panel_text(loaded(place, roster(place))) == there);
  place.write("x.csv",
              "agent,week,minutes,team,since\nx@a.de,2025-01-06,10,S,2025-01-20\nx@a.de,2025-01-13,11,S,2025-01-20\n"
              "x@a.de,2025-01-20,12,S,2025-01-20\nJos\u00e9,2025-01-06,13,S,\nJos\u00e9,2025-01-13,14,S,\n"
              "Jos\u00e9,2025-01-20,15,S,\n02,2025-01-06,16,N,\n02,2025-01-13,17,N,\n02,2025-01-20,18,N,\n"
              "01,2025-01-06,19,N,2025-01-13\n01,2025-01-13,20,N,2025-01-13\n01,2025-01-20,21,N,2025-01-13\n");
  CHECK(panel_text(load_file(place.path("x.csv"), by_week, own_dates)) == there);
}

TEST_CASE(
    "lookups: a column is roster.team too, in SQL as well, where several tables have one, and whatever its name") {
  Workplace place;
  std::string rows = tickets({"a", "b", "c", "d"});
  for (std::size_t at = rows.find('\n'); at != std::string::npos; at = rows.find('\n', at + 6))
    rows.insert(at, at < 20 ? ",team" : ",here");
  place.write("tickets.csv", rows);
  place.write("roster.csv", "id,team,since,o'\"x\na,N,2025-01-13,1\nb,N,,1\nc,S,2025-01-20,2\nd,S,,2\n");
  const auto clusters = [&](const std::string& cluster) {
    return loaded(place, roster(place), {.unit = "agent", .time = "week", .cluster = cluster}).panel.clusters;
  };
  using Labels = std::vector<std::string>;
  CHECK(clusters("team") == Labels{"here"});
  CHECK(clusters("roster.team") == Labels{"N", "S"});
  CHECK(clusters("'roster.team ' || roster.team || team") == Labels{"roster.team Nhere", "roster.team Shere"});
  CHECK(clusters("\"roster.team\"") == Labels{"N", "S"});
  CHECK(clusters("o'\"x") == Labels{"1", "2"});
  CHECK(clusters("roster.o'\"x") == Labels{"1", "2"});
}

TEST_CASE("lookups: both tables may call the key, and all else, by the same names") {
  Workplace place;
  place.write("tickets.csv", tickets({"01", "02", "x@a.de", "Jos\u00e9"}));
  place.write("roster.csv",
              "agent,week,minutes,team,since\n01,w,m,N,2025-01-13\n02,w,m,N,\nx@a.de,w,m,S,2025-01-20\n"
              "Jos\u00e9,w,m,S,\n");
  for (const char* key : {"agent", "lower(agent)", "agent || ''"}) {
    Join join = roster(place, key);
    join.on[0].of_rows = key;
    CHECK(panel_text(loaded(place, join)) == their_panel);
  }
}

TEST_CASE("lookups: a number of the table is a number, by the grammar of its own cells") {
  Workplace place;
  place.write("tickets.csv", tickets({"a", "b", "c", "d"}));
  place.write("roster.csv", "id;team;since;weight\na;N;2025-01-13;1,5\nb;N;;2\nc;S;2025-01-20;0,5\nd;S;;1\n");
  std::vector<MetricSource> weighted = minutes;
  for (const char* value : {"minutes * weight", "minutes * roster.weight", "minutes * \"roster.weight\""}) {
    weighted[0].value = value;
    CHECK(panel_text(loaded(place, roster(place), by_week, own_dates, weighted)) ==
          "a:N:2025-01-13:49.5 b:N:never:84 c:S:2025-01-20:25.5 d:S:never:60 ");
  }
  weighted[0].value = "roster.weight";
  CHECK(panel_text(loaded(place, roster(place), by_week, own_dates, weighted)) ==
        "a:N:2025-01-13:4.5 b:N:never:6 c:S:2025-01-20:1.5 d:S:never:3 ");
}

TEST_CASE("lookups: rows without a partner are counted and left out, or kept; sums agree") {
  Workplace place;
  place.write("tickets.csv", tickets({"a", "b", "c", "d"}) + ",2025-01-06,1\n");
  place.write("roster.csv", "id,team,since\na,N,2025-01-13\nb,N,\nc,S,2025-01-20\nz,S,\n");
  const Loaded without = loaded(place, roster(place));
  CHECK(without.ledger.rows_read == 13);
  CHECK(without.ledger.rows_used == 9);
  REQUIRE(without.ledger.reasons.size() == 2);
  CHECK(without.ledger.reasons[0].reason ==
        "agent is empty, and so looks up nothing in roster (data.join[0].keep_unmatched keeps it)");
  CHECK(without.ledger.reasons[1].reason == "agent has no partner in roster (data.join[0].keep_unmatched keeps it)");
  CHECK(without.ledger.reasons[1].rows == 3);
  REQUIRE(without.ledger.notes.size() == 2);
  CHECK(without.ledger.notes[0] == "3 rows have no partner in roster and are left out: agent is 'd'");
  CHECK(without.ledger.notes[1] == "1 rows of roster are looked up by no row");
  Join kept = roster(place);
  kept.keep_unmatched = true;
  const Loaded all = loaded(place, kept);
  CHECK(panel_text(all) == "a:N:2025-01-13:33 b:N:never:42 c:S:2025-01-20:51 d::never:60 ");
  CHECK(all.ledger.rows_rejected == 1);  // the one without an agent
  CHECK(all.ledger.rejected[0].line == 14);
}

TEST_CASE("lookups: several columns make a key, and a table looks up what another has") {
  Workplace place;
  place.write("tickets.csv", tickets({"a", "b", "c", "d"}));
  place.write("roster.csv", "id,region,store\na,EU,1\nb,EU,2\nc,US,1\nd,US,2\n");
  place.write("stores.csv", "region,no,team,since\neu,1,N,2025-01-13\neu,2,N,\nus,1,S,2025-01-20\nus,2,S,\nus,3,S,\n");
  const Join stores{.name = "stores",
                    .source = {.files = {place.path("stores.csv")}},
                    .on = {{"roster.region", "region"}, {"store", "no"}}};
  const Loaded all = load({.files = {place.path("tickets.csv")}, .joins = {roster(place), stores}}, by_week, own_dates,
                          minutes, Grain::periods);
  CHECK(panel_text(all) == "a:N:2025-01-13:33 b:N:never:42 c:S:2025-01-20:51 d:S:never:60 ");
  REQUIRE(all.inputs.size() == 3);
  CHECK(all.inputs[2].name == "stores.csv");
  CHECK(all.inputs[2].sha256.size() == 64);
}

TEST_CASE("lookups: rejected rows are named by their line, whatever the join did to their order") {
  Workplace place;
  std::string rows = "agent,week,minutes\n", people = "id,team,since\n";
  for (int i = 0; i < 3000; ++i)
    rows += fmt::format("p{},2025-01-{:02},{}\n", i / 3, 6 + 7 * (i % 3), i == 1700 ? "oops" : std::to_string(i));
  for (int i = 0; i < 1000; i += 2) people += fmt::format("P{},N,{}\n", 999 - i, i % 4 ? "" : "2025-01-13");
  for (int i = 0; i < 1000; i += 2) people += fmt::format("p{},S,\n", i);
  place.write("tickets.csv", rows);
  place.write("roster.csv", people);
  const Ledger ledger = loaded(place, roster(place)).ledger;
  REQUIRE(ledger.rejected.size() == 1);
  CHECK(ledger.rejected[0].line == 1702);
  CHECK(ledger.rejected[0].text == "oops");
  CHECK(ledger.rows_used == 2999);
}

TEST_CASE("lookups: refused: a key of several rows, with three of them, until a condition chooses") {
  Workplace place;
  place.write("tickets.csv", tickets({"a", "b", "c", "d"}));
  place.write("roster.csv",
              "id,team,since,active\na,N,2025-01-13,1\nA,N,,0\nb,N,,1\nb,S,,0\nB ,S,,0\nc,S,2025-01-20,1\n"
              "c,S,,0\nd,S,,1\nd,S,,0\n");
  CHECK(
      refusal(place, roster(place)) ==
      place.path("roster.csv") +
          ": roster has several rows for one id: 'b' (3 rows), 'a' (2 rows), 'c' (2 rows); but a table that is looked "
          "up must have one; choose one with data.join[0].where, or join on more columns");
  Join active = roster(place);
  active.source.where = "active = 1";
  CHECK(panel_text(loaded(place, active)) == "a:N:2025-01-13:33 b:N:never:42 c:S:2025-01-20:51 d:S:never:60 ");
}

TEST_CASE("lookups: refused: no partner at all, a broken line, a key and a file that are not there") {
  Workplace place;
  place.write("tickets.csv", tickets({"a", "b", "c", "d"}));
  place.write("roster.csv", "id,team,since\n17,N,2025-01-13\n18,N,\n");
  CHECK(holds(refusal(place, roster(place)),
              "data.join[0].on: no row has a partner in roster: agent is 'a', 'b', 'c', and so on, but id of roster is "
              "'17', '18'; name the columns that hold the same keys"));
  CHECK(holds(refusal(place, roster(place, "idd")),
              "data.join[0].on: column 'idd' is not in the data; did you mean 'id'"));
  place.write("roster.csv", "id,team,since\na,N,2025-01-13\nb,N,,x,y\nc,S,\nd,S,\n");
  CHECK(holds(refusal(place, roster(place)),
              "roster.csv:3: 'b,N,,x,y' has more cells than the header, but a table that is "
              "looked up must be read whole; mend the line"));
  place.write("roster.csv", "id,team,since\na,N,2025-01-13\nb,N,\nc,S,\nd,S,\n");
  Join bad = roster(place);
  bad.source.sheet = "People";
  CHECK(holds(refusal(place, bad), "data.join[0].sheet: sheet is 'People'"));
  bad.source.files = {place.path("rooster.csv")};
  CHECK(holds(refusal(place, bad), "rooster.csv"));
  CHECK(holds(refusal(place, roster(place), {.unit = "agent", .time = "week", .cluster = "roster.teem"}), "roster.te"));
}

TEST_CASE("lookups: tables of a database look up each other, and a file is not looked up from there") {
  Workplace place;
  const std::string path = place.path("all.duckdb");
  const std::map<std::string, std::string> options{{"entrypoint", "duckdb_adbc_init"}, {"path", path}};
  {
    Database made = open_adbc(duckdb_library(), "duckdb_adbc_init", {{"path", path}});
    made.query(
        "CREATE TABLE tickets AS SELECT chr(97 + i // 3) AS agent, DATE '2025-01-06' + 7 * (i % 3) AS week, 10 + i "
        "AS minutes FROM (SELECT CAST(range AS INTEGER) AS i FROM range(12)) AS twelve");
    made.query(
        "CREATE TABLE people AS SELECT * FROM (VALUES ('A', 'N', DATE '2025-01-13'), ('B', 'N', NULL), ('C', "
        "'S', DATE '2025-01-20'), ('D', 'S', NULL)) AS four(id, team, since)");
  }
  Source source{.driver = duckdb_library(), .driver_options = options, .table = "tickets"};
  source.joins = {{.name = "people", .source = {.table = "people"}, .on = {{"agent", "id"}}}};
  CHECK(panel_text(load(source, by_week, own_dates, minutes, Grain::periods)) ==
        "a:N:2025-01-13:33 b:N:never:42 c:S:2025-01-20:51 d:S:never:60 ");
  source.joins[0].source = {.files = {place.path("roster.csv")}};
  try {
    load(source, by_week, own_dates, minutes, Grain::periods);
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(holds(error.what(), "data.join[0].files: the table is a file, but the rows are of a database"));
  }
}

}  // TEST_SUITE("ingest/lookups")
