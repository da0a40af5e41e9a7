// Files that were once read wrongly without a word, one of each kind: now they are what their plain form is, or refused.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/misreadings") {

namespace {

constexpr int first_monday = 20094, weeks = 8;  // 2025-01-06
const Calendar days{PeriodKind::day};

using Cell = std::function<std::string(int unit, int week)>;

std::string day(int week) {
  return days.label(first_monday + 7 * week);
}
std::string unit_label(int unit) {
  return fmt::format("a{:02}", unit);
}
double minutes_of(int unit, int week) {
  return 20 + unit * 0.5 + week * 0.25 - (unit % 2 == 1 && week >= 4 ? 3 : 0);
}
std::string plain(int unit, int week) {
  return fmt::format("{:.2f}", minutes_of(unit, week));
}

// A panel of six units and eight weeks, each cell as the functions write it.
struct Written {
  Cell unit = [](int unit, int) { return unit_label(unit); };
  Cell time = [](int, int week) { return day(week); };
  Cell group = [](int unit, int) { return unit % 2 ? "B" : "A"; };
  Cell minutes = plain;
  std::string header = "unit,week,arm,minutes\n";

  std::string text() const {
    std::string all = header;
    for (int u = 1; u <= 6; ++u)
      for (int w = 0; w < weeks; ++w)
        all += fmt::format("\"{}\",\"{}\",\"{}\",\"{}\"\n", unit(u, w), time(u, w), group(u, w), minutes(u, w));
    return all;
  }
};

struct Read {
  std::vector<double> sums;
  std::size_t units = 0, periods = 0;
  int first_day = 0;
  PeriodKind kind = PeriodKind::none;
  std::vector<std::string> notes;
  std::string refusal;
};

Read read_as(const std::string& name, const std::string& text, const Columns& columns = by_week,
             const Rollout& rollout = {.group = "arm", .treated = "B", .comparison = "A", .date = "2025-02-03"},
             Aggregate aggregate = Aggregate::none) {
  Workplace place;
  place.write(name, text);
  Read read;
  read.refusal = message_of([&] {
    const Loaded loaded =
        load({.files = {place.path(name)}}, columns, rollout, {{.metric = {.name = "minutes"}, .aggregate = aggregate}},
             Grain::periods, {.threads = 1});
    const Calendar& calendar = loaded.panel.calendar;
    const int first = calendar.dated() ? calendar.first_day(std::ranges::min(loaded.panel.period_of)) : 0;
    read = {loaded.panel.metrics[0].sum,
            loaded.ledger.units,
            loaded.ledger.periods,
            first,
            calendar.kind,
            loaded.ledger.notes,
            ""};
    require_acceptable(loaded.ledger, default_rejected_limit);
  });
  return read;
}

Read read(const Written& written, const Columns& columns = by_week) {
  return read_as("x.csv", written.text(), columns);
}

void same(const Read& read, double scale = 1) {
  INFO(read.refusal);
  REQUIRE(read.sums.size() == 6 * weeks);
  CHECK(read.units == 6);
  CHECK(read.periods == weeks);
  for (int u = 1; u <= 6; ++u)
    for (int w = 0; w < weeks; ++w)
      CHECK(read.sums[static_cast<std::size_t>((u - 1) * weeks + w)] == doctest::Approx(scale * minutes_of(u, w)));
}

void same(const Written& written, const Columns& columns = by_week) {
  same(read(written, columns));
}

std::string json(const Cell& time) {
  std::string all;
  for (int u = 1; u <= 6; ++u)
    for (int w = 0; w < weeks; ++w)
      all += fmt::format("{{\"unit\": \"a{:02}\", \"week\": \"{}\", \"arm\": \"{}\", \"minutes\": {}}}\n", u,
                         time(u, w), u % 2 ? "B" : "A", plain(u, w));
  return all;
}

std::string part(int week, int from, int count) {
  return day(week).substr(static_cast<std::size_t>(from), static_cast<std::size_t>(count));
}

}  // namespace

