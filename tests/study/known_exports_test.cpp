// Exports by their declared formats: drafted as whoever knows the tool would, and run.
#include "ingest/loading.hpp"
#include "measure/panels.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("study/known_exports") {

namespace {

// Events of twelve people over twenty weeks, of whom every second has the tool from week 10; row(person, day, i) is a line.
template <typename Row>
std::string events(const std::string& header, Row row) {
  std::string csv = header + "\n";
  for (int i = 0; i < 1200; ++i) {
    const int day = i * 7 / 60;
    const std::string date = fmt::format("2025-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
    csv += row(i % 12, date, i) + "\n";
  }
  return csv;
}

const std::string roster = [] {
  std::string csv = "person,mail,since\n";
  for (int i = 0; i < 12; ++i) csv += fmt::format("p{0},p{0}@x.de,{1}\n", i, i % 2 ? "2025-03-05" : "");
  return csv;
}();

struct Drafted {
  Draft draft;
  Study study;
};

Drafted drafted(const Workplace& place, const std::string& csv, const DraftAnswers& answers = {}) {
  place.write("x.csv", csv);
  place.write("roster.csv", roster);
  Draft draft = draft_study({place.path("x.csv"), place.path("roster.csv")}, true, answers);
  Study study = parse_study(draft.text, place.path("study.json"));
  return {std::move(draft), std::move(study)};
}

const MetricSource& metric_of(const Study& study, const std::string& name) {
  const auto found = std::ranges::find_if(study.metrics, [&](const MetricSource& m) { return m.metric.name == name; });
  REQUIRE(found != study.metrics.end());
  return *found;
}

// Of the first metric, over all periods, those that are covered in part included.
double total_of_first(Study study) {
  study.columns.keep_partial_periods = true;
  double sum = 0;
  const Loaded loaded = check(study);
  for (const double cell : loaded.panel.metrics[0].sum) sum += std::isnan(cell) ? 0 : cell;
  return sum;
}

void runs(const Drafted& each) {
  CAPTURE(each.draft.text);
  CHECK(each.draft.questions.empty());
  CHECK(each.study.rollout.adopted_on == "roster.since");
  CHECK_NOTHROW(run(each.study));
}

}  // namespace

TEST_CASE("pull requests as gh lists them, incidents of ServiceNow, entries of Toggl") {
  Workplace place;
  const Drafted prs =
      drafted(place, events("number,author.login,createdAt,mergedAt,state", [](int p, const auto& day, int i) {
                return fmt::format("{},p{},{}T10:00:00Z,{},OPEN", i, p, day,
                                   i % 9 ? day + fmt::format("T{}:30:00Z", 11 + i % 7) : "");
              }));
  runs(prs);
  CHECK(prs.study.metrics[0].metric.name == "pull_requests");
  CHECK(metric_of(prs.study, "time_to_merge").metric.unit == "minutes");
  CHECK(prs.study.columns.unit == "author.login");
  const Drafted incidents = drafted(
      place, events("Number,Opened,Resolved,Assigned to,Reopen count", [](int p, const auto& day, int i) {
        return fmt::format("INC{:07},{} 08:00:00,{} 1{}:00:00,p{},{}", i, day, day, i % 8, p, i % 5 == 0 ? 1 : 0);
      }));
  runs(incidents);
  CHECK(incidents.study.metrics[0].metric.name == "time_to_resolve");
  CHECK(metric_of(incidents.study, "reopens").metric.better == Better::lower);
  const Drafted tracked =
      drafted(place, events("User,Email,Project,Start date,Start time,Duration", [](int p, const auto& day, int i) {
                return fmt::format("P {0},p{0}@x.de,Support,{1},09:00:00,0{2}:{3}0:00", p, day, 1 + i % 3, i % 6);
              }));
  runs(tracked);
  CHECK(tracked.study.columns.unit == "Email");
  CHECK(tracked.study.source.joins[0].on[0].of_table == "mail");
  CHECK(tracked.study.metrics[0].metric.unit == "hours");
}

TEST_CASE("Stripe: amounts in cents are divided where the currency has them, and of two currencies one counts") {
  Workplace place;
  const auto row = [](int p, const std::string& day, int i) {
    return fmt::format("{},{} 10:00,{},{},charge,p{},{}", 1000 + i, day, day, 900 + i, p, i % 10 ? "usd" : "jpy");
  };
  const Drafted api = drafted(place, events("amount,created,available_on,net,type,customer,currency", row));
  runs(api);
  CHECK(api.study.source.where == "\"currency\" = 'usd'");
  CHECK(api.study.metrics[0].metric.unit == "USD");
  double truth = 0;
  for (int i = 0; i < 1200; ++i) truth += i % 10 ? (1000 + i) / 100.0 : 0;
  CHECK_CLOSE(total_of_first(api.study), truth, 1e-9);
  const Drafted report =
      drafted(place, events("balance_transaction_id,created,currency,gross,net,reporting_category,customer_id",
                            [](int p, const auto& day, int i) {
                              return fmt::format("txn_{},{} 10:00,eur,{}.50,1,{},p{}", i, day, i % 7 ? 20 + i % 9 : -20,
                                                 i % 7 ? "charge" : "refund", p);
                            }));
  runs(report);
  CHECK(report.study.metrics[0].metric.unit == "EUR");
  CHECK(metric_of(report.study, "payments").where.find("refund") == std::string::npos);
}

TEST_CASE("opportunities and deals: what was won, how often and how fast") {
  Workplace place;
  const auto row = [](const char* won, const char* lost) {
    return [=](int p, const std::string& day, int i) {
      return fmt::format("Deal {},{},{},2024-11-{:02},{},p{}", i, i % 3 ? won : lost, day, 1 + i % 28, 500 + i, p);
    };
  };
  double truth = 0;
  for (int i = 0; i < 1200; ++i) truth += i % 3 ? 500 + i : 0;
  for (const std::string& csv :
       {events("Name,StageName,CloseDate,CreatedDate,Amount,OwnerId", row("Closed Won", "Closed Lost")),
        events("Deal Name,Deal Stage,Close Date,Create Date,Amount,Deal owner", row("closedwon", "closedlost"))}) {
    const Drafted sales = drafted(place, csv);
    runs(sales);
    CHECK(sales.study.metrics[0].metric.name == "revenue_won");
    CHECK(metric_of(sales.study, "win_rate").aggregate == Aggregate::share);
    CHECK(metric_of(sales.study, "days_to_close").metric.unit == "days");
    CHECK_CLOSE(total_of_first(sales.study), truth, 1e-9);
  }
}

TEST_CASE("Salesforce: what was won says its own column, and ids of 18 letters join those of 15") {
  Workplace place;
  place.write(
      "opps.csv",
      events("Id,StageName,IsClosed,IsWon,CloseDate,CreatedDate,Amount,OwnerId", [](int p, const auto& day, int i) {
        return fmt::format("006xx{:010}AAA,{},true,{},{},2024-11-01,{},005Xx00000{:05}AAY", i,
                           i % 3 ? "Signed" : "Lost to competitor", i % 3 ? "true" : "false", day, 500 + i, p);
      }));
  std::string reps = "rep,since\n";
  for (int p = 0; p < 12; ++p) reps += fmt::format("005Xx00000{:05},{}\n", p, p % 2 ? "2025-03-05" : "");
  place.write("reps.csv", reps);
  const Draft draft = draft_study({place.path("opps.csv"), place.path("reps.csv")});
  CAPTURE(draft.text);
  CHECK(draft.questions.empty());
  const Study study = parse_study(draft.text, place.path("study.json"));
  REQUIRE(study.source.joins.size() == 1);
  CHECK(study.source.joins[0].on[0].of_rows == "left(\"OwnerId\", 15)");
  CHECK(study.metrics.size() == 3);
  double truth = 0;
  for (int i = 0; i < 1200; ++i) truth += i % 3 ? 500 + i : 0;
  CHECK_CLOSE(total_of_first(study), truth, 1e-9);
  CHECK_NOTHROW(run(study));
}

TEST_CASE("files of the same columns are one table, in any order of them, and a file named twice is one") {
  Workplace place;
  const std::string all = events("number,user,created_at,merged_at", [](int p, const auto& day, int i) {
    return fmt::format("{},p{},{}T10:00:00Z,{}T12:{:02}:00Z", i, p, day, day, i % 60);
  });
  const std::size_t half = all.find('\n', all.size() / 2) + 1;
  std::string second = "merged_at,number,user,created_at\n";
  for (std::size_t at = half, end; at < all.size(); at = end + 1) {
    end = all.find('\n', at);
    const std::size_t last = all.rfind(',', end);
    second += all.substr(last + 1, end - last - 1) + "," + all.substr(at, last - at) + "\n";
  }
  place.write("one.csv", all.substr(0, half));
  place.write("two.csv", second);
  place.write("all.csv", all);
  place.write("roster.csv", roster);
  const auto study = [&](const std::vector<std::string>& names) {
    std::vector<std::string> files;
    for (const std::string& name : names) files.push_back(place.path(name));
    return parse_study(draft_study(files).text, place.path("study.json"));
  };
  const Study whole = study({"all.csv", "roster.csv"}), split = study({"one.csv", "two.csv", "roster.csv", "one.csv"});
  CHECK(split.source.files.size() == 2);
  CHECK(split.source.joins.size() == 1);
  CHECK(split.rollout.adopted_on == whole.rollout.adopted_on);
  CHECK(total_of_first(split) == total_of_first(whole));
}

TEST_CASE("segments are kinds of people: few labels, each of many, and not who used the tool") {
  Workplace place;
  std::string csv = "agent,week,site,used_ai,team,minutes\n";
  for (int week = 0; week < 8; ++week)
    for (int agent = 0; agent < 40; ++agent)
      csv += fmt::format("a{0},2025-{1:02}-{2:02},{3},{4},t{5},{6}\n", agent, 1 + week / 4,
                         6 + 7 * (week % 4) - 3 * (week / 4), agent % 2 ? "Bern" : "Graz", agent % 3 ? "yes" : "no",
                         agent % 20, 20 + (3 * agent + week) % 7);
  place.write("x.csv", csv);
  const Study study = parse_study(draft_study({place.path("x.csv")}, true, {.date = "2025-02-03"}).text, "s.json");
  REQUIRE(study.columns.segments.size() == 1);
  CHECK(study.columns.segments[0].expression == "site");
}

TEST_CASE("Viva: the tool from the first week with Copilot-enabled days, used or not") {
  Workplace place;
  std::string csv =
      "PersonId,MetricDate,Collaboration_hours,Email_hours,Total_Copilot_enabled_days,Total_Copilot_active_days\n";
  for (int week = 0; week < 16; ++week)
    for (int person = 0; person < 12; ++person) {
      const bool has = person % 2 && week >= 8;
      csv += fmt::format("p{},2025-{:02}-{:02},{}.5,{},{},{}\n", person, 1 + week / 4,
                         5 + 7 * (week % 4) - 3 * (week / 4 > 1), 20 + (3 * person + week) % 7, 5 + week % 3,
                         has ? "5" : "", has ? std::to_string(week % 4) : "");
    }
  place.write("x.csv", csv);
  const Draft draft = draft_study({place.path("x.csv")});
  CAPTURE(draft.text);
  CHECK(draft.questions.empty());
  const Study study = parse_study(draft.text, place.path("study.json"));
  const Loaded loaded = check(study);
  int treated = 0;
  for (const Unit& unit : loaded.panel.units) treated += unit.treated;
  CHECK(treated == 6);
  CHECK(study.metrics[0].metric.label == "hours of collaboration");
  CHECK_NOTHROW(run(study));
}

TEST_CASE(
    "the worked case of three files: what init drafts of them is the study that a person wrote, and finds the truth") {
  const std::string folder = std::string(PAYOFF_SOURCE_DIR) + "/datasets/service_desk/";
  const Draft draft = draft_study({folder + "tickets.csv", folder + "roster.csv", folder + "bill.csv"});
  CAPTURE(draft.text);
  CHECK(draft.questions.empty());
  holds(draft.text,
        R"("bills": [{"name": "bill", "files": "bill.csv", "month": "invoice_month", "amount": "amount", "goes_on")");
  const Study own = parse_study(draft.text, folder + "draft.json"), written = read_study(folder + "study.json");
  CHECK(own.columns.unit == written.columns.unit);
  CHECK(own.columns.cluster == written.columns.cluster);
  CHECK(own.columns.observed_from == written.columns.observed_from);
  CHECK(own.columns.observed_to == written.columns.observed_to);
  CHECK(own.rollout.adopted_on == written.rollout.adopted_on);
  CHECK(own.metrics[0].from == written.metrics[0].from);
  const Effect effect = run(own).effects[0];
  CHECK(effect.absolute.low < -4);
  CHECK(effect.absolute.high > -4);
}

TEST_CASE("a bill, a roster or a list of last uses is no outcome; beside outcomes it is named") {
  Workplace place;
  const std::string bill = "date,product,sku,quantity,gross_amount,net_amount\n2025-01-01,copilot,seat,3,57,57\n";
  place.write("bill.csv", bill);
  place.write("used.csv", "Report Refresh Date,User Principal Name,Last Activity Date\n2025-05-01,p0,2025-04-01\n");
  holds(message_of([&] { draft_study({place.path("bill.csv")}); }),
        "is recognised as GitHub billing usage, and no file says what");
  holds(message_of([&] { draft_study({place.path("used.csv"), place.path("bill.csv")}); }), "and no file says what");
  place.write("roster.csv", roster);
  place.write("x.csv", events("number,user,created_at,merged_at", [](int p, const auto& day, int i) {
                return fmt::format("{},p{},{}T10:00:00Z,{}T12:00:00Z", i, p, day, day);
              }));
  const Draft draft =
      draft_study({place.path("x.csv"), place.path("roster.csv"), place.path("bill.csv"), place.path("used.csv")});
  holds(draft.text, "bill.csv is a bill (GitHub billing usage) of 57.00 USD");
  holds(draft.text,
        R"("bills": [{"name": "bill", "files": "bill.csv", "month": "date", "amount": "net_amount", "goes_on")");
  holds(draft.text, "used.csv is left out: a Microsoft 365 Copilot usage report says who used the tool last");
}

TEST_CASE("answers take the place of questions, and of what was guessed") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  const auto of = [&](const DraftAnswers& answers) {
    const Draft draft = draft_study({place.path("x.csv")}, true, answers);
    CAPTURE(draft.text);
    CHECK(draft.questions.empty());
    return parse_study(draft.text, place.path("study.json"));
  };
  const Study dated = of({.who = "agents", .tool = "the bot", .date = "2025-01-20"});
  CHECK(dated.who == "agents");
  CHECK(dated.tool == "the bot");
  CHECK(dated.rollout.group == "arm");
  CHECK(dated.rollout.date == "2025-01-20");
  CHECK(of({.randomized = true}).rollout.randomized);
  CHECK(of({.treated = "A", .randomized = true}).rollout.treated == "A");
  const Study lot = of({.group = "arm", .treated = "A", .comparison = "B", .randomized = true});
  CHECK(lot.rollout.comparison == "B");
  CHECK(of({.adopted_on = "since"}).rollout.adopted_on == "since");
  holds(message_of([&] { of({.unit = "nobody"}); }), "there is no column 'nobody'");
  std::string csv = "who,week,until,minutes\n";  // either date would do
  for (int i = 0; i < 32; ++i)
    csv += fmt::format("p{},2025-01-{:02},2025-02-{:02},{}\n", i % 8, 6 + i / 8 * 7, 2 + i / 8 * 7, 20 + i % 7);
  place.write("x.csv", csv);
  CHECK(of({.date = "2025-01-20"}).columns.time == "week");
  CHECK(of({.time = "until", .date = "2025-02-16"}).columns.time == "until");
}

}  // TEST_SUITE("study/known_exports")
