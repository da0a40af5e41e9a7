// Whichever way the database is asked, it says the same of the same rows.
#include "ingest/answer.hpp"

#include <fmt/format.h>

#include "base/random.hpp"
#include "data/calendar.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using payoff::tools::Workplace;

TEST_SUITE("ingest/answer") {

namespace {

std::string any_of(Random& random, const std::vector<std::string>& texts) {
  return texts[random.below(texts.size())];
}

// One row of a person and week; one in four has something wrong.
std::string messy_rows(Random& random) {
  std::string csv = "unit,week,arm,minutes\n";
  for (int person = 0; person < 10; ++person)
    for (const char* monday : {"2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10"}) {
      std::string unit = fmt::format("p{}", person), week = monday, arm = person % 2 ? "A" : "B";
      std::string minutes = fmt::format("{:.2f}", 20 + random.uniform());
      if (person > 3 && random.uniform() < 0.25) {
        switch (random.below(4)) {
          case 0:
            unit = any_of(random, {"", "Total", " "});
            if (random.uniform() < 0.5) week = "";
            break;
          case 1:
            week = any_of(random, {"", "soon", "Grand total", "2025-13-45"});
            break;
          case 2:
            arm = any_of(random, {"", "C", "total"});
            break;
          default:
            minutes = any_of(random, {"", "n/a", "abc", "1e200", "inf", "nan", "-"});
        }
      }
      if (random.uniform() < 0.05) unit = week = arm = minutes = "";
      csv += fmt::format("{},{},{},{}\n", unit, week, arm, minutes);
    }
  return csv;
}

void check_same(const Loaded& one, const Loaded& other) {
  const Ledger &a = one.ledger, &b = other.ledger;
  CHECK(a.rows_read == b.rows_read);
  CHECK(a.rows_used == b.rows_used);
  CHECK(a.rows_rejected == b.rows_rejected);
  CHECK(a.rows_filtered == b.rows_filtered);
  REQUIRE(a.reasons.size() == b.reasons.size());
  for (std::size_t i = 0; i < a.reasons.size(); ++i) {
    CHECK(a.reasons[i].reason == b.reasons[i].reason);
    CHECK(a.reasons[i].rows == b.reasons[i].rows);
  }
  REQUIRE(a.rejected.size() == b.rejected.size());
  for (std::size_t i = 0; i < a.rejected.size(); ++i) CHECK(a.rejected[i].reason == b.rejected[i].reason);
  CHECK(one.coding.text == other.coding.text);
  CHECK(one.panel.unit_of == other.panel.unit_of);
  CHECK(one.panel.period_of == other.panel.period_of);
  REQUIRE(one.panel.metrics.size() == other.panel.metrics.size());
  const std::vector<double>&sums = one.panel.metrics[0].sum, &others = other.panel.metrics[0].sum;
  REQUIRE(sums.size() == others.size());
  for (std::size_t i = 0; i < sums.size(); ++i) CHECK(sums[i] == doctest::Approx(others[i]).epsilon(1e-14));
}

}  // namespace

TEST_CASE("answer: rows are judged on the way to their sums as they are judged alone") {
  Random random(11);
  std::size_t bad = 0;
  for (int i = 0; i < 24; ++i) {
    Workplace place;
    place.write("x.csv", messy_rows(random));
    CAPTURE(i);
    for (const Grain grain : {Grain::periods, Grain::phases}) {
      std::vector<Loaded> loaded;
      std::vector<std::string> refused;
      for (const Aggregate aggregate : {Aggregate::none, i % 2 ? Aggregate::mean : Aggregate::median}) {
        const MetricSource minutes{.metric = {.name = "minutes"}, .aggregate = aggregate};
        refused.push_back(loading::message_of([&] {
          loaded.push_back(load({.files = {place.path("x.csv")}}, loading::by_week, loading::one_date, {minutes}, grain,
                                {.threads = 1}));
        }));
      }
      CHECK(refused[0] == refused[1]);
      if (loaded.size() < 2) continue;
      check_same(loaded[0], loaded[1]);
      CHECK(loaded[0].ledger.rows_read == 40);
      bad += loaded[0].ledger.rows_rejected + loaded[0].ledger.rows_filtered;
    }
  }
  CHECK(bad > 120);
}

TEST_CASE("answer: labels are compared in the columns as they were read, whatever must be read as text after it") {
  for (const bool bad_date : {false, true})
    for (const bool bad_number : {false, true}) {
      Workplace place;
      std::string csv = "unit,week,arm,minutes\n";
      for (int person = 0; person < 8; ++person)
        for (int day = 6; day < 28; ++day)
          csv += fmt::format("{}{},{},{},{}\n", day > 20 && person == 5 ? "P" : "p", person,
                             bad_date && day == 9 && person == 3 ? "soon" : fmt::format("2025-01-{:02}", day),
                             person % 2 ? "A" : "B", bad_number && day == 8 && person == 2 ? "many" : "7");
      place.write("x.csv", csv);
      const Loaded loaded = loading::load_file(place.path("x.csv"), {.unit = "unit", .time = "week"},
                                               {.group = "arm", .treated = "B", .randomized = true});
      CHECK(loaded.ledger.units == 8);
      CHECK(loaded.ledger.rows_rejected == bad_date + bad_number);
    }
}

TEST_CASE("answer: which periods are partial is seen in the sums of a CSV file, and asked of others") {
  Random random(12);
  int partial = 0;
  for (int i = 0; i < 14; ++i) {
    const int first = *parse_iso_date("2025-01-06") + static_cast<int>(random.below(7)),
              last = first + 40 + static_cast<int>(random.below(9)), weekends = static_cast<int>(random.below(2));
    std::string csv = "unit,day,arm,minutes\n", lines;
    for (int person = 0; person < 6; ++person)
      for (int day = first; day <= last; ++day) {
        if (!weekends && (day + 3) % 7 >= 5) continue;
        const std::string date = Calendar{PeriodKind::day}.label(day), minutes = std::to_string(20 + random.below(9));
        // One whose arm is neither was there on every day, too.
        const char* arm = person == 5 ? "C" : person % 2 ? "A" : "B";
        if (person != 5 && random.uniform() < 0.1) continue;
        csv += fmt::format("p{},{},{},{}\n", person, date, arm, minutes);
        lines += fmt::format(R"({{"unit":"p{}","day":"{}","arm":"{}","minutes":{}}})"
                             "\n",
                             person, date, arm, minutes);
      }
    Workplace place;
    place.write("x.csv", csv);
    place.write("x.jsonl", lines);
    CAPTURE(i);
    for (const Grain grain : {Grain::periods, Grain::phases}) {
      std::vector<Loaded> loaded;
      for (const char* file : {"x.csv", "x.jsonl"}) {
        const MetricSource minutes{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean};
        loaded.push_back(load({.files = {place.path(file)}}, {.unit = "unit", .time = "day", .period = "week"},
                              loading::one_date, {minutes}, grain, {.threads = 1}));
      }
      check_same(loaded[0], loaded[1]);
      partial += loaded[0].ledger.rows_filtered > loaded[0].ledger.rows_read / 6 + 5;
    }
  }
  CHECK((partial > 3 && partial < 25));
}

}  // TEST_SUITE("ingest/answer")