TEST_CASE("numbers: currencies that end in a point, and prices without cents") {
  same({.minutes = [](int u, int w) { return "Rs." + plain(u, w); }});
  same({.minutes = [](int u, int w) { return "kr. " + plain(u, w); }});
  same(read({.minutes = [](int u, int w) { return "kr. -" + plain(u, w); }}), -1);
  const auto price = [](int u, int w) { return fmt::format("{:.0f}", 4 * minutes_of(u, w)); };
  same(read({.minutes = [&](int u, int w) { return price(u, w) + ".-"; }}), 4);
  same(read({.minutes = [&](int u, int w) { return "€ " + price(u, w) + ",–"; }}), 4);
}

TEST_CASE("numbers: three decimals are doubted where another column writes decimal commas") {
  const Written written{.unit = [](int unit, int) { return fmt::format("{},5", unit); },
                        .minutes = [](int u, int w) { return fmt::format("{:.3f}", minutes_of(u, w)); }};
  std::string tabs = written.text();
  for (std::size_t at = tabs.find("\",\""); at != std::string::npos; at = tabs.find("\",\"")) tabs[at + 1] = '\t';
  for (std::size_t at = 0; at < tabs.find('\n'); ++at)
    if (tabs[at] == ',') tabs[at] = '\t';
  holds(read_as("x.csv", tabs).refusal, "it must be certain whether the point stands between thousands");
}

TEST_CASE("dates: two-digit years first, days without separators, years last") {
  same({.time = [](int, int w) { return part(w, 2, 8); }});
  same({.time = [](int, int w) { return part(w, 8, 2) + "-" + part(w, 5, 2) + "-" + part(w, 2, 2); }});
  const Written reversed{.time = [](int, int w) { return part(w, 8, 2) + part(w, 5, 2) + part(w, 0, 4); }};
  holds(read(reversed).refusal, "set columns.time_format to '%d%m%Y'");
  const Written short_year{.time = [](int, int w) { return part(w, 2, 2) + part(w, 5, 2) + part(w, 8, 2); }};
  holds(read(short_year).refusal, "set columns.time_format to '%y%m%d' or ");  // the one that has them closest together
  same(short_year, {.unit = "unit", .time = "week", .time_format = "%y%m%d"});
  same({.time = [](int, int w) { return w < 3 ? day(w) : day(w) + " 00:00:00"; }});
  same({.time = [](int u, int w) { return u == 1 ? day(w) + "  " : day(w); }});
  same(reversed, {.unit = "unit", .time = "week", .time_format = "%d%m%Y"});
}

TEST_CASE("dates: JSON texts are dates in one form for all rows, or asked for") {
  const Cell american = [](int, int w) { return part(w, 5, 2) + "-" + part(w, 8, 2) + "-" + part(w, 0, 4); };
  same(read_as("x.json", json(american)));
  same(read_as("x.json", json([](int, int w) { return part(w, 8, 2) + "-" + part(w, 5, 2) + "-" + part(w, 2, 2); })));
  same(read_as("x.json", json([](int, int w) { return day(w); })));
  same(read_as("x.json", json([](int, int w) { return day(w) + "T00:00:00Z"; })));
}

TEST_CASE("JSON: numbers and truth values beside their texts are one") {
  std::string mixed;
  for (int u = 1; u <= 6; ++u)
    for (int w = 0; w < weeks; ++w)
      mixed += fmt::format("{{\"unit\": {0}{1}{0}, \"week\": \"{2}\", \"arm\": {0}{3}{0}, \"minutes\": {0}{4}{0}}}\n",
                           w % 2 ? "\"" : "", 10 + u, day(w), u % 2 ? "true" : "false", plain(u, w));
  same(read_as("x.json", mixed, by_week, {.group = "arm", .treated = "true", .date = "2025-02-03"}));
}

