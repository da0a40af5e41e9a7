// A drafted study runs as it is; every guess in it is one a person would make.
#include <filesystem>

#include "ingest/loading.hpp"
#include "shared.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("study/draft") {

namespace {

Draft draft_of(const Workplace& place, const std::string& csv, const std::string& name = "data.csv") {
  place.write(name, csv);
  return draft_study({place.path(name)});
}

// The study drafted for this file, read back.
Study drafted(const Workplace& place, const std::string& csv, const std::string& name = "data.csv") {
  return parse_study(draft_of(place, csv, name).text, place.path("study.json"));
}

}  // namespace

TEST_CASE("draft: every shipped case's data give a study that runs, or asks when the tool began") {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets")) {
    const std::filesystem::path data = entry.path() / "data.csv";
    if (!std::filesystem::exists(data)) continue;
    CAPTURE(data.string());
    const Draft draft = draft_study({data.string()});
    ++cases;
    if (!draft.questions.empty()) {
      CHECK(holds(draft.questions[0].text, "the tool"));
      continue;
    }
    const Study study = parse_study(draft.text, (entry.path() / "draft.json").string());
    CHECK_NOTHROW(run(study));
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
  CHECK(study.metrics[0].metric.name == "minutes");
  CHECK(study.columns.unit == "unit");
}

TEST_CASE("draft: someone who works with and without the tool is no unit, and a predicted time no time") {
  Workplace place;
  std::string csv = "issue_id,dev_id,ai_treatment,predicted_time,minutes\n";
  for (int issue = 0; issue < 24; ++issue)
    csv += fmt::format("{},{},{},{},{}\n", 1000 + issue, issue % 4, issue / 4 % 2, 60 + issue % 7, 50 + issue % 5);
  const Study study = drafted(place, csv);
  CHECK(study.columns.unit == "issue_id");  // not dev_id
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
  CHECK(study.rollout.date == "?");  // nothing in the data says it
  CHECK(study.metrics[0].metric.name == "outcome");
}

TEST_CASE("draft: a total beside a number of tickets is per ticket, and who used the tool in a row is no group") {
  Workplace place;
  std::string csv = "agent_id,week,used_assistant,tickets,handle_minutes\n";
  for (int i = 0; i < 96; ++i)
    csv += fmt::format("a{},2025-{:02}-{:02},{},{},{}\n", i % 12, 1 + i / 48, 6 + 7 * (i / 12 % 4) - 3 * (i / 48),
                       i / 12 % 2 ? "yes" : "no", 20 + i % 9, 300 + i % 31);
  const Draft draft = draft_of(place, csv);
  const Study study =
      parse_study(tools::replaced(draft.text, "\"rollout\": {}", "\"rollout\": {\"date\": \"2025-02-03\"}"),
                  place.path("study.json"));
  CHECK(study.metrics[0].metric.name == "handle_minutes");
  CHECK(study.metrics[0].per == "tickets");
  CHECK(study.metrics[1].metric.kind == MetricKind::count);
  REQUIRE(draft.questions.size() == 1);
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
  // The comment cuts examples to 24 bytes, and must not cut a character in two.
  const std::string text = draft_study({place.path("it's \"d\".csv")}).text;
  CHECK(text.find("x\xC3,") == std::string::npos);
}

TEST_CASE("draft: tickets, roster and bill: joined by their values, counted, and it runs") {
  Workplace place;
  std::string tickets = "no,who,opened,closed\n", roster = "person,mail,squad,joined,got it\n", bill = "mail,amount\n";
  for (int i = 0; i < 1200; ++i)
    tickets +=
        fmt::format("{},{},2025-{:02}-{:02} 10:{:02},{}\n", 7000 + i, 101 + i % 20, 1 + i / 400,
                    1 + i / 20 % 20 + i % 8, i % 60, i % 50 ? fmt::format("2025-04-{:02} 11:00", 1 + i % 28) : "");
  for (int person = 0; person < 20; ++person) {
    roster += fmt::format("{},p{}@x.de,S{},2020-01-{:02},{}\n", 101 + person, person, person % 10 / 2, 1 + person,
                          person % 2 ? "" : "2025-02-03");
    bill += fmt::format("p{0}@x.de,39\np{0}@x.de,39\n", person);
  }
  place.write("tickets.csv", tickets);
  place.write("hr/roster.csv", roster);
  place.write("bill.csv", bill);
  const Draft draft = draft_study({place.path("tickets.csv"), place.path("hr/roster.csv"), place.path("bill.csv")});
  CAPTURE(draft.text);
  CHECK(draft.questions.empty());
  const Study study = parse_study(draft.text, place.path("study.json"));
  REQUIRE(study.source.joins.size() == 1);
  CHECK(study.source.joins[0].source.files[0] == place.path("hr/roster.csv"));
  CHECK(study.source.joins[0].on[0].of_rows == "who");
  CHECK(study.source.joins[0].on[0].of_table == "person");
  CHECK(study.columns.unit == "who");
  CHECK(study.columns.time == "opened");
  CHECK(study.rollout.adopted_on == "roster.got it");
  CHECK(study.metrics[0].from == "opened");
  CHECK(study.metrics[0].to == "closed");
  CHECK(study.metrics[1].aggregate == Aggregate::count);
  holds(draft.text, "bill.csv is left out");
  CHECK_NOTHROW(run(study));
}

