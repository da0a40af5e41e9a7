// Rows that are events: what is counted, summed up and measured between two times, zeros included.
#include "ingest/events.hpp"

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/events") {

namespace {

const Rollout second_week{.group = "arm", .treated = "B", .date = "2025-01-13"};
const Columns weeks{.unit = "unit", .time = "at", .period = "week", .keep_partial_periods = true};

// unit: sum/weight of each period, "-" where there is none.
std::string cells_of(const Panel& panel, std::size_t metric = 0) {
  std::string text;
  for (std::size_t i = 0; i < panel.unit_of.size(); ++i) {
    if (i == 0 || panel.unit_of[i] != panel.unit_of[i - 1]) text += panel.units[panel.unit_of[i]].label + ": ";
    const MetricColumn& column = panel.metrics[metric];
    text += fmt::format("{}={} ", panel.calendar.label(panel.period_of[i]).substr(5),
                        !(column.weight[i] > 0) ? "-" : fmt::format("{:g}/{:g}", column.sum[i], column.weight[i]));
  }
  return text;
}

MetricSource metric(const std::string& name, Aggregate aggregate, const std::string& value = "",
                    const std::string& where = "") {
  return {.metric = {.name = name}, .value = value, .aggregate = aggregate, .where = where};
}

MetricSource duration(const std::string& unit, Aggregate aggregate = Aggregate::mean) {
  return {.metric = {.name = "duration", .kind = MetricKind::time, .unit = unit},
          .aggregate = aggregate,
          .from = "at",
          .to = "done"};
}

constexpr const char* tickets =
    "unit,at,done,arm,amount,customer,good\n"
    "a,2025-01-06T09:00:00Z,2025-01-06T09:30:00Z,A,5,x,yes\n"
    "a,2025-01-07T09:00:00Z,2025-01-07T10:30:00Z,A,NA,X ,no\n"
    "a,2025-01-27T09:00:00Z,2025-01-27T09:20:00Z,A,2,y,yes\n"
    "b,2025-01-06T09:00:00Z,2025-01-06T09:10:00Z,B,1,z,\n"
    "b,2025-01-20T09:00:00Z,,B,1,z,yes\n"
    "c,2025-01-13T09:00:00Z,2025-01-13T10:00:00Z,B,7,z,yes\n";

Loaded loaded(const std::string& file, const std::vector<MetricSource>& metrics, const Columns& columns = weeks,
              std::optional<bool> events = std::nullopt) {
  Workplace place;
  place.write("x.csv", file);
  return load({.files = {place.path("x.csv")}, .events = events}, columns, second_week, metrics, Grain::periods);
}

}  // namespace

TEST_CASE("events: by hand, a period without any counts zero between a unit's first and last, and a mean has nothing") {
  const Loaded all =
      loaded(tickets, {metric("tickets", Aggregate::count), metric("amount", Aggregate::sum),
                       metric("customers", Aggregate::distinct, "customer"), metric("good", Aggregate::share),
                       metric("amount of x", Aggregate::sum, "amount", "customer = 'x'"),
                       metric("with amount", Aggregate::count, "amount"), duration("minutes"),
                       metric("largest", Aggregate::max, "amount"), metric("middle", Aggregate::median, "amount")});
  const auto cells = [&](std::size_t k) { return cells_of(all.panel, k); };
  CHECK(cells(0) == "a: 01-06=2/1 01-13=0/1 01-20=0/1 01-27=1/1 b: 01-06=1/1 01-13=0/1 01-20=1/1 c: 01-13=1/1 ");
  CHECK(cells(1) == "a: 01-06=5/1 01-13=0/1 01-20=0/1 01-27=2/1 b: 01-06=1/1 01-13=0/1 01-20=1/1 c: 01-13=7/1 ");
  CHECK(cells(2) == "a: 01-06=1/1 01-13=0/1 01-20=0/1 01-27=1/1 b: 01-06=1/1 01-13=0/1 01-20=1/1 c: 01-13=1/1 ");
  CHECK(cells(3) == "a: 01-06=0.5/1 01-13=- 01-20=- 01-27=1/1 b: 01-06=- 01-13=- 01-20=1/1 c: 01-13=1/1 ");
  CHECK(cells(4) == "a: 01-06=5/1 01-13=0/1 01-20=0/1 01-27=0/1 b: 01-06=0/1 01-13=0/1 01-20=0/1 c: 01-13=0/1 ");
  CHECK(cells(5) == "a: 01-06=1/1 01-13=0/1 01-20=0/1 01-27=1/1 b: 01-06=1/1 01-13=0/1 01-20=1/1 c: 01-13=1/1 ");
  CHECK(cells(6) == "a: 01-06=120/2 01-13=- 01-20=- 01-27=20/1 b: 01-06=10/1 01-13=- 01-20=- c: 01-13=60/1 ");
  CHECK(cells(7) == "a: 01-06=5/1 01-13=- 01-20=- 01-27=2/1 b: 01-06=1/1 01-13=- 01-20=1/1 c: 01-13=7/1 ");
  CHECK(cells(8) == cells(7));
  CHECK(all.panel.metrics[6].metric.per == "event");
  CHECK(all.panel.metrics[8].metric.averaged);
  CHECK(all.ledger.rows_used == 6);
  REQUIRE(all.ledger.notes.size() == 2);
  CHECK(all.ledger.notes[0] == "3 of 8 periods of units have no event and count as zero");
  CHECK(
      all.ledger.notes[1] ==
      "1 of 6 rows have no done yet: they are still open, and not short, and left out of duration (33 % with the tool, "
      "0 % without)");
}