TEST_CASE("zones: midnights of their own zone are the days that they name; those of UTC ask for the zone") {
  same({.time = [](int, int w) { return day(w) + "T00:00:00+01:00"; }});
  same({.time = [](int, int w) { return day(w) + " 00:00:00 +09:00"; }});
  const Written utc{.time = [](int, int w) { return days.label(first_monday + 7 * w - 1) + "T23:00:00.000Z"; }};
  holds(read(utc).refusal, "looks like midnight of a zone east of it");
  same(utc, {.unit = "unit", .time = "week", .timezone = "Europe/Berlin"});
  const Written seconds{.time = [](int, int w) { return std::to_string((first_monday + 7 * w) * 86400LL - 3600); }};
  holds(read(seconds).refusal, "name that zone");
  same(seconds, {.unit = "unit", .time = "week", .timezone = "Europe/Berlin"});
}

TEST_CASE("weeks: named by their last day, with a dash, and over the turn of the year") {
  const Written ending{.time = [](int, int w) { return days.label(first_monday + 7 * w + 6); },
                       .header = "unit,weekEnding,arm,minutes\n"};
  const Read read_ending = read(ending, {.unit = "unit", .time = "weekEnding"});
  same(read_ending);
  CHECK(read_ending.first_day == first_monday);
  const Written dashed{.time = [](int, int w) { return fmt::format("2025-{:02}", w + 1); }};
  holds(read(dashed).refusal, "set columns.period to \"month\" or \"week\"");
  same(dashed, {.unit = "unit", .time = "week", .period = "week"});
  CHECK(read(dashed, {.unit = "unit", .time = "week", .period = "month"}).kind == PeriodKind::month);
  const Written beyond{.time = [](int, int w) { return fmt::format("2025-{:02}", w + 8); }};  // there is no 13th month
  same(read_as("x.csv", beyond.text(), by_week, {.group = "arm", .treated = "B", .date = "2025-03-10"}));
  for (const char* column : {"KW", "wk", "semaine"}) {
    const Written named{.time = dashed.time, .header = fmt::format("unit,{},arm,minutes\n", column)};
    holds(read(named, {.unit = "unit", .time = column}).refusal, "may be a month or a week");
  }
  const Written slashed{.time = [](int, int w) { return fmt::format("{:02}/2025", w + 1); }};
  holds(read(slashed).refusal, "may be a month or a week");
  const Written quarters{.time = [](int, int w) { return fmt::format("{}-{:02}", 2024 + w / 4, w % 4 + 1); },
                         .header = "unit,quarter,arm,minutes\n"};
  holds(read(quarters, {.unit = "unit", .time = "quarter"}).refusal, "may be a month or a quarter");
  same(quarters, {.unit = "unit", .time = "left(quarter, 4) || '-Q' || right(quarter, 1)"});
  const Written turn{.time = [](int, int w) { return std::to_string((w + 48) % 52 + 1); }};
  holds(read_as("x.csv", turn.text(), by_week, {.group = "arm", .treated = "B", .date = "2"}).refusal,
        "the weeks of two years without their year");
  same({.time = [](int, int w) { return fmt::format("Q{} {}", w % 4 + 1, 2024 + w / 4); },
        .header = "unit,week,arm,minutes\n"});
}

TEST_CASE("labels: blanks without width, .0 behind some numbers, one-letter spellings, rows of totals") {
  same({.unit = [](int u, int w) { return unit_label(u) + (w == 3 ? "\u200B" : ""); }});
  same({.unit = [](int u, int w) { return std::to_string(10 + u) + (w == 3 ? ".0" : ""); }});
  const Written letters{.group = [](int u, int w) { return u % 2 ? (w == 3 ? "T" : "true") : "false"; }};
  same(read_as("x.csv", letters.text(), by_week, {.group = "arm", .treated = "true", .date = "2025-02-03"}));
  for (const char* total : {"Total:", "Grand Total:", "Insgesamt", "Totalt", "Summa", "総計", "(all)", "Team A Total",
                            "Grand\u00A0Total", "** Summe **"}) {
    CAPTURE(total);
    std::string text = Written{}.text();
    for (int w = 0; w < weeks; ++w) text += fmt::format("{},{},A,999\n", total, day(w));
    same(read_as("x.csv", text));
  }
}

