// What sentences call a metric, from the study file to the report.
#include "data/spoken.hpp"

#include "base/messages.hpp"
#include "data/calendar.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using payoff::tools::Workplace;

TEST_SUITE("data/spoken") {

TEST_CASE("spoken: a label is as it is written, a name has blanks") {
  CHECK(spoken({.name = "handle_minutes"}) == "handle minutes");
  CHECK(spoken({.name = "handle_minutes", .label = "Handling time (all_in)"}) == "Handling time (all_in)");
  CHECK(spoken_per({.name = "x", .per = "support_tickets"}) == "support ticket");
}

TEST_CASE("spoken: a period by the first day of it, as each language writes it") {
  const Calendar weeks{PeriodKind::week}, months{PeriodKind::month}, quarters{PeriodKind::quarter};
  const int week = period_of_day(weeks, day_number(2025, 3, 31)), month = 12 * 2025 + 2;
  CHECK(spoken(weeks, week) == weeks.label(week));
  CHECK(spoken(months, month) == "2025-03");
  CHECK(spoken(quarters, 4 * 2025 + 3) == "2025-Q4");
  CHECK(spoken(Calendar{PeriodKind::integer}, 7) == "7");
  const Speaking korean(language_of("ko"));
  CHECK(spoken(weeks, week) == "2025. 3. 31.");
  CHECK(spoken(months, month) == "2025년 3월");
  CHECK(spoken(quarters, 4 * 2025 + 3) == "2025년 4분기");
  CHECK(spoken(Calendar{PeriodKind::year}, 2025) == "2025");
}

TEST_CASE("spoken: no SQL and no snake_case stands in a sentence of a report") {
  const Workplace place;
  place.write("data.csv", tools::tickets());
  const auto report_of = [&](const std::string& metric) {
    place.write("study.json", R"({"data": {"files": "data.csv"}, "columns": {"unit": "unit", "time": "week"},
      "rollout": {"group": "arm", "treated": "B", "date": "2025-02-03"},
      "metrics": [{"kind": "time", "unit": "minutes", )" +
                                  metric + "}]}");
    const tools::Outcome outcome = tools::payoff_program(place, "run study.json -o out");
    CHECK(outcome.exit_code == 0);
    std::string report = place.read("out/report.md");
    for (std::size_t at; (at = report.find("```")) != std::string::npos;)  // the queries and the study, as they are
      report.erase(at, std::min(report.find("```", at + 3), report.size() - 3) + 3 - at);
    for (std::size_t at; (at = report.find("tables/")) != std::string::npos;)  // names of files
      report.erase(at, report.find(".csv", at) + 4 - at);
    return report;
  };
  const std::string named = report_of(R"("name": "handle_time", "label": "handling time",
      "value": "CASE WHEN minutes > 0 THEN minutes END", "per": "CASE WHEN minutes > 0 THEN 1 ELSE 2 END",
      "per_label": "support tickets")");
  loading::holds(named, "handling time per support ticket");
  const std::string unnamed = report_of(R"("name": "handle_time", "value": "minutes", "per": "minutes / minutes")");
  loading::holds(unnamed, "handle time per item");
  for (const std::string& report : {named, unnamed})
    for (const char* no : {"handle_time", "CASE WHEN", "minutes / minutes"})
      CHECK(report.find(no) == std::string::npos);
}

}  // TEST_SUITE("data/spoken")
