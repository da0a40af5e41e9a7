// Who is out of reach of the tool: however a file says so, and refused where it cannot be.
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/unaffected") {

namespace {

// Eight people, p0 to p3 with the tool; p6 and p7 are written `yes` in the column "out", the others `no`.
std::string people(const std::string& yes, const std::string& no) {
  std::string csv = "unit,week,arm,minutes,out,queue\n";
  for (int person = 0; person < 8; ++person)
    for (const char* week : {"2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10"})
      csv +=
          fmt::format("p{},{},{},{},{},{}\n", person, week, person < 4 ? "B" : "A", 10 + person, person > 5 ? yes : no,
                      person > 5    ? "invoices"
                      : person == 5 ? ""
                                    : "tickets");
  return csv;
}

std::string marked(const std::string& csv, const std::string& unaffected) {
  Workplace place;
  place.write("x.csv", csv);
  Rollout rollout = one_date;
  rollout.unaffected = unaffected;
  const Panel panel = load_file(place.path("x.csv"), by_week, rollout).panel;
  CHECK(panel.segments.empty());
  std::string names;
  for (const Unit& unit : panel.units) {
    CHECK(unit.segments.empty());
    if (unit.unaffected) names += unit.label + " ";
  }
  return names;
}

std::string refusal(const std::string& csv, const std::string& unaffected) {
  return message_of([&] { marked(csv, unaffected); });
}

}  // namespace

TEST_CASE("unaffected: by hand, yes and no in any spelling, and SQL of which unknown is no") {
  const std::pair<const char*, const char*> spellings[] = {
      {"yes", "no"}, {"Yes", "NO"}, {"1", "0"}, {"TRUE", "false"}, {"y", "n"}, {"Ja", "nein"}, {"yes", ""}, {"1", ""}};
  for (const auto& [yes, no] : spellings) {
    INFO(yes);
    CHECK(marked(people(yes, no), "out") == "p6 p7 ");
  }
  CHECK(marked(people("x", "x"), "queue = 'invoices'") == "p6 p7 ");
}

TEST_CASE("unaffected: refusal, other words, someone with the tool, nobody, everybody") {
  CHECK(refusal(people("maybe", "no"), "out").find("'maybe' is neither yes nor no") != std::string::npos);
  CHECK(refusal(people("no", "no"), "out").find("nobody is out of reach") != std::string::npos);
  CHECK(refusal(people("no", "no"), "unit = 'p2'").find("p2 has the tool") != std::string::npos);
  CHECK(refusal(people("no", "no"), "arm = 'A'").find("nobody is left to compare") != std::string::npos);
  CHECK(refusal(people("no", "no"), "week > '2025-02-01' AND arm = 'A'").find("rollout.unaffected") !=
        std::string::npos);
}

}  // TEST_SUITE("ingest/unaffected")