TEST_CASE("events: sums are of events where the study says so, and their gaps are told where it says nothing") {
  const std::vector<MetricSource> sum{metric("amount", Aggregate::sum)};
  const Loaded unsaid = loaded(tickets, sum);
  CHECK(cells_of(unsaid.panel) == "a: 01-06=5/1 01-27=2/1 b: 01-06=1/1 01-20=1/1 c: 01-13=7/1 ");
  REQUIRE(unsaid.ledger.notes.size() == 1);
  CHECK(unsaid.ledger.notes[0] ==
        "3 of 8 periods of units have no row and are missing; if rows are events, such a period "
        "has none: \"events\": true in data counts zero");
  const Loaded events = loaded(tickets, sum, weeks, true);
  CHECK(cells_of(events.panel).starts_with("a: 01-06=5/1 01-13=0/1 01-20=0/1 "));
  CHECK(loaded(tickets, sum, weeks, false).ledger.notes.empty());
  const Loaded denied = loaded(tickets, {metric("n", Aggregate::count)}, weeks, false);
  CHECK(cells_of(denied.panel) == "a: 01-06=2/1 01-27=1/1 b: 01-06=1/1 01-20=1/1 c: 01-13=1/1 ");
}

TEST_CASE("events: a unit is under observation from its own date to another, and nobody where there are no data") {
  Workplace place;
  std::string rows = tickets;
  rows += "d,2025-02-10T09:00:00Z,,A,1,q,\n";  // nobody has a row in the week of 02-03
  place.write("x.csv", rows);
  place.write("people.csv",
              "who,hired,left\nA,06.01.2024,\nb,20.01.2025,2.2.2025\nC,13.01.2025,\nD,27.01.2025,31.12.9999\n");
  Columns columns = weeks;
  columns.observed_from = "hired";
  columns.observed_to = "left";
  Source source{.files = {place.path("x.csv")}};
  source.joins = {{.name = "people", .source = {.files = {place.path("people.csv")}}, .on = {{"unit", "who"}}}};
  const auto cells = [&] {
    return cells_of(load(source, columns, second_week, {metric("n", Aggregate::count)}, Grain::periods).panel);
  };
  CHECK(cells() ==
        "a: 01-06=2/1 01-13=0/1 01-20=0/1 01-27=1/1 02-10=0/1 b: 01-06=1/1 01-13=0/1 01-20=1/1 01-27=0/1 "
        "c: 01-13=1/1 01-20=0/1 01-27=0/1 02-10=0/1 d: 01-27=0/1 02-10=1/1 ");
  columns.observed_to = "";
  CHECK(cells().ends_with("c: 01-13=1/1 d: 01-27=0/1 02-10=1/1 "));
}

TEST_CASE("events: whoever was there and has no event at all has zeros, where the roster says who has the tool") {
  Workplace place;
  place.write("x.csv", tickets);
  place.write("people.csv",
              "who,since,hired,left\na,,,\nb,2025-01-13,,\nc,2025-01-13,,\n"
              "idle,2025-01-13,2025-01-10,2025-01-20\nlater,,2025-03-01,\ngone,,,2024-12-01\n");
  Columns columns = weeks;
  columns.observed_from = "hired";
  columns.observed_to = "left";
  Source source{.files = {place.path("x.csv")}};
  source.joins = {{.name = "people", .source = {.files = {place.path("people.csv")}}, .on = {{"unit", "who"}}}};
  const Loaded all = load(source, columns, {.adopted_on = "since"},
                          {metric("n", Aggregate::count), duration("minutes")}, Grain::periods);
  CHECK(cells_of(all.panel).find("idle: 01-06=0/1 01-13=0/1 01-20=0/1 ") != std::string::npos);
  CHECK(cells_of(all.panel, 1).find("idle: 01-06=- 01-13=- 01-20=- ") != std::string::npos);
  CHECK(all.panel.units.size() == 4);  // neither who came later nor who had left
  CHECK(all.panel.units.back().treated);
  CHECK(std::ranges::any_of(all.ledger.notes, [](const std::string& note) {
    return note.starts_with("units that have no event at all: 1;");
  }));
  columns.observed_from = columns.observed_to = "";
  CHECK(load(source, columns, {.adopted_on = "since"}, {metric("n", Aggregate::count)}, Grain::periods)
            .panel.units.size() == 3);
}

