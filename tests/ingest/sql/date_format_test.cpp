// Dates in the forms of people and programs give the panel of the ISO dates, or are asked for.
#include "ingest/sql/date_format.hpp"

#include <fmt/format.h>

#include "data/calendar.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/sql/date_format") {

namespace {

struct Form {
  const char* pattern;  // {0} year {1} month {2} day, {3} its last two digits, {4} the month's name, {5} its beginning
  const char* format;
};

// Five Mondays, of which the days above 12 say which number is the day.
std::string file_of(const char* pattern) {
  const char* names[] = {"January", "February", "March"};
  std::string csv = "unit,week,arm,minutes\n";
  for (int week = 0; week < 5; ++week) {
    const std::string iso = Calendar{PeriodKind::day}.label(day_number(2025, 1, 27) + 7 * week);
    const int month = iso[6] - '0', day = 10 * (iso[8] - '0') + iso[9] - '0';
    const std::string_view name = names[month - 1];
    const std::string cell = fmt::format(fmt::runtime(pattern), 2025, month, day, 25, name, name.substr(0, 3));
    for (const char unit : {'a', 'b', 'c', 'd'})
      csv += fmt::format("{},\"{}\",{},{}\n", unit, cell, unit < 'c' ? "A" : "B", week + unit % 7);
  }
  return csv;
}

std::string message(const std::string& csv, const Rollout& rollout = one_date) {
  Workplace place;
  place.write("x.csv", csv);
  return message_of([&] { load_file(place.path("x.csv"), by_week, rollout); });
}

}  // namespace

TEST_CASE("date format: twenty forms of one date give the panel of ISO 8601") {
  const Form forms[] = {{"{2:02}.{1:02}.{0}", "%d.%m.%Y"},
                        {"{2}.{1}.{0}", "%d.%m.%Y"},
                        {"{2:02}.{1:02}.{3}", "%d.%m.%y"},
                        {"{1}/{2}/{0}", "%m/%d/%Y"},
                        {"{2:02}/{1:02}/{0}", "%d/%m/%Y"},
                        {"{1:02}/{2:02}/{3}", "%m/%d/%y"},
                        {"{2:02}/{1:02}/{3}", "%d/%m/%y"},
                        {"{0}/{1:02}/{2:02}", "%Y/%m/%d"},
                        {"{0}.{1:02}.{2:02}", "%Y.%m.%d"},
                        {"{2:02}-{1:02}-{0}", "%d-%m-%Y"},
                        {"{1:02}-{2:02}-{0}", "%m-%d-%Y"},
                        {"{2:02}-{5}-{0}", "%d-%b-%Y"},
                        {"{2:02}-{5}-{3}", "%d-%b-%y"},
                        {"{2:02}/{5}/{3} 2:05 PM", "%d/%b/%y %I:%M %p"},
                        {"{2} {5} {0}", "%d %b %Y"},
                        {"{2} {4} {0}", "%d %B %Y"},
                        {"{5} {2}, {0}", "%b %d, %Y"},
                        {"{4} {2}, {0}", "%B %d, %Y"},
                        {"{2:02}.{1:02}.{0} 14:05", "%d.%m.%Y %H:%M"},
                        {"{1}/{2}/{0} 2:05 PM", "%m/%d/%Y %I:%M %p"},
                        {"{1}/{2}/{0}, 2:05:59 PM", "%m/%d/%Y, %I:%M:%S %p"}};
  Workplace place;
  place.write("iso.csv", file_of("{0}-{1:02}-{2:02}"));
  const Panel iso = load_file(place.path("iso.csv")).panel;
  for (const Form& form : forms) {
    CAPTURE(form.pattern);
    place.write("x.csv", file_of(form.pattern));
    const Loaded loaded = load_file(place.path("x.csv"));
    CHECK(loaded.panel.period_of == iso.period_of);
    CHECK(loaded.panel.calendar.kind == PeriodKind::week);
    holds(loaded.readings[1].read_as, std::string("a time like ") + form.format);
  }
}

TEST_CASE("date format: names of months alone are months") {
  Workplace place;
  for (const char* cells : {"Jan 2025,Feb 2025,Mar 2025", "01/2025,02/2025,03/2025", "Jan-25,Feb-25,Mar-25"}) {
    std::string csv = "unit,month,arm,minutes\n", list = std::string(cells) + ",";
    for (std::size_t at = 0, end; (end = list.find(',', at)) != std::string::npos; at = end + 1)
      for (const char* rest : {"A,1", "B,2"})
        csv += std::string(1, rest[0]) + "," + list.substr(at, end - at) + "," + rest + "\n";
    place.write("x.csv", csv);
    CHECK(load_file(place.path("x.csv"), {.unit = "unit", .time = "month"},
                    {.group = "arm", .treated = "B", .date = "2025-02"})
              .panel.calendar.kind == PeriodKind::month);
  }
}

TEST_CASE("date format: what may be read two ways, or is written two ways, is refused with what to write") {
  std::string csv = "unit,week,arm,minutes\n";
  for (int day = 3; day < 12; ++day) csv += fmt::format("a,0{0}/02/2025,A,1\nb,0{0}/02/2025,B,2\n", day % 9 + 1);
  // First days of months are not nine days of January because those are nearer to each other.
  for (const char mark : {'/', '-'}) {
    std::string months = "unit,week,arm,minutes\n";
    for (int month = 1; month < 10; ++month)
      months += fmt::format("a,01{0}0{1}{0}24,A,1\nb,01{0}0{1}{0}24,B,2\n", mark, month);
    CHECK(message(months, {.group = "arm", .treated = "B", .date = "2024-01-05"}).find(" may be ") !=
          std::string::npos);
  }
  holds(message(csv), "may be %m/%d/%Y or %d/%m/%Y; set columns.time_format to '%m/%d/%Y' or '%d/%m/%Y'");
  holds(message(file_of("{2:02}/{1:02}/{0}") + "a,02/24/2025,A,1\n"),
        "which is no %d/%m/%Y like the others, but %m/%d/%Y");
  holds(message(file_of("{2:02}/{1:02}/0025")), "time column 'week' reads like");
}

TEST_CASE("date format: dates of adoption have a form of their own") {
  Workplace place;
  std::string csv = "unit,week,since,minutes\n";
  for (int week = 0; week < 6; ++week) {
    const std::string iso = Calendar{PeriodKind::day}.label(day_number(2025, 1, 6) + 7 * week);
    csv += fmt::format("a,{0},20/01/2025,1\nb,{0},27/01/2025,2\nc,{0},,3\nd,{0},never,4\n", iso);
  }
  place.write("x.csv", csv);
  const Panel panel = load_file(place.path("x.csv"), by_week, {.adopted_on = "since"}).panel;
  CHECK(panel.units[1].adopted_period - panel.units[0].adopted_period == 1);
  CHECK_FALSE(panel.units[2].treated);
  CHECK_FALSE(panel.units[3].treated);
}

}  // TEST_SUITE("ingest/sql/date_format")