TEST_CASE("draft: a bill stands in the money, which is a comment that runs when it is none any more") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  std::string bill = "invoice_month,user,sku,amount,currency\n";
  for (const char* month : {"2025-01", "2025-02", "2025-03"})
    for (int person = 0; person < 10; ++person) bill += fmt::format("{},u{},Assist,39.50,EUR\n", month, person);
  place.write("seats bill.csv", bill);
  std::string text = draft_study({place.path("x.csv"), place.path("seats bill.csv")}, true,
                                 {.group = "arm", .treated = "B", .comparison = "A", .date = "2025-02-03"})
                         .text;
  CAPTURE(text);
  holds(text,
        R"("bills": [{"name": "seats bill", "files": "seats bill.csv", "month": "invoice_month", "amount": "amount")");
  text = tools::replaced(text, "  // , \"money\"", "  , \"money\"");
  text = tools::replaced(text, "  //            \"bills\"", "  \"bills\"");
  const CaseStudy result = run(parse_study(text, place.path("study.json")));
  REQUIRE(result.appraisal.has_value());
  CHECK(result.appraisal->currency == "EUR");
  CHECK(result.appraisal->assumptions.bills.at(0).by_month == std::vector<double>{395, 395, 395});
}

TEST_CASE("draft: the five questions of eight real exports, one line edited at most, hold what is true") {
  struct Case {
    std::vector<std::string> files;
    std::string line, edited;  // of the draft
    std::string metric;
    double true_ratio;
  };
  const std::vector<Case> cases{
      {{"zendesk_tickets.csv", "roster.csv", "licence_bill.csv"}, "", "", "handling_time", 0.86},
      {{"prs.csv", "copilot_seats.json"}, "", "", "pull_requests", 1.12},
      {{"prs.csv", "copilot_seats.json"}, "", "", "time_to_merge", 0.90},
      {{"jira_all_fields.csv"},
       R"("rollout": {})",
       R"x("rollout": {"adopted_on": "CASE WHEN \"Project key\" < 'PX5' THEN '2024-04-22' END"})x",
       "days_to_resolve",
       0.88},
      {{"ga4_events.ndjson"},
       R"("treated": "recs_v1")",
       R"("treated": "recs_v2", "randomized": true)",
       "purchases",
       1.25},
      {{"ga4_events.ndjson"},
       R"("treated": "recs_v1")",
       R"("treated": "recs_v1", "randomized": true)",
       "purchases",
       1.05},
      {{"excel_de.csv"},
       R"("treated": "Variante A")",
       R"("treated": "Variante B", "randomized": true)",
       "Bearbeitungszeit",
       1 - 2.5 / 28}};
  for (const Case& each : cases) {
    std::vector<std::string> files;
    for (const std::string& file : each.files)
      if (const auto found = shared_file("cases/exports/" + file)) files.push_back(*found);
    if (files.size() < each.files.size()) return;
    CAPTURE(files[0]);
    std::string text = draft_study(files).text;
    CAPTURE(text);
    if (!each.line.empty()) text = tools::replaced(text, each.line, each.edited);
    const CaseStudy result = run(parse_study(text, files[0] + ".study.json"));
    const auto effect = std::ranges::find_if(
        result.effects, [&](const Effect& e) { return e.metric.name == each.metric && !e.segment; });
    REQUIRE(effect != result.effects.end());
    CAPTURE(each.metric);
    CHECK(effect->relative.low <= each.true_ratio - 1);
    CHECK(effect->relative.high >= each.true_ratio - 1);
    CHECK(effect->relative.high - effect->relative.low < 0.6);
  }
}

TEST_CASE("draft: asked, and never made up: who, when, and which date") {
  Workplace place;
  const auto questions = [&](const std::string& csv) { return draft_of(place, csv).questions; };
  std::string weekly = "who,week,minutes\n", dates = "who,week,one,two,minutes\n";
  for (int i = 0; i < 64; ++i) {
    const std::string week = fmt::format("2025-{:02}-{:02}", 1 + i / 32, 6 + 7 * (i / 8 % 4) - 3 * (i / 32));
    weekly += fmt::format("p{},{},{}\n", i % 8, week, 20 + i % 7);
    dates += fmt::format("p{},{},{},{},{}\n", i % 8, week, i % 2 ? "2025-01-20" : "2025-01-27",
                         i % 2 ? "2025-02-03" : "2025-01-13", 20 + i % 7);
  }
  REQUIRE(questions(weekly).size() == 1);
  holds(questions(weekly)[0].text, "who got the tool, and when?");
  REQUIRE(questions(dates).size() == 1);
  holds(questions(dates)[0].text, "which date is each unit's first day with the tool: one or two?");
  holds(questions(tools::tickets())[0].text, "when did B begin with the tool?");
  // Nobody is told to declare a lot.
  CHECK(draft_of(place, tools::tickets()).text.find("randomized") == std::string::npos);
  holds(questions("name,minutes\na,1\nb,2\nc,3\n")[0].text, "who got the tool?");
}

TEST_CASE("draft: refused: nothing that could be measured, and no rows") {
  Workplace place;
  holds(message_of([&] { draft_of(place, "a,b\nx,y\nz,w\n"); }), "no column holds numbers that could be measured");
  holds(message_of([&] { draft_of(place, "id,zip\n1,10115\n2,80331\n"); }), "no column holds numbers that could");
  holds(message_of([&] { draft_of(place, "a,b\n"); }), "there is a header but no rows");
}

}  // TEST_SUITE("study/draft")