TEST_CASE("events: durations from times of several forms, and in every unit") {
  struct Form {
    const char *from, *to;
    double hours;
  };
  const Form forms[] = {
      {"2025-01-06T10:00:00+02:00", "2025-01-06T10:00:00Z", 2}, {"2025-01-06 10:00", "2025-01-07 13:30:00", 27.5},
      {"06/Jan/25 9:41 AM", "13/Jan/25 9:41 PM", 180},          {"1736157600", "1736161200", 1},
      {"1736157600000", "1736161200500", 1 + 0.5 / 3600},       {"06.01.2025 10:00:00", "13.01.2025 11:00:00", 169}};
  for (const Form& form : forms) {
    CAPTURE(form.from);
    std::string rows = "unit,week,arm,at,done\n";
    for (const char* unit : {"a,2025-01-06,A", "a,2025-01-13,A", "b,2025-01-06,B", "b,2025-01-13,B"})
      rows += fmt::format("{},{},{}\n", unit, form.from, form.to);
    const Columns by{.unit = "unit", .time = "week"};
    for (const auto& [unit, per_hour] : std::map<std::string, double>{{"minutes", 60}, {"hours", 1}, {"days", 1 / 24.}})
      CHECK(loaded(rows, {duration(unit)}, by).panel.metrics[0].sum[0] == doctest::Approx(form.hours * per_hour));
  }
}

TEST_CASE("events: rejected: an end before its begin, and what is no time; a value that is neither 0 nor 1") {
  const auto rejected = [](const std::string& row, const MetricSource& asked) {
    const Ledger ledger = loaded(tickets + row, {asked}).ledger;
    REQUIRE(ledger.rejected.size() == 1);
    CHECK(ledger.rejected[0].line == 8);
    return ledger.rejected[0].column + " '" + ledger.rejected[0].text + "' " + ledger.rejected[0].reason;
  };
  CHECK(rejected("c,2025-01-14T09:00:00Z,2025-01-13T10:00:00Z,B,7,z,yes\n", duration("hours")) ==
        "done '2025-01-13T10:00:00Z' is before at");
  CHECK(rejected("c,2025-01-14T09:00:00Z,soon,B,7,z,yes\n", duration("hours")) ==
        "done 'soon' is no time like the others");
  CHECK(rejected("c,2025-01-14T09:00:00Z,,B,9,z,yes\n",
                 metric("good", Aggregate::share, "CASE WHEN amount = 9 THEN 2 ELSE 1 END")) ==
        "CASE WHEN amount = 9 THEN 2 ELSE 1 END '2' is not 0 or 1, as what has a share must be");
}

TEST_CASE("events: where more are still open on one side, beware") {
  std::string rows = "unit,at,done,arm\n";
  for (int i = 0; i < 400; ++i)
    rows += fmt::format("u{},2025-01-{:02}T09:00:00Z,{},{}\n", i % 20, 6 + 7 * (i / 20 % 3),
                        i % 2 && i % 5 == 1 ? "" : "2025-02-01T10:00:00Z", i % 2 ? "B" : "A");
  const std::vector<std::string> notes = loaded(rows, {duration("days")}).ledger.notes;
  REQUIRE(notes.size() == 1);
  holds(notes[0], "BEWARE: these shares differ, and those that last longest are missing where more are open");
}

TEST_CASE("events: refused: days without a clock in minutes, months as moments, durations without a unit") {
  const auto refusal = [](const std::string& rows, const MetricSource& asked) {
    return message_of([&] { loaded(rows, {asked}, {.unit = "unit", .time = "week"}); });
  };
  const std::string days = "unit,week,arm,at,done\na,2025-01-06,A,2025-01-06,2025-01-08\nb,2025-01-13,B,2025-01-13,\n";
  holds(refusal(days, duration("minutes")), "at holds days without a clock, but a duration in minutes needs one");
  const std::string months = "unit,week,arm,at,done\na,2025-01-06,A,2025-01,2025-02\nb,2025-01-13,B,2025-01,\n";
  holds(refusal(months, duration("days")), "metrics[0].from: at holds a month");
  holds(refusal(days, duration("points")),
        "unit is 'points', but a duration must be in seconds, minutes, hours or days");
}

}  // TEST_SUITE("ingest/events")