TEST_CASE("adoption: a day that stands for never in whatever form, and words for it") {
  for (const char* never_text : {"01.01.1900", "01-Jan-1900", "1753-01-01", "1899-12-31", "no", "TBD"}) {
    CAPTURE(never_text);
    std::string text = "unit,week,since,minutes\n";
    for (int u = 1; u <= 6; ++u)
      for (int w = 0; w < weeks; ++w)
        text += fmt::format("a{:02},{},{},{}\n", u, day(w),
                            u % 2 ? (never_text[2] == '.'   ? "03.02.2025"
                                     : never_text[2] == '-' ? "03-Feb-2025"
                                                            : "2025-02-03")
                                  : never_text,
                            plain(u, w));
    same(read_as("x.csv", text, by_week, {.adopted_on = "since"}));
  }
}

TEST_CASE("tables: names that stand twice, a second header, mixed line ends, rows in two files, a date far away") {
  Written twice{.header = "unit,week,arm,minutes,Minutes \n"};
  std::string text = twice.header;
  for (int w = 0; w < weeks; ++w) text += fmt::format("a,{},A,1,2\nb,{},B,1,2\n", day(w), day(w));
  holds(read_as("x.csv", text).refusal, "column 'minutes' is in the data more than once");
  std::string swapped = Written{}.text() + "week,unit,arm,minutes\n";
  swapped += fmt::format("{},a07,A,5\n", day(0));
  holds(read_as("x.csv", swapped).refusal, "a second header stands among the rows");
  std::string ends = Written{}.text();
  for (std::size_t at = ends.find('\n', 30); at != std::string::npos; at = ends.find('\n', at + 2))
    ends.insert(at, "\r");
  same(read_as("x.csv", ends));
  const Read far = read_as("x.csv", Written{}.text() + "a01,2052-01-01,B,5\n");
  REQUIRE(!far.notes.empty());
  holds(far.notes.back(), "is far from all other periods");
  Workplace place;
  place.write("x1.csv", Written{}.text());
  place.write("x2.csv", Written{}.text());
  const Loaded both =
      load({.files = {place.path("x*.csv")}}, by_week, one_date,
           {{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean}}, Grain::periods, {.threads = 1});
  holds(both.ledger.notes.back(), "48 different rows are both in");
}

TEST_CASE("refusals: what most rows were rejected for stands beside what is missing then") {
  const Written merged{.unit = [](int u, int w) { return w == 0 ? unit_label(u) : ""; }};
  holds(read(merged).refusal, "42 of 48 rows were rejected, 42 of them since unit the unit is empty");
}

TEST_CASE("refusals: labels that were joined, numbers that lost digits, empty groups, functions of other types") {
  const Written ids{
      .unit = [](int u, int) { return std::string(u % 2 ? "003d" : "003D") + std::to_string((u + 1) / 2); }};
  holds(read(ids).refusal, "\"labels_as_written\": true under columns");
  CHECK(read(ids, {.unit = "unit", .time = "week", .labels_as_written = true}).units == 6);
  std::string numbers;
  for (int u = 1; u <= 6; ++u)
    for (int w = 0; w < weeks; ++w)
      numbers +=
          fmt::format("{{\"unit\": 12345678901234567890{}, \"week\": \"{}\", \"arm\": \"{}\", \"minutes\": 1}}\n", u,
                      day(w), u % 2 ? "B" : "A");
  holds(read_as("x.json", numbers).refusal, "more digits than a number keeps; export them as text");
  const Written blank{.group = [](int u, int) { return u % 2 ? "x" : ""; }};
  holds(read_as("x.csv", blank.text(), by_week, {.group = "arm", .treated = "x", .date = "2025-02-03"}).refusal,
        "coalesce(arm, 'none')");
  holds(
      read_as("x.csv", Written{}.text(), {.unit = "unit", .time = "week", .cluster = "lpad(minutes, 9, '0')"}).refusal,
      "\"COLUMN as text\"");
}

}  // TEST_SUITE("ingest/misreadings")
