// A drafted study runs as it is; every guess in it is one a person would make.
#include <filesystem>

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("study/draft") {

namespace {

// The study drafted for this file, read back.
Study drafted(const Workplace& place, const std::string& csv, const std::string& name = "data.csv") {
  place.write(name, csv);
  return parse_study(draft_study(place.path(name)), place.path("study.json"));
}

}  // namespace

TEST_CASE("draft: every shipped case's data give a study that runs") {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets")) {
    const std::filesystem::path data = entry.path() / "data.csv";
    if (!std::filesystem::exists(data)) continue;
    CAPTURE(data.string());
    const Study study = parse_study(draft_study(data.string()), (entry.path() / "draft.json").string());
    CHECK_NOTHROW(run(study));
    ++cases;
  }
  CHECK(cases == 5);
}

TEST_CASE("draft: each unit's own date of adoption goes before a column of who used the tool in this row") {
  Workplace place;
  std::string csv = "agent_id,week,assistant_since,handle_minutes,assistant_used\n";
  for (int agent = 0; agent < 4; ++agent) {
    for (int day = 10; day < 30; ++day) {
      const std::string since = agent == 0 ? "" : agent == 1 ? "2025-03-15" : "2025-03-20";
      csv += fmt::format("a{},2025-03-{},{},{},{}\n", agent, day, since, 10 * agent + day, day % 2);
    }
  }
  const Study study = drafted(place, csv);
  CHECK(study.rollout.adopted_on == "assistant_since");
  CHECK(study.rollout.group.empty());
}

TEST_CASE("draft: numbers with a decimal comma are numbers") {
  Workplace place;
  std::string csv = tools::tickets([](int, const std::string& row) { return row + ".5"; });
  std::ranges::replace(csv, ',', ';');
  std::ranges::replace(csv, '.', ',');
  const Study study = drafted(place, csv);
  CHECK(study.source.decimal == ",");
  CHECK(study.metrics[0].metric.name == "minutes");
  CHECK_NOTHROW(run(study));
}

TEST_CASE("draft: someone who works with and without the tool is no unit, and a predicted time no time") {
  Workplace place;
  std::string csv = "issue_id,dev_id,ai_treatment,predicted_time,minutes\n";
  for (int issue = 0; issue < 24; ++issue)
    csv += fmt::format("{},{},{},{},{}\n", 1000 + issue, issue % 4, issue / 4 % 2, 60 + issue % 7, 50 + issue % 5);
  const Study study = drafted(place, csv);
  CHECK(study.columns.unit.empty());
  CHECK(study.columns.time.empty());
  CHECK(study.rollout.group == "ai_treatment");
  CHECK(study.rollout.treated == "1");
  CHECK(study.metrics[0].metric.name == "minutes");
  CHECK_NOTHROW(run(study));
}

TEST_CASE("draft: a column that has each value once a period is the unit, and periods are whole numbers") {
  Workplace place;
  std::string csv = "year,county,treat,outcome\n";
  for (int year = 2003; year < 2007; ++year)
    for (int county = 0; county < 8; ++county)
      csv += fmt::format("{},{},{},{}\n", year, 8001 + county, county % 2, 5 + (3 * county + year) % 7);
  const Study study = drafted(place, csv);
  CHECK(study.columns.unit == "county");
  CHECK(study.columns.time == "year");
  CHECK(study.rollout.date == "2005");
  CHECK(study.metrics[0].metric.name == "outcome");
  CHECK_NOTHROW(run(study));
}

TEST_CASE("draft: hostile names and cells stay inside their comments and strings") {
  Workplace place;
  std::string csv = "\"unit\n*/ \"\"id\",\"we\\ek\",arm,\"minutes <b>\"\n";
  std::string plain = tools::tickets();
  for (std::size_t at = plain.find('\n') + 1, end; at < plain.size(); at = end + 1) {
    end = plain.find('\n', at);
    csv += "\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBCx\xC3\xBC" +
           plain.substr(at, end - at) + "\n";
  }
  const Study study = drafted(place, csv, "it's \"d\".csv");
  CHECK(study.metrics[0].metric.name == "minutes <b>");
  CHECK_NOTHROW(run(study));
  // The comment cuts examples to 24 bytes, and must not cut a character in two.
  const std::string text = draft_study(place.path("it's \"d\".csv"));
  CHECK(text.find("x\xC3,") == std::string::npos);
}

TEST_CASE("draft: refused: no numbers, and nothing that says who or when") {
  Workplace place;
  holds(message_of([&] { drafted(place, "a,b\nx,y\nz,w\n"); }), "no column holds numbers, but a metric must");
  holds(message_of([&] { drafted(place, "a,b\n1,2\n3,4\n5,9\n"); }), "no column looks like a time or a group");
}

}  // TEST_SUITE("study/draft")
